using System.Globalization;

namespace Metrics.Forecasting.Intervals;

/// <summary>How far from the forecast, in deviations, the true value lies: quantiles of past errors.</summary>
/// <param name="Low95">2.5 % lie below.</param>
/// <param name="Low80">10 % lie below.</param>
/// <param name="High80">10 % lie above.</param>
/// <param name="High95">2.5 % lie above.</param>
internal readonly record struct Reach(double Low95, double Low80, double High80, double High95);

/// <summary>
/// Quantiles of standardised errors by length of history and horizon, of values and of sums, learnt on the even half of M3 monthly (pooled
/// conformal intervals: Vovk, Gammerman and Shafer, "Algorithmic Learning in a Random World", 2005): errors of many series of one kind say more about the
/// next one than its own few.
/// </summary>
internal sealed class IntervalTable
{
    private const string Resource = "Metrics.Forecasting.Intervals.quantiles.csv";

    // Steps and whole seasons of history that the table knows; others are as the nearest.
    private const int MostSteps = 18;
    private const int FewestSeasons = 2;
    private const int MostSeasons = 4;

    private readonly Dictionary<(bool IsSum, int Years, int Horizon), Reach> _reaches;

    private IntervalTable(Dictionary<(bool IsSum, int Years, int Horizon), Reach> reaches) => _reaches = reaches;

    /// <summary>The table that is shipped.</summary>
    public static IntervalTable Shipped { get; } = Read();

    /// <summary>The quantiles of a value, or of the sum of all values up to it.</summary>
    /// <param name="isSum">Of the sum.</param>
    /// <param name="seasons">Whole seasons of history.</param>
    /// <param name="horizon">Steps ahead, from 1; beyond the table its last row holds.</param>
    public Reach Of(bool isSum, int seasons, int horizon)
        => _reaches[(isSum, Math.Clamp(seasons, FewestSeasons, MostSeasons), Math.Min(horizon, MostSteps))];

    private static IntervalTable Read()
    {
        using var stream = typeof(IntervalTable).Assembly.GetManifestResourceStream(Resource) ?? throw new InvalidOperationException($"{Resource} is not in the assembly");
        using var reader = new StreamReader(stream);
        var reaches = new Dictionary<(bool IsSum, int Years, int Horizon), Reach>();
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith('#') || line.StartsWith("of,", StringComparison.Ordinal)) continue;
            var cells = line.Split(',');
            double Number(int i) => double.Parse(cells[i], CultureInfo.InvariantCulture);
            reaches[(cells[0] == "sum", (int)Number(1), (int)Number(2))] = new Reach(Number(3), Number(4), Number(5), Number(6));
        }

        return new IntervalTable(reaches);
    }
}
