using Metrics.Forecasting.Methods;

namespace Metrics.Forecasting;

/// <summary>
/// The season around the season: how a day's hours differ from one weekday to another. It is taken out before the methods forecast, which know one season, and
/// put back afterwards.
/// </summary>
internal sealed class OuterSeason
{
    private const int FewestSeasons = 3;

    private readonly double[] _indices;
    private readonly bool _isRatio;

    private OuterSeason(double[] indices, bool isRatio) => (_indices, _isRatio) = (indices, isRatio);

    /// <summary>The outer season of a series; null when it has none, or too few of them to tell.</summary>
    /// <param name="series">The series, without gaps.</param>
    /// <param name="outer">Values in an outer season; 0 is none.</param>
    /// <param name="season">Values in a season.</param>
    public static OuterSeason? Of(double[] series, int outer, int season)
    {
        if (outer == 0 || series.Length < FewestSeasons * outer || !ClassicalSeason.IsThere(series, outer)) return null;
        var isRatio = Array.TrueForAll(series, v => v > 0);
        var indices = ClassicalSeason.Indices(series, outer, isRatio);
        // A season longer than exponential smoothing can carry is taken out with it.
        var inner = season > ExponentialSmoothing.LongestSeason ? [.. Enumerable.Repeat(isRatio ? 1.0 : 0, season)] : Enumerable.Range(0, season).Select(place => Enumerable.Range(0, outer / season).Average(n => indices[place + (n * season)])).ToArray();
        return new OuterSeason([.. indices.Select((index, place) => isRatio ? index / inner[place % season] : index - inner[place % season])], isRatio);
    }

    /// <summary>A series without it.</summary>
    public double[] TakenFrom(double[] series) => [.. series.Select((value, t) => _isRatio ? value / At(t) : value - At(t))];

    /// <summary>An outlook with it.</summary>
    /// <param name="outlook">What is to come without it.</param>
    /// <param name="place">The place in the series of the first value to come.</param>
    public Outlook PutInto(Outlook outlook, int place) => outlook.Each((mean, h) => _isRatio ? mean * At(place + h) : mean + At(place + h), (deviation, h) => _isRatio ? deviation * At(place + h) : deviation);

    private double At(int place) => _indices[place % _indices.Length];
}
