using System.Text.Json.Nodes;
using Metrics.Oracle.Tests.Oracle;

namespace Metrics.Oracle.Tests.SeededMonth;

/// <summary>
/// Answers on two scales, some about tickets, some impossible; outcomes of whole surveys; and tickets of another system that has
/// some of the same numbers.
/// </summary>
internal static class SurveyReplies
{
    public static IEnumerable<Told> Of(Desk desk, Dice dice, int subjects)
    {
        for (var number = 0; number < subjects; number++)
        {
            yield return number % 20 == 19 ? Outcome(desk, dice, number) : Answer(desk, dice, number, subjects);
            if (number % 25 == 7) yield return Told(desk, dice, "ticket.opened", $"INC{number:0000}", number, new JsonObject { ["priority"] = "1" }) with { From = "other-desk" };
        }
    }

    private static Told Answer(Desk desk, Dice dice, int number, int subjects)
    {
        var data = dice.Scope(desk, told: 0.7);
        // One in a few hundred is 1 too high, and a scale from 2 to 2 is none.
        var high = dice.One(5, 10);
        (data["scaleLow"], data["scaleHigh"], data["rating"]) = (dice.Chance(0.01) ? high : 0, high, (dice.Next(200) == 0 ? 2 * high : dice.Next((2 * high) + 1)) / (dice.Next(200) == 0 ? 1m : 2m));
        // Mostly a ticket there is; some numbers nobody has.
        if (dice.Chance(0.9)) data["ticket"] = $"INC{dice.Next(subjects + 20):0000}";
        return Told(desk, dice, "survey.rated", $"R{number:0000}", number, data);
    }

    private static Told Outcome(Desk desk, Dice dice, int number)
    {
        var data = dice.Scope(desk, told: 0.5);
        (data["mean"], data["scaleLow"], data["scaleHigh"], data["answers"]) = (dice.Next(400) / 100m, 1, 4, dice.Next(60));
        if (dice.Chance(0.5)) data["responseRate"] = 0.43m;
        return Told(desk, dice, "survey.result", $"S{number:0000}", number, data);
    }

    private static Told Told(Desk desk, Dice dice, string kind, string subject, int number, JsonObject data)
        => new(desk, $"{desk.Id}/{kind}/{number}", kind, subject, dice.Moment(), data);
}
