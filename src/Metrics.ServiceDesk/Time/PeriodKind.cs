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

/// <summary>How people write lengths of period.</summary>
public static class PeriodWords
{
    private const string Quarter = "15min";

    /// <summary>All words, the shortest period first: 15min, hour, day, ….</summary>
    public static IReadOnlyList<string> All { get; } = [Quarter, .. Events.Words.All<PeriodKind>().Skip(1)];

    /// <summary>The length that a word stands for; false when it stands for none.</summary>
    public static bool TryParse(string word, out PeriodKind kind)
    {
        kind = PeriodKind.Quarter;
        return word == Quarter || (Events.Words.TryParse(word, out kind) && kind != PeriodKind.Quarter);
    }
}
