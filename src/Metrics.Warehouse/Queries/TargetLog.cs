using System.Globalization;
using Metrics.ServiceDesk;
using Metrics.ServiceDesk.Events;
using Metrics.ServiceDesk.Reports;
using Metrics.Warehouse.Tables;
using NodaTime;

namespace Metrics.Warehouse.Queries;

/// <summary>A target that a start of the service found to be another than before.</summary>
/// <param name="Target">Which: indicator, unit, year, who set it and when.</param>
/// <param name="Before">What it said; null when there was none.</param>
/// <param name="Now">What it says; null when it is gone.</param>
/// <param name="FoundAt">When that was found.</param>
/// <param name="FoundBy">The account that had started the service.</param>
public sealed record TargetChange(string Target, string? Before, string? Now, Instant FoundAt, string FoundBy);

/// <summary>Which targets were changed, and when a service found it: files say what holds, not what held.</summary>
/// <param name="warehouse">The warehouse.</param>
public sealed class TargetLog(MetricsWarehouse warehouse)
{
    /// <summary>Holds an organisation's targets against those that were found last, and keeps what is different.</summary>
    /// <param name="organisation">The organisation, as it was read.</param>
    /// <param name="by">The account that runs the service.</param>
    /// <returns>The changes; none the first time.</returns>
    public IReadOnlyList<TargetChange> Keep(Organisation organisation, string by)
    {
        var kept = Read(organisation);
        var before = kept.GroupBy(k => k.Target, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Last().Says, StringComparer.Ordinal);
        var now = organisation.Report.Indicators.SelectMany(i => i.Targets.Select(t => (Name: NameOf(i, t), Says: SaysOf(t)))).DistinctBy(t => t.Name).ToDictionary(t => t.Name, t => t.Says, StringComparer.Ordinal);
        var found = warehouse.Now;
        TargetChange[] changes = [.. before.Keys.Union(now.Keys).Order(StringComparer.Ordinal)
            .Select(t => new TargetChange(t, before.GetValueOrDefault(t), now.GetValueOrDefault(t), found, by)).Where(c => c.Before != c.Now)];
        using var transaction = warehouse.Connection.BeginTransaction();
        foreach (var c in changes) warehouse.Connection.Run("INSERT INTO kept_targets VALUES ($1, $2, $3, $4, $5)", organisation.Id, c.Target, c.Now, found.ToDateTimeUtc(), by);
        transaction.Commit();
        return kept.Length == 0 ? [] : changes;
    }

    /// <summary>All changes that were found of an organisation's targets, in time.</summary>
    public IReadOnlyList<TargetChange> Changes(Organisation organisation)
    {
        var (changes, before, kept) = (new List<TargetChange>(), new Dictionary<string, string?>(StringComparer.Ordinal), Read(organisation));
        foreach (var (target, says, at, by) in kept)
        {
            if (at != kept[0].At) changes.Add(new TargetChange(target, before.GetValueOrDefault(target), says, at, by));
            before[target] = says;
        }

        return changes;
    }

    private (string Target, string? Says, Instant At, string By)[] Read(Organisation organisation) => [.. warehouse.Connection
        .Rows(warehouse.Pipelines.Sql("query/kept-targets.sql"), organisation.Id).Select(r => (r.GetString(0), r.Text(1), r.GetDateTime(2).ToInstant(), r.GetString(3)))];

    private static string NameOf(Indicator i, Target t)
        => string.Create(CultureInfo.InvariantCulture, $"{i.Id}{(i.Unit is { } unit ? $" ({unit})" : "")} {t.Year}, {t.Level} {t.DecidedOn:uuuu-MM-dd}");

    private static string SaysOf(Target t)
    {
        var side = t.Kind == TargetKind.Limit ? (t.HigherIsBetter, t.Inclusive) switch { (true, true) => "≥ ", (true, false) => "> ", (false, true) => "≤ ", _ => "< " } : "";
        var value = t.Value?.ToString(CultureInfo.InvariantCulture) ?? (t.HigherIsBetter ? "more than last year" : "less than last year");
        var tolerance = t.Kind == TargetKind.Band ? string.Create(CultureInfo.InvariantCulture, $" ± {t.Tolerance} %") : "";
        var spread = t.Spread switch { TargetSpread.Level => "", TargetSpread.Profile => " as " + string.Join(' ', t.Months.Select(m => m.ToString(CultureInfo.InvariantCulture))), _ => $" spread {Words.Of(t.Spread)}" };
        return $"{side}{value}{tolerance}{spread}{(t.IsJudged ? "" : ", not judged")}, {t.Decision}";
    }
}
