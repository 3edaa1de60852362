using Metrics.ServiceDesk.Reports;
using Metrics.Warehouse.Queries;
using NodaTime;

namespace Metrics.Reporting;

/// <summary>A figure of a report that is another one as known later, with the events that made it so.</summary>
/// <param name="Row">The row as known later.</param>
/// <param name="Column">The column.</param>
/// <param name="Before">The number as known before, as printed.</param>
/// <param name="After">The number as known later, as printed: the same where rounding hides the change.</param>
/// <param name="Events">The events that became known in between and changed what it is counted from.</param>
public sealed record ChangedFigure(ReportRow Row, string Column, decimal? Before, decimal? After, IReadOnlyList<ToldChange> Events)
{
    /// <summary>What it was counted from before and later; null for what was entered or decided.</summary>
    public (Outcome Before, Outcome After)? Counted { get; init; }
}

/// <summary>A report as known at one time beside the same report as known later.</summary>
/// <param name="Before">As known before.</param>
/// <param name="After">As known later.</param>
/// <param name="Changes">The figures that changed.</param>
public sealed record ReportComparison(Report Before, Report After, IReadOnlyList<ChangedFigure> Changes)
{
    /// <summary>The events behind all changes, each once, in the order they became known.</summary>
    public IReadOnlyList<ToldChange> Events { get; } = [.. Changes.SelectMany(c => c.Events).DistinctBy(e => (e.Source, e.Id)).OrderBy(e => e.KnownAt).ThenBy(e => e.Source, StringComparer.Ordinal).ThenBy(e => e.Id, StringComparer.Ordinal)];

    /// <summary>The publication that is compared with; null when a time was named.</summary>
    public Publication? Published { get; init; }

    /// <summary>Whether what was published is no longer what today's configuration makes of what was known then.</summary>
    public bool PublishedDiffers { get; init; }

    /// <summary>Compares two reports of the same period.</summary>
    internal static ReportComparison Of(Report before, Report after, KnownFigures knownBefore, KnownFigures knownAfter)
    {
        var (then, now) = (before.Rows.ToLookup(Place), after.Rows.ToLookup(Place));
        var rows = after.Rows.Select(r => (Before: then[Place(r)].FirstOrDefault(), After: r))
            .Concat(before.Rows.Where(r => !now[Place(r)].Any()).Select(r => (Before: (ReportRow?)r, After: Without(r))))
            // Who no longer is among those that moved most has not changed by that, nor has who now is.
            .Where(r => r.After.Section.MovedMost is null || (then[Place(r.After)].Any() && now[Place(r.After)].Any()));
        return new ReportComparison(before, after, [.. rows.SelectMany(r => Of(r.Before, r.After, knownBefore, knownAfter))]);
    }

    // An indicator stands by itself, whatever it is called on the last day; the members of one by their names.
    private static (string, string, string) Place(ReportRow row) => (row.Section.Id, row.Indicator.Id, row.Member ?? "");

    private static ReportRow Without(ReportRow row) => row with { Outcomes = row.Outcomes.ToDictionary(o => o.Key, o => new Outcome(o.Value.Span, null), StringComparer.Ordinal), Decided = null };

    private static IEnumerable<ChangedFigure> Of(ReportRow? before, ReportRow after, KnownFigures knownBefore, KnownFigures knownAfter)
    {
        foreach (var (column, _) in after.Section.Columns)
        {
            if (column == ReportColumn.ForecastDecided && before?.Decided != after.Decided && (after.Decided ?? before?.Decided) is { } decided)
                yield return new ChangedFigure(after, column, before?.Decided?.Value, after.Decided?.Value, knownBefore.Changes(decided.Source, decided.EventId, knownAfter));
            if (after.Outcomes.GetValueOrDefault(column) is not { } now) continue;
            var was = before?.Outcomes.GetValueOrDefault(column) ?? new Outcome(now.Span, null);
            if (was.Value == now.Value && was.Numerator == now.Numerator && was.Denominator == now.Denominator && was.Entered?.Value == now.Entered?.Value) continue;
            yield return new ChangedFigure(after, column, was.Value, now.Value, Behind(was, now, knownBefore, knownAfter)) { Counted = now.Entered is null ? (was, now) : null };
        }
    }

    private static ToldChange[] Behind(Outcome was, Outcome now, KnownFigures knownBefore, KnownFigures knownAfter)
    {
        // What was entered may have been corrected away, to another day, and what stands now told since.
        if ((now.Entered ?? was.Entered) is not null)
            return [.. new[] { was.Entered, now.Entered }.OfType<EnteredValue>().SelectMany(e => knownBefore.Changes(e.Source, e.StatementId, knownAfter)).DistinctBy(e => (e.Source, e.Id))];
        // What held on the days is asked of both: a running period had other days then. Where nothing is left to count, what was counted is asked.
        var parts = now.Parts.Count > 0 ? now.Parts : was.Parts;
        return [.. parts.SelectMany(p => knownBefore.Changes(p.Figure is { } figure ? p.Question with { Variant = figure.Variant } : p.Question, knownAfter)).DistinctBy(e => (e.Source, e.Id))];
    }
}
