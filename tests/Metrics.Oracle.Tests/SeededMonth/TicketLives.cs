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

    private readonly TicketWork _work = new(desk, dice);
    private bool? _mark;

    public IReadOnlyList<Told> Of(int number)
    {
        // A subject means something only within its organisation: the desks share the numbers.
        var story = new Story(desk, "ticket", $"INC{number:0000}", number % 5 == 0 ? dice.NightOfTheChange() : dice.Moment());
        var opened = dice.Scope(desk);
        if (dice.Chance(0.9)) opened["priority"] = dice.Priority();
        if (dice.Chance(0.9)) opened["kind"] = dice.Kind();
        story.Then("opened", opened);
        _mark = dice.Maybe();
        if (dice.Chance(0.25)) KeepAgreement(story);
        else Live(story);
        while ((contradictory || number % 2 == 0) && dice.Chance(0.4)) Reopen(story);
        return story.Events;
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
        Live(story);
    }

    private void Live(Story story)
    {
        _work.Goes(story);
        End(story);
    }

    // Agreed on at once, or twice, while every promise can still be kept, and solved at that very time or a second later.
    private void KeepAgreement(Story story)
    {
        if (dice.Chance(0.4)) _work.AgreesOnATime(story, thenWaits: 0);
        _work.AgreesOnATime(story, thenWaits: 1);
        Resolve(story);
    }

    private void Resolve(Story story)
    {
        story.Then("resolved", Marked("firstContact", contradictory ? dice.Maybe() : _mark));
        // What is agreed on when all is done mends nothing.
        if (dice.Chance(0.1)) _work.AgreesOnATime(story.After(dice.While()));
    }

    private void Close(Story story) => story.After(dice.While()).Then("closed", Marked("slaMet", dice.Maybe()));

    private static JsonObject Marked(string member, bool? mark) => mark is { } known ? new JsonObject { [member] = known } : [];
}
