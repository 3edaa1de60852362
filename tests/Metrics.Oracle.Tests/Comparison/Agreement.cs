using Metrics.ServiceDesk;
using Metrics.Oracle.Tests.Oracle;
using Metrics.ServiceDesk.Kpis;
using Metrics.ServiceDesk.Time;
using Metrics.Warehouse;
using Metrics.Warehouse.Queries;
using NodaTime;

namespace Metrics.Oracle.Tests.Comparison;

/// <summary>Asks the product what the oracle was asked, and compares every figure.</summary>
internal static class Agreement
{
    private static readonly string[][] Cuts = [[], ["unit"], ["customer"], ["channel"], ["service"], ["queue"], ["caseType"], ["unit", "customer"]];

    /// <summary>All KPIs by every length and cut; quarters and hours, of which there are many, as a whole and by unit.</summary>
    public static Verdict Everywhere(MetricsWarehouse warehouse, IndependentOracle oracle, Desk desk)
        => All(warehouse, oracle, desk, Enum.GetValues<Length>().SelectMany(length => Cuts[..(length > Length.Hour ? Cuts.Length : 2)].Select(cut => new Asked(length, cut))));

    /// <summary>All KPIs by hour, and by day, month and in total as a whole and by unit, customer and channel.</summary>
    public static Verdict Mainly(MetricsWarehouse warehouse, IndependentOracle oracle, Desk desk)
    {
        Length[] lengths = [Length.Day, Length.Month, Length.Total];
        return All(warehouse, oracle, desk, lengths.SelectMany(length => Cuts[..4].Select(cut => new Asked(length, cut))).Prepend(new Asked(Length.Hour, [])));
    }

    /// <summary>KPIs for one question; all of them unless some are named.</summary>
    public static Verdict Of(
        MetricsWarehouse warehouse, IndependentOracle oracle, Desk desk, Asked asked, DateTime? asOf = null, string[]? kpis = null)
    {
        kpis ??= oracle.Ids(asked.Length).ToArray();
        var expected = oracle.Figures(asked).Where(f => kpis.Contains(f.Key.Kpi)).ToDictionary();
        var actual = Answer(warehouse, desk, asked, kpis, asOf);
        var keys = expected.Keys.Union(actual.Keys).ToArray();
        var differences = keys.Select(key => Difference(key, expected.GetValueOrDefault(key), actual.GetValueOrDefault(key)))
            .OfType<string>()
            .Order(StringComparer.Ordinal)
            .Select(line => $"{desk.Id} {asked}: {line}");
        return new Verdict(keys.Length, differences.ToArray());
    }

    /// <summary>What the product answers.</summary>
    public static IReadOnlyDictionary<FigureKey, Figure> Answer(MetricsWarehouse warehouse, Desk desk, Asked asked, string[] kpis, DateTime? asOf = null)
    {
        var question = new KpiQuestion
        {
            Organisation = warehouse.Pipelines.Organisation(desk.Id),
            Kpis = kpis,
            By = Enum.Parse<PeriodKind>(asked.Length.ToString()),
            Split = asked.Dimensions.Select(d => Enum.Parse<Dimension>(d, ignoreCase: true)).ToArray(),
            From = Day(asked.From),
            To = Day(asked.To),
            Only = asked.Unit is { } unit ? new Dictionary<Dimension, string> { [Dimension.Unit] = unit } : [],
            AsOf = asOf is { } known ? Instant.FromDateTimeUtc(known) : null,
        };
        return new KpiQuery(warehouse).Answer(question).ToDictionary(row => KeyOf(row, asked), FigureOf);
    }

    private static Verdict All(MetricsWarehouse warehouse, IndependentOracle oracle, Desk desk, IEnumerable<Asked> questions)
        => questions.Aggregate(new Verdict(0, []), (verdict, asked) => verdict.And(Of(warehouse, oracle, desk, asked)));

    // A period or cut without any fact has no row in the one and nothing but zeros in the other: the same answer.
    private static string? Difference(FigureKey key, Figure? expected, Figure? actual)
    {
        if (expected == actual) return null;
        if (expected is null && actual!.IsNothing) return null;
        if (actual is null && expected!.IsNothing) return null;
        return $"{key}: oracle {expected?.ToString() ?? "nothing"}, product {actual?.ToString() ?? "nothing"}";
    }

    private static FigureKey KeyOf(KpiRow row, Asked asked)
    {
        var scope = new Scope(row.Unit, row.Customer, row.Service, row.Queue, row.CaseType, row.Channel);
        return new FigureKey(row.Kpi, row.Variant, scope.Cut(asked.Dimensions), row.Period);
    }

    private static Figure FigureOf(KpiRow row) => new(row.Numerator, row.Denominator, row.Value, row.NotMeasured)
    {
        Margin = row.Margin is { } margin ? Math.Round((double)margin, 6) : null,
        Unsure = row.Unsure,
    };

    private static LocalDate? Day(DateOnly? day) => day is { } d ? new LocalDate(d.Year, d.Month, d.Day) : null;
}
