using Metrics.Forecasting.Methods;

namespace Metrics.Forecasting;

/// <summary>
/// What a portfolio would have said at earlier moments of a series, held against what came, beside the seasonal naive forecast ("rolling origin": Tashman,
/// "Out-of-sample tests of forecasting accuracy", 2000).
/// </summary>
internal sealed class Backtest
{
    private const int MostOrigins = 6;

    // How many of a series' own origins the shipped table's word weighs.
    private const double TableOrigins = 3;

    // Fewer origins, or a smaller difference, are noise.
    private const int OriginsForVeto = 6;
    private const double ClearlyWorse = 1.5;

    private readonly List<(int Back, Outlook Then, double[] Naive, double[] Came)> _origins = [];

    private Backtest()
    {
    }

    /// <summary>Methods clearly worse than the seasonal naive one on this series.</summary>
    public IReadOnlySet<string> Vetoed { get; private set; } = new HashSet<string>();

    /// <summary>Whether the combination itself is clearly worse than the seasonal naive forecast.</summary>
    public bool IsNaiveBest { get; private set; }

    /// <summary>By how much the deviations that the portfolio tells have to be stretched to fit its errors here.</summary>
    public double Stretch { get; private set; } = 1;

    /// <summary>Goes back in a series, up to six times.</summary>
    /// <param name="portfolio">Whose forms were chosen on the whole series.</param>
    /// <param name="series">The series, without gaps.</param>
    /// <param name="season">Values in a season.</param>
    /// <param name="ahead">How far to look from each origin.</param>
    public static Backtest Of(Portfolio portfolio, double[] series, int season, int ahead)
    {
        var backtest = new Backtest();
        var apart = (ahead + MostOrigins - 1) / MostOrigins;
        for (var back = apart; back <= MostOrigins * apart && series.Length - back >= 2 * season; back += apart)
        {
            var (known, steps) = (series.Length - back, Math.Min(back, ahead));
            var past = series[..known];
            backtest._origins.Add((back, portfolio.Forecast(past, steps), new SeasonalNaive().Forecast(past, season, steps), series[known..(known + steps)]));
        }

        backtest.Veto();
        backtest.Measure();
        return backtest;
    }

    /// <summary>The sum of what the forecast missed by at all origins.</summary>
    /// <param name="scale">What a unit is worth so many values before the series' end.</param>
    public double Error(Func<int, double> scale) => _origins.Sum(o =>
    {
        var mean = Said(o.Then, o.Naive);
        return o.Came.Select((v, h) => Math.Abs(v - mean[h]) * scale(o.Back - h)).Sum();
    });

    // What would have been said, by what is known of the methods now.
    private double[] Said(Outlook then, double[] naive) => IsNaiveBest ? naive : then.Without(Vetoed).Mean;

    private void Veto()
    {
        if (_origins.Count < OriginsForVeto) return;
        var naive = _origins.Sum(o => Error(o.Naive, o.Came));
        bool IsWorse(Func<Outlook, double[]?> said) => _origins.Sum(o => said(o.Then) is { } mean ? Error(mean, o.Came) : Error(o.Naive, o.Came)) >= ClearlyWorse * naive;
        Vetoed = _origins[0].Then.Members.Select(m => m.Method).Where(name => IsWorse(o => o.Members.FirstOrDefault(m => m.Method == name)?.Mean)).ToHashSet();
        IsNaiveBest = IsWorse(o => o.Without(Vetoed).Mean);
    }

    private void Measure()
    {
        var (squares, errors) = (0.0, 0);
        foreach (var (_, then, naive, came) in _origins)
        {
            var mean = Said(then, naive);
            for (var h = 0; h < came.Length; h++)
            {
                if (!(then.Deviation[h] > 0)) continue;
                squares += Math.Pow((came[h] - mean[h]) / then.Deviation[h], 2);
                errors++;
            }
        }

        if (errors > 0) Stretch = Math.Sqrt((TableOrigins + (_origins.Count * squares / errors)) / (TableOrigins + _origins.Count));
    }

    private static double Error(double[] said, double[] came) => came.Select((v, h) => Math.Abs(v - said[h])).Sum();
}
