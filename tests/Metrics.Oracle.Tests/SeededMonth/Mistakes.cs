using System.Globalization;
using System.Text.Json.Nodes;
using Metrics.Oracle.Tests.Oracle;

namespace Metrics.Oracle.Tests.SeededMonth;

/// <summary>What sources tell wrongly first and correct later, or tell in two ways at once.</summary>
/// <param name="desks">The organisations an event may be told of by mistake.</param>
/// <param name="dice">Chance.</param>
/// <param name="contradictory">
/// Whether a mistake may stand that makes a life contradict itself: closed before it was opened, or by nobody opened; offered
/// twice; solved at the first contact by one mark and not by another.
/// </param>
internal sealed class Mistakes(IReadOnlyList<Desk> desks, Dice dice, bool contradictory)
{
    /// <summary>Every version that is told of some events, corrections and conflicts among them; the last is not always right.</summary>
    public IReadOnlyList<Told> Versions(IEnumerable<Told> events)
    {
        var versions = new List<Told>();
        foreach (var e in events)
        {
            versions.Add(e);
            var revision = 0;
            while (dice.Chance(0.12)) versions.Add(Otherwise(e) with { Revision = ++revision });
            // The first words again under a higher revision: nothing new, but they outrank what was said between.
            if (revision > 0 && dice.Chance(0.3)) versions.Add(e with { Revision = ++revision });
            if (dice.Chance(0.04)) versions.Add(Otherwise(e) with { Revision = dice.Next(revision + 1) });
        }

        return versions.DistinctBy(v => v.Version).ToArray();
    }

    private Told Otherwise(Told e) => dice.Next(8) switch
    {
        0 or 1 => At(e, e.Time.AddSeconds(dice.Next(4 * 86_400) - (2 * 86_400))),
        2 => OfAnother(e),
        3 when dice.Chance(0.3) => Elsewhere(e),
        _ => Saying(e),
    };

    // A life stays possible when it begins earlier, is solved later, and ends and begins again when it did.
    private Told At(Told e, DateTime other) => contradictory ? e with { Time = other } : e.Kind switch
    {
        "ticket.opened" when other > e.Time => e,
        "ticket.resolved" or "ticket.closed" when other < e.Time => e,
        "ticket.closed" when Number(e) % 3 == 0 => e,
        "ticket.cancelled" or "ticket.reopened" => e,
        _ => e with { Time = other },
    };

    private Told OfAnother(Told e)
    {
        // Whether a contact that is told to be both closed and misrouted is the one or the other, no text decides.
        if (e.Kind is "contact.closed" or "contact.misrouted") return e with { Subject = e.Subject + "x" };
        if (contradictory) return e with { Subject = e.Subject[..^1] + dice.Next(10).ToString(CultureInfo.InvariantCulture) };
        return e.Kind is "ticket.opened" or "ticket.closed" or "ticket.cancelled" or "ticket.reopened" ? e : e with { Subject = e.Subject + "x" };
    }

    private Told Elsewhere(Told e)
    {
        var desk = dice.One(desks.ToArray());
        if (contradictory) return e with { Desk = desk };
        return e.Kind switch
        {
            "ticket.opened" or "ticket.closed" or "ticket.cancelled" or "ticket.reopened" or "ticket.resolved" => e,
            ['c', ..] => e with { Desk = desk, Subject = e.Subject + "y" },
            _ => e with { Desk = desk },
        };
    }

    private Told Saying(Told e) => e.Kind switch
    {
        "contact.answered" or "contact.abandoned" or "contact.timed-out" => dice.Chance(0.5)
            ? e.Saying("waitSeconds", dice.Next(200))
            : e with { Kind = dice.One("contact.answered", "contact.abandoned", "contact.timed-out") },
        "contact.ended" or "contact.recorded" when e.Data.ContainsKey("ticket") => e.Saying("ticket", dice.Chance(0.5) ? $"INC{dice.Next(125):0000}" : null),
        "contact.ended" => e.Saying("resolved", dice.Chance(0.5)),
        "contact.recorded" => e.Saying("outcome", dice.One("answered", "abandoned", "misrouted")),
        "ticket.resolved" when contradictory || Number(e) % 2 == 1 => e.Saying("firstContact", dice.Chance(0.5)),
        "ticket.closed" => e.Saying("slaMet", dice.Chance(0.5)),
        "ticket.handed-over" => dice.Chance(0.5) ? e.Saying("agreed", dice.Chance(0.5)) : e.Saying("line", dice.Line()),
        "ticket.paused" => e.Saying("reason", dice.Reason()),
        "ticket.deadline-agreed" => dice.Chance(0.5) ? e.Saying("consent", dice.Chance(0.5)) : e.Saying("due", Later(e.Data["due"]!)),
        "ticket.cancelled" or "ticket.reopened" => e.Saying("reason", "something else"),
        "ticket.opened" or "ticket.reclassified" when dice.Chance(0.4) => e.Saying("priority", dice.Priority()),
        "ticket.opened" or "ticket.reclassified" or "contact.offered" => e.Saying("unit", dice.Chance(0.8) ? $"Växeln {e.Desk.Id[..1]}" : null),
        "survey.rated" => e.Saying(dice.One("rating", "scaleHigh"), (JsonNode)dice.One(5m, 10m)),
        "survey.result" => e.Saying("answers", dice.Next(60)),
        "volume.counted" => e.Saying("count", (JsonNode)(dice.Next(1000) / 2m)),
        _ => At(e, e.Time.AddMinutes(dice.Next(3000))),
    };

    private string Later(JsonNode due)
        => DateTimeOffset.Parse(due.GetValue<string>(), CultureInfo.InvariantCulture).AddHours(dice.Next(48)).ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFzzz", CultureInfo.InvariantCulture);

    private static int Number(Told e) => int.Parse(e.Subject[3..], CultureInfo.InvariantCulture);
}
