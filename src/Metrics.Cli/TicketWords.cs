using System.Globalization;
using Metrics.ServiceDesk.Kpis;
using Metrics.ServiceDesk.Sla;
using Metrics.ServiceDesk.Tickets;
using NodaTime;

namespace Metrics.Cli;

/// <summary>How a ticket's clock is told in words.</summary>
internal static class TicketWords
{
    /// <summary>A length of time as desks say it: 15 h 10 min.</summary>
    public static string Of(Duration time)
    {
        var minutes = (long)Math.Floor(Math.Abs(time.TotalMinutes));
        var text = minutes < 60 ? string.Create(CultureInfo.InvariantCulture, $"{minutes} min") : string.Create(CultureInfo.InvariantCulture, $"{minutes / 60} h {minutes % 60:00} min");
        return time < Duration.Zero ? "−" + text : text;
    }

    /// <summary>A moment by the wall clock of a zone: må 2023-03-13 08:00.</summary>
    public static string Of(Instant at, DateTimeZone zone, CultureInfo culture)
        => at.InZone(zone).ToDateTimeUnspecified().ToString("ddd yyyy-MM-dd HH:mm", culture);

    /// <summary>What was promised.</summary>
    public static Label Promise(TimeLimit limit) => limit.Time == ClockTime.Opening
        ? new($"{Of(limit.Within)} öppettid", $"{Of(limit.Within)} of opening time")
        : new($"{Of(limit.Within)} dygnet runt", $"{Of(limit.Within)} around the clock");

    /// <summary>What happened.</summary>
    public static Label Step(StoryLine line, Func<Instant, string> moment)
    {
        var detail = string.IsNullOrEmpty(line.Detail) ? "" : ": " + line.Detail;
        var step = line.Step switch
        {
            StoryStep.Opened => new Label("öppnat", "opened"),
            StoryStep.ClockStarts => new("klockan startar", "the clock starts"),
            StoryStep.Reclassified => new("omklassat", "reclassified"),
            StoryStep.Responded => new("första svar", "first response"),
            StoryStep.HandedOver => new("överlämnat", "handed over"),
            StoryStep.HandedBack => new("åter hos servicedesken", "back at the desk"),
            StoryStep.Paused => new("pausat", "paused"),
            StoryStep.Resumed => new("pausen slut", "the pause is over"),
            StoryStep.DeadlineAgreed => new($"ny tid avtalad till {moment(line.Until!.Value)}", $"a new time agreed: {moment(line.Until!.Value)}"),
            StoryStep.ResponseDue => new("första svar förfaller", "the first response is due"),
            StoryStep.ResponseBroken => new("löftet om svar bryts", "the promise of an answer is broken"),
            StoryStep.Warning => new("varning", "warning"),
            StoryStep.Due => new("den utlovade tiden är slut", "the promised time is used up"),
            StoryStep.Broken => new("löftet bryts", "the promise is broken"),
            StoryStep.AgreedDue => new("den avtalade tiden är slut", "the agreed time is up"),
            StoryStep.Resolved => new("löst", "resolved"),
            StoryStep.Reopened => new("återöppnat", "reopened"),
            StoryStep.Closed => new("avslutat", "closed"),
            StoryStep.Cancelled => new("återtaget", "cancelled"),
            _ => throw new ArgumentOutOfRangeException(nameof(line)),
        };
        var agreement = line.Agreement is { } outcome ? Agreement(outcome) : new Label("", "");
        return new Label(step.Sv + detail + agreement.Sv, step.En + detail + agreement.En);
    }

    /// <summary>What the clock does.</summary>
    public static Label Clock(ClockState state) => state switch
    {
        ClockState.Runs => new("går", "runs"),
        ClockState.OutsideHours => new("står, stängt", "stands, closed"),
        ClockState.Stopped => new("står", "stands"),
        ClockState.Settled => new("avgjord", "done"),
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };

    /// <summary>How the first answer went, where one is promised.</summary>
    public static Label? Answer(SlaOutcome sla, Func<Instant, string> moment) => (sla.Promised.Promise.FirstResponse, sla.ResponseMet) switch
    {
        (null, _) => null,
        ({ } limit, true) => new($"första svar: lovat inom {Promise(limit).Sv}, i tid", $"first response: promised within {Promise(limit).En}, in time"),
        ({ } limit, false) => new($"första svar: lovat inom {Promise(limit).Sv}, för sent", $"first response: promised within {Promise(limit).En}, too late"),
        ({ } limit, null) => sla.ResponseDueAt is { } due
            ? new($"första svar: lovat inom {Promise(limit).Sv}, väntas till {moment(due)}", $"first response: promised within {Promise(limit).En}, awaited until {moment(due)}")
            : new($"första svar: lovat inom {Promise(limit).Sv}, klockan står", $"first response: promised within {Promise(limit).En}, the clock stands"),
    };

    /// <summary>How it ended, or stands.</summary>
    public static IEnumerable<Label> Verdict(SlaOutcome sla, TimeLimit limit, Func<Instant, string> moment)
    {
        if (sla.Used is { } used)
        {
            yield return new(
                $"ursprungligt löfte: {Of(used)} av {Of(limit.Within)}, {(sla.MetOriginal == true ? "hållet" : $"brutet med {Over(used - limit.Within)}")}",
                $"original promise: {Of(used)} of {Of(limit.Within)}, {(sla.MetOriginal == true ? "kept" : $"broken by {Over(used - limit.Within)}")}");
            if (sla.Agreements.Count > 0)
                yield return new($"med avtalade tider: {(sla.MetAgreed == true ? "hållet" : "brutet")}", $"with times agreed: {(sla.MetAgreed == true ? "kept" : "broken")}");
            yield break;
        }

        if (sla.SettledAt is not null) yield return new("öppnat efter att det löstes: mäts inte", "opened after it was settled: not measured");
        else if (sla.DueAt is { } due) yield return new($"förfaller {moment(due)}", $"due {moment(due)}");
        else yield return new("klockan står: inget förfaller", "the clock stands: nothing is due");
        if (sla.SettledAt is null && sla.AgreedDueAt is { } agreed && agreed != sla.DueAt) yield return new($"avtalat till {moment(agreed)}", $"agreed until {moment(agreed)}");
    }

    private static string Over(Duration over) => over < Duration.FromMinutes(1)
        ? string.Create(CultureInfo.InvariantCulture, $"{over.TotalSeconds:0.###} s")
        : Of(over);

    private static Label Agreement(AgreementOutcome outcome) => outcome switch
    {
        AgreementOutcome.Holds => new(" (gäller)", " (holds)"),
        AgreementOutcome.Late => new(" (efter brottet, gäller ej)", " (after the breach, void)"),
        AgreementOutcome.AfterDone => new(" (när allt var klart)", " (when all was done)"),
        AgreementOutcome.Refused => new(" (utan kundens samtycke)", " (without the customer's consent)"),
        _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
    };
}
