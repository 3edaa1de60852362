using System.Globalization;
using Metrics.EndToEnd.Tests.Running;

namespace Metrics.EndToEnd.Tests.Contract;

/// <summary>
/// A desk with a promise of 16 opening hours (Mon–Fri 08–17) and seven tickets of March 2023; the 13th is a Monday.
/// T1: Sunday 21:00; waits for the customer Monday 14:10 to Tuesday 09:00; solved Tuesday 15:10. Used 6 h 10 + 6 h 10 = 12 h 20.
/// T2: Monday 09:00, due Tuesday 16:00; agreed on Tuesday 10:00 until Friday 12:00; solved Friday 11:00.
/// T3: as T2, but agreed on Thursday, when the promise was broken.
/// T4: Tuesday 10:00, due Wednesday 17:00, kept until Thursday 08:00; still open.
/// T5: Wednesday 10:00, solved 14:00: 4 h. T6: covered by nothing. T7: waits for the customer since Monday 10:00.
/// Original: T1 and T5 of T1, T2, T3, T5. Agreed: T2 too. Due in March: those and T4; nothing is due for T7.
/// </summary>
internal static class PromiseDesk
{
    public const string Policy = """
        id: desk-16
        label: { sv: Sexton timmar, en: Sixteen hours }
        level: sla
        zone: Europe/Stockholm
        versions:
          - stoppedBy: [Väntar på kund]
            promises: [{ unit: Desk, resolution: 16h }]

        """;

    private const string Organisation = """
        id: desk
        label: { sv: Desken, en: The desk }
        zone: Europe/Stockholm
        serviceLevelSeconds: [120]
        shortAbandonSeconds: 11
        resolutionHours: [16, 8]
        calendar: kontorstid
        policies: [desk-16]

        """;

    private static readonly string Events = string.Concat(
        Ticket("T1", "Desk", ("12T21:00", "opened", ""), ("13T08:20", "responded", ""), ("13T14:10", "paused", "\"reason\":\"Väntar på kund\""), ("14T09:00", "resumed", ""), ("14T15:10", "resolved", "")),
        Ticket("T2", "Desk", ("13T09:00", "opened", ""), ("14T10:00", "deadline-agreed", Until17), ("17T11:00", "resolved", "")),
        Ticket("T3", "Desk", ("13T09:00", "opened", ""), ("16T10:00", "deadline-agreed", Until17), ("17T11:00", "resolved", "")),
        Ticket("T4", "Desk", ("14T10:00", "opened", "")),
        Ticket("T5", "Desk", ("15T10:00", "opened", ""), ("15T14:00", "resolved", "")),
        Ticket("T6", "HR", ("13T09:00", "opened", ""), ("14T09:00", "resolved", "")),
        Ticket("T7", "Desk", ("13T09:00", "opened", ""), ("13T10:00", "paused", "\"reason\":\"Väntar på kund\"")));

    private const string Until17 = "\"due\":\"2023-03-17T12:00:00+01:00\",\"by\":\"handläggare\",\"consent\":true";

    /// <summary>A folder with the desk's configuration and tickets.</summary>
    public static async Task<Workplace> Open()
    {
        var place = new Workplace();
        place.Configure(("organisations/desk.yaml", Organisation), ("policies/desk-16.yaml", Policy));
        await place.Ingest(place.Write("desk.ndjson", Events), "cloudevents", "--organisation", "desk");
        return place;
    }

    /// <summary>The desk's KPIs of March 2023.</summary>
    public static Task<System.Text.Json.JsonElement[]> March(this Workplace place, params string[] more)
        => place.Kpi([.. more, "--organisation", "desk", "--from", "2023-03", "--to", "2023-04"]);

    private static string Ticket(string id, string unit, params (string At, string Type, string Data)[] steps) => string.Concat(steps.Select((s, i) => Samples.Event(
        string.Create(CultureInfo.InvariantCulture, $"{id}-{i}"), $"ticket.{s.Type}", $"2023-03-{s.At}:00+01:00", id,
        "{" + (s.Type == "opened" ? $"\"unit\":\"{unit}\"" : s.Data) + "}")));
}
