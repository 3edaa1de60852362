using Metrics.ServiceDesk.Calendars;
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
/// <param name="Months">The whole months known that teach, the oldest first.</param>
/// <param name="Year">The year to forecast; its first months may be known, and those before it may be missing.</param>
public sealed record YearSeries(SeriesKind Kind, LocalDate First, IReadOnlyList<MonthFigure> Months, int Year)
{
    /// <summary>What has happened of the year before <see cref="Origin"/>, also before the first month that teaches; null is what those months sum up to.</summary>
    public MonthFigure? Happened { get; init; }

    /// <summary>What has happened of a flow in the year already, a running month with it.</summary>
    public decimal? SoFar { get; init; }

    /// <summary>The most that it can be: 1 for a share; null is no limit.</summary>
    public decimal? Most { get; init; }

    /// <summary>Working days of each month, of the known and of those to the year's end; empty is not told.</summary>
    public IReadOnlyList<decimal> WorkingDays { get; init; } = [];

    /// <summary>A flow's days, the last one the day before <see cref="Origin"/>; null is unknown; empty where it is counted by the month.</summary>
    public IReadOnlyList<decimal?> Days { get; init; } = [];

    /// <summary>Days of major incidents, which don't teach.</summary>
    public IReadOnlySet<LocalDate> Disturbed { get; init; } = new HashSet<LocalDate>();

    /// <summary>What planned changes add to each month to come, to the year's end; empty is nothing.</summary>
    public IReadOnlyList<decimal> Planned { get; init; } = [];

    /// <summary>The first day of the first month to forecast.</summary>
    public LocalDate Origin => First.PlusMonths(Months.Count);

    /// <summary>What has happened of the year before <see cref="Origin"/>.</summary>
    public MonthFigure HappenedOfYear
    {
        get
        {
            if (Happened is { } told) return told;
            var known = Origin.Year == Year ? Origin.Month - 1 : Origin.Year > Year ? 12 : 0;
            var months = Months.Skip(Math.Max(0, Months.Count - known)).ToArray();
            return new MonthFigure(months.Sum(m => m.Numerator ?? 0), months.Sum(m => m.Denominator ?? 0));
        }
    }

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

/// <summary>What a month or day was expected to be, in the series' unit.</summary>
/// <param name="Mean">The forecast.</param>
/// <param name="Low95">With <paramref name="High95"/>, the bounds that hold 95 %.</param>
/// <param name="High95">See <paramref name="Low95"/>.</param>
public sealed record Expectation(double Mean, double Low95, double High95)
{
    // Half as far again as the bounds: what lies between comes too often to be worth a word.
    private const double Far = 1.5;

    /// <summary>Whether what came is far from what was expected.</summary>
    public bool IsFar(double value) => value > Mean + (Far * (High95 - Mean)) || value < Mean - (Far * (Mean - Low95));
}

/// <summary>Forecasts years.</summary>
public interface IYearForecaster
{
    /// <summary>Forecasts the first month to come.</summary>
    /// <returns>Null when nothing is known to forecast from.</returns>
    Expectation? Next(YearSeries series);

    /// <summary>Forecasts the days after those known.</summary>
    /// <param name="values">What the days known brought; null is unknown.</param>
    /// <param name="days">Those days and the ones to come, as the calendar has them.</param>
    /// <returns>The days to come; empty when nothing is known to forecast from.</returns>
    IReadOnlyList<Expectation> Days(IReadOnlyList<decimal?> values, IReadOnlyList<CalendarDay> days);

    /// <summary>Forecasts a year.</summary>
    /// <returns>Null when nothing is known to forecast from.</returns>
    YearForecast? Of(YearSeries series);
}
