using System.Globalization;
using System.Text.Json.Nodes;
using Metrics.Oracle.Tests.Oracle;

namespace Metrics.Oracle.Tests.SeededMonth;

/// <summary>What happens to a ticket while it is open: answers, waits, lines that take it, new times, other attributes.</summary>
/// <param name="desk">Whose it is.</param>
/// <param name="dice">Chance.</param>
internal sealed class TicketWork(Desk desk, Dice dice)
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    /// <summary>A few things happen, one after the other.</summary>
    public void Goes(Story story)
    {
        for (var i = dice.Next(5); i > 0; i--)
        {
            story.After(dice.While());
            switch (dice.Next(10))
            {
                case 0:
                    story.Then("responded");
                    break;
                case 1 or 2:
                    Waits(story);
                    break;
                case 3 or 4:
                    IsHandedOver(story);
                    break;
                case 5:
                    story.Then("reclassified", dice.Scope(desk, told: 0.3));
                    break;
                case 6:
                    story.Then("reclassified", new JsonObject { ["priority"] = dice.Priority(), ["kind"] = dice.Kind() });
                    break;
                case 7 or 8:
                    AgreesOnATime(story);
                    break;
                default:
                    story.Then("status-changed", new JsonObject { ["status"] = dice.One("Active", "Waiting") });
                    break;
            }
        }
    }

    /// <summary>A new time is agreed on; now and then the next thing happens exactly then, or a second later.</summary>
    /// <remarks>Never at the instant of a resolution or closing: whether that is in time is told by a test of its own.</remarks>
    public void AgreesOnATime(Story story, double thenWaits = 0.3)
    {
        story.After(Second);
        var wait = dice.While() + Second;
        var due = story.Now + wait - (dice.Chance(0.1) ? TimeSpan.FromDays(1) : TimeSpan.Zero);
        var data = new JsonObject { ["due"] = due.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFF", CultureInfo.InvariantCulture) + "Z", ["by"] = "teamledare" };
        if (dice.One<bool?>(true, true, true, null, false) is { } consent) data["consent"] = consent;
        story.Then("deadline-agreed", data);
        story.After(dice.Chance(thenWaits) ? wait + (dice.Next(2) * Second) : Second);
    }

    // For somebody or nobody named; for another before the first came back; and now and then without an end.
    private void Waits(Story story)
    {
        do
        {
            story.Then("paused", dice.Reason() is { } reason ? new JsonObject { ["reason"] = reason } : []).After(dice.While());
        }
        while (dice.Chance(0.35));
        if (dice.Chance(0.8)) story.Then("resumed");
    }

    private void IsHandedOver(Story story)
    {
        do
        {
            var data = new JsonObject();
            if (dice.Line() is { } line) data["line"] = line;
            if (dice.Maybe() is { } agreed) data["agreed"] = agreed;
            story.Then("handed-over", data).After(dice.While());
        }
        while (dice.Chance(0.3));
        if (dice.Chance(0.5)) story.Then("handed-back");
    }
}
