using System.Globalization;
using System.Text.Json.Nodes;
using Metrics.Oracle.Tests.Oracle;

namespace Metrics.Oracle.Tests.SeededMonth;

/// <summary>What is counted by the day and KPIs divide, and calls to the lowest of the units, whose threshold is its parent's.</summary>
internal static class CountedWork
{
    private static readonly string[] Measures = ["switchboard-offered", "switchboard-answered", "switchboard-answered-within", "written-cases"];

    public static IEnumerable<Told> Of(Desk desk, Dice dice, int subjects)
    {
        for (var number = 0; number < subjects; number++)
        {
            yield return number % 10 == 9 ? Call(desk, dice, number) : Count(desk, dice, number);
        }
    }

    private static Told Count(Desk desk, Dice dice, int number)
    {
        var (measure, day) = (Measures[dice.Next(Measures.Length)], new DateOnly(2023, 9, 28).AddDays(dice.Next(36)));
        var data = dice.Scope(desk, told: 0.7);
        if (dice.Chance(0.6)) data["unit"] = dice.One("Växeln", "Växelns jour") + $" {desk.Id[..1]}";
        (data["measure"], data["period"], data["kind"]) = (measure, day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), "flow");
        data["count"] = measure == Measures[0] ? 200 + dice.Next(300) : dice.Next(200);
        return new Told(desk, $"{desk.Id}/counted/{number}", "volume.counted", $"{measure}-counted-{number}", dice.Moment(), data);
    }

    private static Told Call(Desk desk, Dice dice, int number)
    {
        var wait = dice.One([.. desk.AllThresholds]) + dice.One(0m, 0.001m, -0.001m);
        var data = new JsonObject
        {
            ["unit"] = $"Växelns jour {desk.Id[..1]}", ["outcome"] = dice.One("answered", "answered", "abandoned"), ["waitSeconds"] = wait,
        };
        return new Told(desk, $"{desk.Id}/jour/{number}", "contact.recorded", $"J{number:0000}", dice.Moment(), data);
    }
}
