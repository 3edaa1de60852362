using Metrics.Forecasting.Methods;
using Metrics.Forecasting.Smoothing;

namespace Metrics.Forecasting;

/// <summary>What a portfolio says of the values to come.</summary>
/// <param name="Mean">The combined forecast.</param>
/// <param name="Deviation">How uncertain each value is, by exponential smoothing's own account: a scale for intervals, not yet one that holds.</param>
/// <param name="Members">What each method says.</param>
public sealed record Outlook(double[] Mean, double[] Deviation, IReadOnlyList<(string Method, double[] Mean)> Members);

/// <summary>
/// A few simple methods side by side, and the mean of those in the middle: no single method is best on every series, and which one would have been
/// can't be told from a short one (Makridakis and Hibon, "The M3-Competition", 2000, on combining).
/// </summary>
public sealed class Portfolio
{
    // Singular spectrum analysis is poor on short series: it sees hardly more than its window.
    private const int SeasonsForSpectrum = 4;
    private const int Spoken = 3;

    /// <summary>The methods there are, each for use by itself too.</summary>
    public static IReadOnlyList<IForecastMethod> Methods { get; } =
        [new SeasonalNaive(), new Drift(), new DampedGrowth(), new Theta(), new ExponentialSmoothing(), new ExponentialSmoothing(mustDamp: true), new DecomposedSmoothing(), new SeasonalAutoregression(), new SingularSpectrum()];

    private readonly int _season;
    private readonly EtsForm? _form;
    private readonly EtsForm? _damped;

    private Portfolio(int season, EtsForm? form, EtsForm? damped) => (_season, _form, _damped) = (season, form, damped);

    /// <summary>Chooses the forms of exponential smoothing for a series, once.</summary>
    /// <param name="values">The past, the oldest first, without gaps.</param>
    /// <param name="season">Values in a season; 1 is none.</param>
    public static Portfolio For(double[] values, int season)
    {
        var ranked = EtsModel.Ranked(ExponentialSmoothing.Forms(values, season), values, season);
        return new Portfolio(season, ranked is [var best, ..] ? best.Form : null, ranked.FirstOrDefault(m => m.Form.IsDamped)?.Form);
    }

    /// <summary>Forecasts from a past, the same as the forms were chosen on or a part of it.</summary>
    /// <param name="values">The past, the oldest first, without gaps; at least one value.</param>
    /// <param name="horizon">How many values.</param>
    public Outlook Forecast(double[] values, int horizon)
    {
        var smoothing = new ExponentialSmoothing(form: _form);
        var model = smoothing.Model(values, _season);
        var members = new List<(string Method, double[] Mean)> { (smoothing.Name, model.Forecast(horizon)) };
        foreach (var method in Others(values.Length).Where(m => values.Length >= m.Fewest(_season)))
            members.Add((method.Name, method.Forecast(values, _season, horizon)));
        members.RemoveAll(m => !Array.TrueForAll(m.Mean, double.IsFinite));
        return new Outlook([.. Enumerable.Range(0, horizon).Select(h => Middle([.. members.Select(m => m.Mean[h])]))], model.Deviation(horizon), members);
    }

    /// <summary>The mean of the three in the middle; of fewer than five, their median.</summary>
    internal static double Middle(double[] values)
    {
        Array.Sort(values);
        var spoken = values.Length < Spoken + 2 ? 2 - (values.Length % 2) : Spoken + ((values.Length - Spoken) % 2);
        return values.Skip((values.Length - spoken) / 2).Take(spoken).Average();
    }

    private IEnumerable<IForecastMethod> Others(int length)
    {
        yield return new Theta();
        yield return new ExponentialSmoothing(mustDamp: true, _damped);
        yield return new DampedGrowth();
        yield return new DecomposedSmoothing();
        yield return new SeasonalAutoregression();
        yield return length >= SeasonsForSpectrum * _season ? new SingularSpectrum() : new SeasonalNaive();
    }
}
