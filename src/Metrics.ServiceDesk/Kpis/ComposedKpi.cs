namespace Metrics.ServiceDesk.Kpis;

/// <summary>
/// A KPI made of others, over facts of several kinds: invoices for each full-time month, complaints for each thousand contacts. Its
/// value over any days and units is the sum of the parts above by the sum of the parts below.
/// </summary>
/// <param name="Id">Its id.</param>
/// <param name="Version">The version of its formula.</param>
/// <param name="Label">What people call it.</param>
/// <param name="Says">How it is counted.</param>
/// <param name="Unit">What its value is.</param>
/// <param name="Direction">Which way is good.</param>
/// <param name="Numerator">The KPIs that add up to its numerator, each by the numerator of its contractual variant.</param>
/// <param name="Denominator">Those of its denominator; empty for a sum.</param>
/// <param name="DenominatorPer">How many of the denominator count as one: 1 000 contacts.</param>
/// <param name="Assumes">What it assumes where the documents leave it open.</param>
public sealed record ComposedKpi(
    string Id, int Version, Label Label, Label Says, KpiUnit Unit, Direction Direction,
    IReadOnlyList<string> Numerator, IReadOnlyList<string> Denominator, int DenominatorPer, Label? Assumes)
{
    /// <summary>The KPIs that it is made of.</summary>
    public IEnumerable<string> Parts => Numerator.Concat(Denominator).Distinct(StringComparer.Ordinal);

    /// <summary>Numerator and denominator from those of the parts; a part that was not counted adds nothing, and none at all is no figure.</summary>
    /// <param name="part">A part's numerator; null when it was not counted.</param>
    public (decimal? Numerator, decimal? Denominator) Of(Func<string, decimal?> part)
    {
        decimal? Sum(IReadOnlyList<string> parts) => parts.Select(part).OfType<decimal>().ToArray() is { Length: > 0 } counted ? counted.Sum() : null;
        return Denominator.Count == 0 ? (Sum(Numerator), null) : (Sum(Numerator), Sum(Denominator)) is ({ } above, { } below) ? (above, below / DenominatorPer) : (null, null);
    }
}
