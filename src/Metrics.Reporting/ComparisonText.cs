using System.Globalization;
using System.Text;
using Metrics.ServiceDesk.Kpis;
using Metrics.ServiceDesk.Events;
using Metrics.ServiceDesk.Time;
using Metrics.Warehouse.Queries;
using NodaTime;

namespace Metrics.Reporting;

/// <summary>How a comparison of a report with itself as known later is written.</summary>
public static class ComparisonText
{
    /// <summary>For people: each changed figure, and the events that changed any.</summary>
    public static string Markdown(ReportComparison comparison, CultureInfo culture)
    {
        var sv = culture.TwoLetterISOLanguageName == "sv";
        string In(string swedish, string english) => sv ? swedish : english;
        var (before, after) = (comparison.Before, comparison.After);
        var text = new StringBuilder();
        text.Append(culture, $"# {after.Title(culture)} · {after.Period} · {In("vad som ändrats", "what changed")}\n\n");
        text.Append(culture, $"{In("Så som det var känt", "As known on")} {Time(before.AsOf, before, culture)}, {In("jämfört med", "compared with")} {(after.AsOf is null ? In("nu", "now") : Time(after.AsOf, after, culture))}.\n");
        if (comparison.Published is { } published) text.Append(culture, $"{In("Publicerad", "Published")} {Time(published.PublishedAt, before, culture)}.\n");
        if (comparison.PublishedDiffers)
            text.Append(In("**De publicerade talen är inte de som dagens konfiguration ger av det som var känt då.**\n", "**The published figures are not what today's configuration makes of what was known then.**\n"));
        if (comparison.Changes.Count == 0) return text.Append(In("\nInget tal har ändrats.\n", "\nNo figure has changed.\n")).ToString();
        text.Append(culture, $"\n| {In("Avsnitt", "Section")} | {In("Indikator", "Indicator")} | {In("Kolumn", "Column")} | {In("Då", "Then")} | {In("Nu", "Now")} | {In("Händelser", "Events")} | {In("varav sena", "late")} | {In("rättade", "corrected")} |\n|---|---|---|---:|---:|---:|---:|---:|\n");
        foreach (var c in comparison.Changes)
        {
            var heading = c.Row.Section.Columns.First(k => k.Key == c.Column).Heading;
            text.Append(culture, $"| {c.Row.Section.Label.In(culture)} | {MarkdownReport.Cell((c.Row.Unit is { } unit ? unit + ": " : "") + c.Row.Label)} | {heading} | {Said(c, c.Before, c.Counted?.Before, culture)} | {Said(c, c.After, c.Counted?.After, culture)} | {Count(c.Events.Count, culture)} | {Count(c.Events.Count(e => e.As == ToldAs.Late), culture)} | {Count(c.Events.Count(e => e.As != ToldAs.Late), culture)} |\n");
        }

        text.Append(culture, $"\n## {Count(comparison.Events.Count, culture)} {In("händelser ändrade dem", "events changed them")}\n\n| {In("Känd", "Known")} | {In("Hände", "Happened")} | {In("Källa", "Source")} | Id | {In("Vad", "What")} | {In("Hur", "How")} |\n|---|---|---|---|---|---|\n");
        foreach (var e in comparison.Events)
            text.Append(culture, $"| {Time(e.KnownAt, after, culture)} | {Time(e.Time, after, culture)} | {MarkdownReport.Cell(e.Source)} | {MarkdownReport.Cell(e.Id)} | {e.Type} | {How(e, sv)} |\n");
        return text.ToString();
    }

    /// <summary>For programs.</summary>
    public static object Json(ReportComparison comparison) => new
    {
        organisation = comparison.After.Organisation.Id,
        period = comparison.After.Period,
        customer = comparison.After.Customer,
        asOf = comparison.Before.AsOf?.ToString(),
        comparedWith = comparison.After.AsOf?.ToString() ?? "now",
        publishedAt = comparison.Published?.PublishedAt.ToString(),
        publishedDiffers = comparison.PublishedDiffers,
        changed = comparison.Changes.Select(c => new
        {
            section = c.Row.Section.Id,
            unit = c.Row.Indicator.Unit,
            indicator = c.Row.Label,
            column = c.Column,
            period = c.Row.Outcomes.TryGetValue(c.Column, out var outcome) ? PeriodKey.OfSpan(outcome.Span) : null,
            before = c.Before,
            after = c.After,
            numeratorBefore = (c.Counted?.Before.Numerator).Plain(),
            numeratorAfter = (c.Counted?.After.Numerator).Plain(),
            denominatorBefore = (c.Counted?.Before.Denominator).Plain(),
            denominatorAfter = (c.Counted?.After.Denominator).Plain(),
            events = c.Events.Select(Event),
        }),
        events = comparison.Events.Select(Event),
    };

    private static object Event(ToldChange e) => new
    {
        source = e.Source, id = e.Id, type = e.Type, subject = e.Subject, revision = e.Revision, time = e.Time.ToString(), recordedAt = e.KnownAt.ToString(), change = Words.Of(e.As),
    };

    // Where rounding hides the change, what it was counted from shows it.
    private static string Said(ChangedFigure c, decimal? value, Outcome? counted, CultureInfo culture)
    {
        var printed = Printed.Number(c.Row, value, culture);
        if (c.Before != c.After || counted is null) return printed;
        return $"{printed} ({Count(counted.Numerator, culture)}{(counted.Denominator is { } of ? $" / {Count(of, culture)}" : "")})";
    }

    private static string How(ToldChange e, bool sv) => (e.As, sv) switch
    {
        (ToldAs.Late, true) => "sen",
        (ToldAs.Late, false) => "late",
        (ToldAs.Correction, true) => string.Create(CultureInfo.InvariantCulture, $"rättad, revision {e.Revision}"),
        (ToldAs.Correction, false) => string.Create(CultureInfo.InvariantCulture, $"corrected, revision {e.Revision}"),
        (_, true) => "i konflikt",
        _ => "in conflict",
    };

    private static string Count(decimal? number, CultureInfo culture) => Printed.Number(number, 0, culture);

    private static string Time(Instant? instant, Report report, CultureInfo culture)
        => instant is { } i ? i.InZone(report.Organisation.Zone).ToString("uuuu-MM-dd HH:mm:ss", culture) : "–";
}
