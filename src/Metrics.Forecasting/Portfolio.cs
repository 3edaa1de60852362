using Metrics.Forecasting.Methods;
using Metrics.Forecasting.Smoothing;

namespace Metrics.Forecasting;

/// <summary>
/// A few simple methods side by side, and the mean of those in the middle: no single method is best on every series, and which one would have been
/// can't be told from a short one (Makridakis and Hibon, "The M3-Competition", 2000, on combining).
/// </summary>
public sealed class Portfolio
{
    // Singular spectrum analysis is poor on short series: it sees hardly more than its window.
    private const int SeasonsForSpectrum = 4;
    private const double SaneSpans = 2;
    private const double MostOfAnything = 1e20;

    // With so many seasons to learn from, longer memories earn their place.
    private const int SeasonsForMemory = 16;
    private const int SeasonsOfLongWindow = 3;

    /// <summary>The methods there are, each for use by itself too.</summary>
    public static IReadOnlyList<IForecastMethod> Methods { get; } =
        [new SeasonalNaive(), new Drift(), new DampedGrowth(), new Theta(), new ExponentialSmoothing(), new ExponentialSmoothing(mustDamp: true), new DecomposedSmoothing(), new SeasonalAutoregression(), new SeasonalAutoregression(hasSeasonalLags: true), new SeasonalArima(), new SingularSpectrum()];

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
        var members = new List<Member> { new(smoothing.Name, model.Forecast(horizon)) };
        foreach (var method in Others(values.Length).Where(m => values.Length >= m.Fewest(_season)))
            members.Add(new(method.Label, method.Forecast(values, _season, horizon)));
        members.RemoveAll(m => !Array.TrueForAll(m.Mean, IsNumber));
        if (members.Count == 0) members.Add(new("last", [.. Enumerable.Repeat(values[^1], horizon)]));
        var sane = SaneRange(values);
        var silent = members.Where(m => !Array.TrueForAll(m.Mean, v => v >= sane.Least && v <= sane.Most)).Select(m => m.Method).ToHashSet();
        if (values.Length < SeasonsForSpectrum * _season) silent.Add(new SingularSpectrum().Label);
        return Outlook.Of(members, silent, model.Deviation(horizon));
    }

    /// <summary>Whether a method has said a number that can be written down, and not one on its way to infinity.</summary>
    internal static bool IsNumber(double value) => Math.Abs(value) < MostOfAnything;

    // A method that runs further away from all that ever was than twice its whole span has come loose.
    private static (double Least, double Most) SaneRange(double[] values)
    {
        var (least, most) = (values.Min(), values.Max());
        var span = Math.Max(most - least, Math.Max(Math.Abs(least), Math.Abs(most)));
        return (least - (SaneSpans * span), most + (SaneSpans * span));
    }

    private IEnumerable<IForecastMethod> Others(int length)
    {
        yield return new Theta();
        yield return new ExponentialSmoothing(mustDamp: true, _damped);
        yield return new DampedGrowth();
        yield return new DecomposedSmoothing();
        yield return new SeasonalAutoregression();
        if (length >= SeasonsForMemory * _season) yield return new SeasonalAutoregression(hasSeasonalLags: true);
        else if (_season > 1) yield return new SeasonalArima();
        if (length < SeasonsForSpectrum * _season) yield return new SeasonalNaive();
        // Where it has no say yet, it stands beside the others.
        yield return new SingularSpectrum(length < SeasonsForMemory * _season ? null : SeasonsOfLongWindow * _season);
    }
}
