using Metrics.ServiceDesk.Time;
using NodaTime;

namespace Metrics.ServiceDesk.Reports;

/// <summary>The columns that a report's section can have.</summary>
public static class ReportColumn
{
    /// <summary>The outcome from January, or of the section's tertial, to the report's last day.</summary>
    public const string OutcomeYtd = "outcome-ytd";

    /// <summary>The same of the year before: for months to the same month's end, else of the whole tertial or year.</summary>
    public const string OutcomeYtdLastYear = "outcome-ytd-last-year";

    /// <summary>The outcome of the twelve months to the report's last day.</summary>
    public const string R12 = "r12";

    /// <summary>The outcome of the whole year before.</summary>
    public const string OutcomeYear1 = "outcome-year-1";

    /// <summary>The outcome of the whole year before that.</summary>
    public const string OutcomeYear2 = "outcome-year-2";

    /// <summary>The outcome of the report's own period alone.</summary>
    public const string OutcomePeriod = "outcome-period";

    /// <summary>The outcome of the period before it.</summary>
    public const string OutcomePeriodBefore = "outcome-period-before";

    /// <summary>The outcome of the same period last year.</summary>
    public const string OutcomePeriodLastYear = "outcome-period-last-year";

    /// <summary>How much the period's outcome is more than the one before.</summary>
    public const string Change = "change";

    /// <summary>What the target asks for until the report's last day.</summary>
    public const string TargetYtd = "target-ytd";

    /// <summary>The year's target.</summary>
    public const string TargetYear = "target-year";

    /// <summary>The target of the year after, as its plan sets it.</summary>
    public const string TargetNextYear = "target-next-year";

    /// <summary>What was decided to expect of the year, with the day.</summary>
    public const string ForecastDecided = "forecast-decided";

    /// <summary>What the model expects of the year, with its interval.</summary>
    public const string ForecastModel = "forecast-model";

    /// <summary>The outcome against the target so far, in a word.</summary>
    public const string Status = "status";

    /// <summary>How the year will end against its target, in a word.</summary>
    public const string ForecastStatus = "forecast-status";

    /// <summary>The columns that are outcomes of some days.</summary>
    public static IReadOnlyList<string> Outcomes { get; } =
        [OutcomeYear2, OutcomeYear1, OutcomeYtdLastYear, OutcomeYtd, R12, OutcomePeriod, OutcomePeriodBefore, OutcomePeriodLastYear];

    /// <summary>All columns.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Outcomes, Change, TargetYtd, TargetYear, TargetNextYear, ForecastDecided, ForecastModel, Status, ForecastStatus];

    /// <summary>Whether a column holds words.</summary>
    public static bool IsWord(string key) => key is Status or ForecastStatus;

    /// <summary>The days that an outcome is about.</summary>
    /// <param name="key">One of <see cref="Outcomes"/>.</param>
    /// <param name="section">How often the section's indicators are followed.</param>
    /// <param name="report">The report's kind: month, tertial or year.</param>
    /// <param name="from">The report's first day.</param>
    /// <param name="to">The first day after it.</param>
    /// <param name="until">The first day after the last with data: <paramref name="to"/> unless it is still running.</param>
    public static DateInterval Span(string key, PeriodKind section, PeriodKind report, LocalDate from, LocalDate to, LocalDate until)
    {
        var last = until.PlusDays(-1);
        // A month's indicators are followed from January on; a tertial's and a year's by themselves, against the whole one last year.
        var start = PeriodKey.StartOf(section == PeriodKind.Tertial ? section : PeriodKind.Year, last);
        return key switch
        {
            OutcomeYtd => new DateInterval(start, last),
            OutcomeYtdLastYear => new DateInterval(start.PlusYears(-1), (section == PeriodKind.Month ? PeriodKey.EndOf(PeriodKind.Month, last).PlusYears(-1) : PeriodKey.EndOf(section, start.PlusYears(-1))).PlusDays(-1)),
            // The 29th of February has no day of its own the year before: both bounds together never give 366 days where 365 are twelve months.
            R12 => new DateInterval(LocalDate.Max(until.PlusYears(-1), last.PlusYears(-1).PlusDays(1)), last),
            OutcomeYear1 => WholeYear(last.Year - 1),
            OutcomeYear2 => WholeYear(last.Year - 2),
            OutcomePeriod => new DateInterval(from, last),
            OutcomePeriodBefore => new DateInterval(PeriodKey.StartOf(report, from.PlusDays(-1)), from.PlusDays(-1)),
            OutcomePeriodLastYear => new DateInterval(from.PlusYears(-1), to.PlusYears(-1).PlusDays(-1)),
            _ => throw new ArgumentOutOfRangeException(nameof(key), key, "is no outcome"),
        };
    }

    private static DateInterval WholeYear(int year) => new(new LocalDate(year, 1, 1), new LocalDate(year, 12, 31));
}
