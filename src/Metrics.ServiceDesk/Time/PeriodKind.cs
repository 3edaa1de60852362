namespace Metrics.ServiceDesk.Time;

/// <summary>The lengths of period that figures are given for.</summary>
public enum PeriodKind
{
    /// <summary>A quarter of an hour.</summary>
    Quarter,

    /// <summary>An hour.</summary>
    Hour,

    /// <summary>A local day.</summary>
    Day,

    /// <summary>An ISO week, from Monday.</summary>
    Week,

    /// <summary>A calendar month.</summary>
    Month,

    /// <summary>January–April, May–August, September–December.</summary>
    Tertial,

    /// <summary>A calendar year.</summary>
    Year,

    /// <summary>All that was asked for.</summary>
    Total,
}
