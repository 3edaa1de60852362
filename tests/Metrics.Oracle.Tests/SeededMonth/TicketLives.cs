using System.Text.Json.Nodes;
using Metrics.Oracle.Tests.Oracle;

namespace Metrics.Oracle.Tests.SeededMonth;

/// <summary>Full lives of tickets: paused, handed over, reclassified, reopened, cancelled, without resolution.</summary>
/// <param name="desk">Whose they are.</param>
/// <param name="dice">Chance.</param>
/// <param name="contradictory">Whether marks may contradict each other, and a withdrawn ticket be closed too.</param>
internal sealed class TicketLives(Desk desk, Dice dice, bool contradictory)
{
    private static readonly TimeSpan Week = TimeSpan.FromDays(7);

    private bool? _mark;

    public IReadOnlyList<Told> Of(int number)
    {
        // A subject means something only within its organisation: the desks share the numbers.
        var story = new Story(desk, "ticket", $"INC{number:0000}", number % 5 == 0 ? dice.NightOfTheChange() : dice.Moment());
        var opened = dice.Scope(desk);
        opened["priority"] = dice.One("1", "2", "3");
        opened["kind"] = dice.One("request", "incident", "major-incident", "personal-data-incident", "complaint");
        story.Then("opened", opened);
        _mark = dice.Maybe();
        Work(story);
        End(story);
        while ((contradictory || number % 2 == 0) && dice.Chance(0.4)) Reopen(story);
        return story.Events;
    }

    private void Work(Story story)
    {
        for (var i = dice.Next(5); i > 0; i--)
        {
            story.After(dice.While());
            switch (dice.Next(8))
            {
                case 0:
                    story.Then("responded");
                    break;
                case 1:
                    story.Then("paused", new JsonObject { ["reason"] = dice.One("customer", "supplier") });
                    if (dice.Chance(0.8)) story.After(dice.While()).Then("resumed");
                    break;
                case 2 or 3:
                    story.Then("handed-over", Marked("agreed", dice.Maybe()));
                    if (dice.Chance(0.5)) story.After(dice.While()).Then("handed-back");
                    break;
                case 4 or 5:
                    story.Then("reclassified", dice.Scope(desk, told: 0.3));
                    break;
                case 6:
                    story.Then("deadline-agreed", new JsonObject { ["due"] = "2023-11-10T12:00:00Z", ["consent"] = true });
                    break;
                default:
                    story.Then("status-changed", new JsonObject { ["status"] = dice.One("Active", "Waiting") });
                    break;
            }
        }
    }

    private void End(Story story)
    {
        story.After(dice.While());
        switch (dice.Next(10))
        {
            case 0:
                return;
            case 1:
                story.Then("cancelled", new JsonObject { ["reason"] = "withdrawn" });
                if (contradictory && dice.Chance(0.5)) Close(story);
                return;
            case 2:
                Close(story);
                return;
            case 3 or 4:
                Resolve(story);
                return;
            default:
                Resolve(story);
                Close(story);
                return;
        }
    }

    private void Reopen(Story story)
    {
        // A week after the resolution to the second, a second later, or some other time.
        var resolved = story.Events.LastOrDefault(e => e.Kind == "ticket.resolved")?.Time ?? story.Now;
        var wait = dice.Next(4) switch
        {
            0 => resolved + Week - story.Now,
            1 => resolved + Week + TimeSpan.FromSeconds(1) - story.Now,
            _ => dice.While(),
        };
        var shortest = contradictory ? TimeSpan.Zero : TimeSpan.FromSeconds(dice.Next(2) + (story.Events[^1].Kind == "ticket.cancelled" ? 1 : 0));
        story.After(wait > shortest ? wait : shortest).Then("reopened", new JsonObject { ["reason"] = "not solved" });
        Work(story);
        End(story);
    }

    private void Resolve(Story story) => story.Then("resolved", Marked("firstContact", contradictory ? dice.Maybe() : _mark));

    private void Close(Story story) => story.After(dice.While()).Then("closed", Marked("slaMet", dice.Maybe()));

    private static JsonObject Marked(string member, bool? mark) => mark is { } known ? new JsonObject { [member] = known } : [];
}
