using System.Text.Json.Nodes;

namespace Metrics.Oracle.Tests.SeededMonth;

/// <summary>Somebody comes back about tickets: as they are solved, within a week to the second or a second later, answered or not.</summary>
internal static class ContactsAgain
{
    private static readonly TimeSpan Week = TimeSpan.FromDays(7);

    public static IEnumerable<Told> About(IEnumerable<Told> tickets, Dice dice)
    {
        var number = 0;
        foreach (var solved in tickets.Where(t => t.Kind == "ticket.resolved" && dice.Chance(0.3)))
        {
            var at = solved.Time + dice.One(TimeSpan.Zero, TimeSpan.FromSeconds(1), Week, Week + TimeSpan.FromSeconds(1), -dice.While(), dice.While());
            var story = new Story(solved.Desk, "contact", $"A{number++:0000}", at);
            var ticket = dice.Chance(0.95) ? solved.Subject : "nobody's";
            if (dice.Chance(0.5)) Record(story, ticket, dice);
            else Wait(story, ticket, dice);
            foreach (var told in story.Events) yield return told;
        }
    }

    private static void Record(Story story, string ticket, Dice dice) => story.Then(
        "recorded", new JsonObject { ["outcome"] = dice.One("answered", "abandoned", "waiting", "closed", "misrouted"), ["ticket"] = ticket });

    private static void Wait(Story story, string ticket, Dice dice) => story
        .ThenIf(dice.Chance(0.95), "offered").After(TimeSpan.FromSeconds(dice.Next(90)))
        .Then("answered").After(TimeSpan.FromSeconds(dice.Next(900)))
        .Then("ended", new JsonObject { ["ticket"] = ticket });
}
