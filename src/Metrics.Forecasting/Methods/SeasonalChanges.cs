namespace Metrics.Forecasting.Methods;

/// <summary>A series as its changes since a season ago; of logarithms where all values are above 0.</summary>
internal sealed class SeasonalChanges
{
    private readonly double[] _series;
    private readonly int _season;
    private readonly bool _isLog;

    public SeasonalChanges(ReadOnlySpan<double> values, int season)
    {
        _season = season;
        _series = values.ToArray();
        _isLog = Array.TrueForAll(_series, v => v > 0);
        if (_isLog) _series = [.. _series.Select(v => Math.Log(v))];
        Known = [.. _series.Skip(season).Select((v, t) => v - _series[t])];
    }

    /// <summary>The changes known.</summary>
    public double[] Known { get; }

    /// <summary>The values that changes to come lead to.</summary>
    public double[] Values(IEnumerable<double> ahead)
    {
        List<double> past = [.. _series];
        foreach (var change in ahead) past.Add(past[^_season] + change);
        return [.. past.Skip(_series.Length).Select(v => _isLog ? Math.Exp(v) : v)];
    }
}
