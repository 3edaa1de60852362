using System.Text.Json.Nodes;
using Metrics.Oracle.Tests.Oracle;

namespace Metrics.Oracle.Tests.SeededMonth;

/// <summary>Contacts told by several events or by one record; waits exactly at the thresholds, a millisecond past, and unknown.</summary>
/// <param name="desk">Whose they are.</param>
/// <param name="dice">Chance.</param>
/// <param name="contradictory">Whether one may be offered before anybody saw that it was misrouted.</param>
internal sealed class ContactLives(Desk desk, Dice dice, bool contradictory)
{
    public IReadOnlyList<Told> Of(int number)
    {
        var at = (number % 4 == 0 ? dice.NightOfTheChange() : dice.Moment()).AddMilliseconds(dice.Chance(0.3) ? dice.Next(1000) : 0);
        var story = new Story(desk, "contact", $"C{number:0000}", at);
        var scope = dice.Scope(desk);
        if (dice.Chance(0.9)) scope["queue"] = $"{dice.One("Växel", "IT", "Lön")} {desk.Id[..1]}";
        switch (dice.Next(12))
        {
            case 0:
                story.Then("closed", scope);
                break;
            case 1:
                story.Then("misrouted", scope);
                break;
            case 2 when contradictory:
                story.Then("offered", scope).After(dice.While()).Then("misrouted");
                break;
            case 2 or 3 or 4:
                Record(story, scope);
                break;
            default:
                Wait(story, scope);
                break;
        }

        return story.Events;
    }

    private void Record(Story story, JsonObject data)
    {
        data["outcome"] = dice.One("answered", "answered", "abandoned", "abandoned", "timed-out", "transferred", "closed", "misrouted", "waiting");
        if (dice.Chance(0.75)) data["waitSeconds"] = Seconds();
        if (dice.Chance(0.6)) data["talkSeconds"] = dice.Next(900);
        if (dice.Maybe() is { } solved) data["resolved"] = solved;
        story.Then("recorded", data);
    }

    private void Wait(Story story, JsonObject scope)
    {
        // The offer may never have been told: then nobody knows when the wait began.
        story.ThenIf(dice.Chance(0.96), "offered", scope);
        var (seconds, measured) = (Seconds(), dice.Chance(0.3));
        var said = measured ? new JsonObject { ["waitSeconds"] = Seconds() } : [];
        story.After(TimeSpan.FromTicks((long)(seconds * TimeSpan.TicksPerSecond)));
        switch (dice.Next(10))
        {
            case 0:
                return;
            case 1:
                story.Then("timed-out", said);
                return;
            case 2:
                story.Then("transferred", new JsonObject { ["to"] = "Annan kö" });
                return;
            case 3 or 4:
                story.Then("abandoned", said);
                // Some exchanges report the end of every call, answered or not.
                if (dice.Chance(0.3)) story.Then("ended");
                return;
            default:
                story.Then("answered", said);
                if (dice.Chance(0.2)) story.After(TimeSpan.FromSeconds(dice.Next(60))).Then("transferred", new JsonObject { ["to"] = "Handläggare" });
                if (dice.Chance(0.9)) story.After(TimeSpan.FromMilliseconds(dice.Next(900_000))).Then("ended", Ended());
                return;
        }
    }

    private JsonObject Ended()
    {
        var data = new JsonObject();
        if (dice.Chance(0.4)) data["talkSeconds"] = dice.Next(900) + 0.5m;
        if (dice.Maybe() is { } solved) data["resolved"] = solved;
        return data;
    }

    // At most a threshold is within it; a millisecond more is not.
    private decimal Seconds() => dice.Next(3) switch
    {
        0 => dice.One([.. desk.AllThresholds, desk.ShortSeconds]) + dice.One(0m, 0.001m, -0.001m),
        1 => dice.Next(40),
        _ => dice.Next(300_000) / 1000m,
    };
}
