namespace Metrics.Forecasting.Smoothing;

/// <summary>How a component enters.</summary>
public enum Entry
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>Added.</summary>
    Additive,

    /// <summary>Multiplied.</summary>
    Multiplicative,
}

/// <summary>A form of exponential smoothing in state space (Hyndman, Koehler, Ord and Snyder, "Forecasting with Exponential Smoothing", 2008, 2.5).</summary>
/// <param name="Error">How errors enter; additive or multiplicative.</param>
/// <param name="HasTrend">Whether there is an additive trend.</param>
/// <param name="IsDamped">Whether the trend fades.</param>
/// <param name="Season">How the season enters.</param>
public sealed record EtsForm(Entry Error, bool HasTrend, bool IsDamped, Entry Season)
{
    /// <summary>Simple exponential smoothing: ETS(A,N,N).</summary>
    public static EtsForm Simple { get; } = new(Entry.Additive, HasTrend: false, IsDamped: false, Entry.None);

    /// <summary>The forms that R's <c>ets()</c> chooses among: no multiplicative trend, and no multiplicative season under additive errors.</summary>
    /// <param name="isPositive">Whether all values are above 0; else nothing multiplies.</param>
    /// <param name="isSeasonal">Whether there may be a season.</param>
    public static IEnumerable<EtsForm> Admissible(bool isPositive, bool isSeasonal) =>
        from error in new[] { Entry.Additive, Entry.Multiplicative }
        from trend in new[] { (Has: false, Damped: false), (Has: true, Damped: false), (Has: true, Damped: true) }
        from season in new[] { Entry.None, Entry.Additive, Entry.Multiplicative }
        where isPositive || (error == Entry.Additive && season != Entry.Multiplicative)
        where isSeasonal || season == Entry.None
        where !(error == Entry.Additive && season == Entry.Multiplicative)
        select new EtsForm(error, trend.Has, trend.Damped, season);

    /// <summary>Its name in the usual notation: <c>ETS(M,Ad,M)</c>.</summary>
    public override string ToString() => $"ETS({Letter(Error)},{(HasTrend ? IsDamped ? "Ad" : "A" : "N")},{Letter(Season)})";

    /// <summary>Smoothing weights and starting states to be found, with the variance of the errors.</summary>
    /// <param name="season">Values in a season.</param>
    internal int Parameters(int season) => 3 + (HasTrend ? 2 : 0) + (IsDamped ? 1 : 0) + (Season == Entry.None ? 0 : season);

    private static char Letter(Entry entry) => entry switch { Entry.Additive => 'A', Entry.Multiplicative => 'M', _ => 'N' };
}
