namespace Metrics.Oracle.Tests.Oracle;

/// <summary>
/// KPIs made of others, each said again here: what stands above, what below, and how many of those below count as one. Where one
/// side was not counted at all there is no quotient; a sum is of whatever was counted.
/// </summary>
internal static class ComposedFigures
{
    private static readonly Made[] All =
    [
        new("supplier-invoices-per-fte-month", ["supplier-invoices"], ["fte-months"]),
        new("customer-invoices-per-fte-month", ["customer-invoices"], ["fte-months"]),
        new("payslips-per-fte-month", ["payslips"], ["fte-months"]),
        new("switchboard-answered-share", ["switchboard-answered"], ["switchboard-offered"]),
        new("switchboard-within-threshold", ["switchboard-answered-within"], ["switchboard-answered"]),
        new("cases", ["contacts-answered", "written-cases"], []),
        new("complaints-per-1000-contacts", ["complaints-opened"], ["contacts-offered"], 1000),
    ];

    public static readonly string[] Ids = [.. All.Select(made => made.Id)];

    /// <summary>Those that can be asked for such a length: all of whose parts can.</summary>
    /// <param name="counts">The counts of measures; one by the month says nothing of a week.</param>
    /// <param name="length">Longer than an hour.</param>
    public static IEnumerable<string> Answering(IReadOnlyList<VolumeCount> counts, Length length)
    {
        var monthly = counts.Where(c => c.IsMonthly && length <= Length.Week).Select(c => c.Measure).ToHashSet();
        return All.Where(made => !made.Above.Concat(made.Below).Any(monthly.Contains)).Select(made => made.Id);
    }

    /// <summary>The figures of KPIs from those of their parts.</summary>
    public static IEnumerable<(FigureKey Key, Figure Figure)> Of(IReadOnlyDictionary<FigureKey, Figure> parts)
    {
        var places = parts.Keys.Select(key => (key.Cut, key.Period)).Distinct().ToArray();
        foreach (var made in All)
        {
            foreach (var (cut, period) in places)
            {
                var above = Sum(made.Above);
                var below = Sum(made.Below);
                if (above is null || (below is null && made.Below.Length > 0)) continue;
                yield return (new FigureKey(made.Id, "", cut, period), below is null ? Figure.Count(above.Value) : Figure.Of(above.Value, below.Value / made.OneOfBelow));

                decimal? Sum(string[] ids)
                {
                    decimal? sum = null;
                    foreach (var id in ids)
                    {
                        if (parts.TryGetValue(new FigureKey(id, "", cut, period), out var part) && part.Numerator is { } counted) sum = (sum ?? 0) + counted;
                    }

                    return sum;
                }
            }
        }
    }

    private sealed record Made(string Id, string[] Above, string[] Below, int OneOfBelow = 1);
}
