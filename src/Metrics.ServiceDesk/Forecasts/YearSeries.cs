using NodaTime;

namespace Metrics.ServiceDesk.Forecasts;

/// <summary>What a year's figure is of its months.</summary>
public enum SeriesKind
{
    /// <summary>Their sum.</summary>
    Flow,

    /// <summary>The last one: a stock, a balance.</summary>
    Level,

    /// <summary>The sum of their numerators by the sum of their denominators.</summary>
    Rate,
}

/// <summary>A whole month's figure.</summary>
/// <param name="Numerator">The count, the level, or a rate's numerator; null is unknown.</param>
/// <param name="Denominator">A rate's denominator; null for others, or unknown.</param>
public readonly record struct MonthFigure(decimal? Numerator, decimal? Denominator = null);

/// <summary>The months that a year is forecast from.</summary>
/// <param name="Kind">What the year's figure is of them.</param>
/// <param name="First">The first day of the first month: of the series, or after its last break.</param>
/// <param name="Months">The whole months known, the oldest first.</param>
/// <param name="Year">The year to forecast; its first months may be known, and those before it may be missing.</param>
public sealed record YearSeries(SeriesKind Kind, LocalDate First, IReadOnlyList<MonthFigure> Months, int Year)
{
    /// <summary>What has happened of a flow in the year already, a running month with it.</summary>
    public decimal? SoFar { get; init; }

    /// <summary>The most that it can be: 1 for a share; null is no limit.</summary>
    public decimal? Most { get; init; }

    /// <summary>Working days of each month, of the known and of those to the year's end; empty is not told.</summary>
    public IReadOnlyList<decimal> WorkingDays { get; init; } = [];

    /// <summary>The first day of the first month to forecast.</summary>
    public LocalDate Origin => First.PlusMonths(Months.Count);

    /// <summary>How many months of the future reach to the year's end.</summary>
    public int ToCome => Math.Max(0, ((Year - Origin.Year) * 12) + 13 - Origin.Month);

    /// <summary>How many of those come before the year.</summary>
    public int BeforeYear => Math.Max(0, ((Year - Origin.Year) * 12) + 1 - Origin.Month);
}

/// <summary>What one method makes of the year.</summary>
/// <param name="Method">The method.</param>
/// <param name="Mean">Its figure of the whole year.</param>
/// <param name="Weight">Its share in the combined forecast, 0 to 1; 0 has no say.</param>
public sealed record YearMember(string Method, double Mean, double Weight);

/// <summary>What a year is forecast to be: what has happened and the forecast of the rest, in the series' unit.</summary>
/// <param name="Mean">The forecast.</param>
/// <param name="Low80">With <paramref name="High80"/>, the bounds that hold 80 % of what comes.</param>
/// <param name="High80">See <paramref name="Low80"/>.</param>
/// <param name="Low95">With <paramref name="High95"/>, the bounds that hold 95 %.</param>
/// <param name="High95">See <paramref name="Low95"/>.</param>
/// <param name="Model">What made it.</param>
/// <param name="Origin">The first day that is forecast; what came before is known.</param>
/// <param name="Learnt">Months that it was learnt from.</param>
/// <param name="Members">What each method makes of it.</param>
public sealed record YearForecast(double Mean, double Low80, double High80, double Low95, double High95, string Model, LocalDate Origin, int Learnt, IReadOnlyList<YearMember> Members)
{
    /// <summary>Whether so little was learnt from that it is hardly more than a level.</summary>
    public bool IsUnsure => Learnt < 12;
}

/// <summary>Forecasts years.</summary>
public interface IYearForecaster
{
    /// <summary>Forecasts a year.</summary>
    /// <returns>Null when nothing is known to forecast from.</returns>
    YearForecast? Of(YearSeries series);
}
