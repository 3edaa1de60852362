using NodaTime;

namespace Metrics.ServiceDesk.Reports;

/// <summary>What a target asks for.</summary>
public enum TargetKind
{
    /// <summary>A year's value, reached bit by bit: so many invoices.</summary>
    Value,

    /// <summary>A level to stay over or under: more than 92 %.</summary>
    Limit,

    /// <summary>A value to stay near.</summary>
    Band,

    /// <summary>More or less than last year.</summary>
    Trend,
}

/// <summary>How a year's value is spread over its months.</summary>
public enum TargetSpread
{
    /// <summary>A twelfth each.</summary>
    Even,

    /// <summary>A twelfth each, whole numbers: what is left over is nowhere but in the year.</summary>
    WholeMonths,

    /// <summary>Months of its own.</summary>
    Profile,

    /// <summary>Not at all: the value holds at any time, as for a stock or a share.</summary>
    Level,
}

/// <summary>A target of one year, as a decision set it.</summary>
public sealed record Target
{
    /// <summary>The year it is for.</summary>
    public required int Year { get; init; }

    /// <summary>The day from which it is the one that holds.</summary>
    public required LocalDate DecidedOn { get; init; }

    /// <summary>The decision it came from.</summary>
    public required string Decision { get; init; }

    /// <summary>Who set it: nämnd, fullmäktige, avtal; several may hold at once.</summary>
    public required string Level { get; init; }

    /// <summary>What it asks for.</summary>
    public required TargetKind Kind { get; init; }

    /// <summary>The value or limit, in the unit that the report prints; null for a trend.</summary>
    public decimal? Value { get; init; }

    /// <summary>Whether higher is better: more invoices than planned, more than last year. A cost is better when it is lower.</summary>
    public bool HigherIsBetter { get; init; } = true;

    /// <summary>Whether outcomes are judged by it; a plan that is neither to be reached nor kept below isn't.</summary>
    public bool IsJudged { get; init; } = true;

    /// <summary>For a limit: whether reaching it exactly is enough.</summary>
    public bool Inclusive { get; init; } = true;

    /// <summary>For a band: how far from the value is near enough, in per cent of it.</summary>
    public decimal Tolerance { get; init; }

    /// <summary>How the value is spread over the year.</summary>
    public required TargetSpread Spread { get; init; }

    /// <summary>For a profile: the value of each month, January first.</summary>
    public IReadOnlyList<decimal> Months { get; init; } = [];

    /// <summary>What is asked for until any month before the year's end, where a decision says so itself.</summary>
    public decimal? Before { get; init; }

    /// <summary>What is asked of some days of the year: of a tertial its own months' part of a year's value; null for a trend.</summary>
    /// <param name="days">The days, by whole months.</param>
    public decimal? Of(DateInterval days)
    {
        var isPart = days.Start.Month > 1 && Spread != TargetSpread.Level && Before is null;
        return Until(days.End.Month) - (isPart ? Until(days.Start.Month - 1) : 0);
    }

    /// <summary>The part of the value that the first months of the year should reach; null for a trend.</summary>
    /// <param name="months">How many months, 1 to 12.</param>
    public decimal? Until(int months) => Value is not { } year ? null : months < 12 && Before is { } before ? before : Spread switch
    {
        TargetSpread.Even => year * months / 12,
        TargetSpread.WholeMonths => months == 12 ? year : decimal.Floor(year / 12) * months,
        TargetSpread.Profile => Months.Take(months).Sum(),
        _ => year,
    };
}
