using System.Globalization;
using Metrics.Oracle.Tests.Oracle.Hours;
using Metrics.Oracle.Tests.Oracle.Promises;

namespace Metrics.Oracle.Tests.Oracle;

/// <summary>What the oracle must know of an organisation.</summary>
/// <param name="Id">Its id.</param>
/// <param name="ZoneId">The zone it reports in.</param>
/// <param name="Thresholds">Seconds within which a contact should be answered, the contractual one first.</param>
/// <param name="ShortSeconds">A contact abandoned within this many seconds is a short abandon.</param>
internal sealed record Desk(string Id, string ZoneId, int[] Thresholds, int ShortSeconds)
{
    private readonly TimeZoneInfo _zone = TimeZoneInfo.FindSystemTimeZoneById(ZoneId);

    /// <summary>The organisation of events that name none.</summary>
    public static Desk Default { get; } = new("default", "UTC", [120, 60], 11)
    {
        ResolutionHours = [16],
        Hours = new OpenHours("UTC", [new WeekHours(null, WeekHours.Days("08:00-17:00"), ClosedOnHolidays: false)]),
    };

    /// <summary>Opening hours within which a ticket should be resolved.</summary>
    public required int[] ResolutionHours { get; init; }

    /// <summary>The hours of what no rule names.</summary>
    public required OpenHours Hours { get; init; }

    /// <summary>The hours of single services and customers.</summary>
    public (Traits For, OpenHours Hours)[] HoursRules { get; init; } = [];

    /// <summary>What it has promised its customers and its lines have promised it.</summary>
    public Contract[] Contracts { get; init; } = [];

    /// <summary>Its units: the one above each, and thresholds of its own, the contractual one first.</summary>
    public Dictionary<string, (string? Above, int[] Thresholds)> Units { get; init; } = [];

    /// <summary>Minutes that a robot saves a piece, by measure.</summary>
    public Dictionary<string, decimal> MinutesSaved { get; init; } = [];

    /// <summary>Every threshold that any contract names.</summary>
    public IEnumerable<int> AllThresholds => Thresholds.Concat(Units.Values.SelectMany(u => u.Thresholds)).Distinct();

    /// <summary>The threshold of a unit's contract: its own, or else that of the next unit above that has one, or of the whole.</summary>
    public int ContractualSeconds(string? unit)
    {
        if (unit is null || !Units.TryGetValue(unit, out var known)) return Thresholds[0];
        return known.Thresholds.Length > 0 ? known.Thresholds[0] : ContractualSeconds(known.Above);
    }

    /// <summary>Whether a unit is another one or stands somewhere below it.</summary>
    public bool IsWithin(string? unit, string other)
        => unit is not null && (unit == other || (Units.TryGetValue(unit, out var known) && IsWithin(known.Above, other)));

    /// <summary>The local day of an instant.</summary>
    public DateOnly DayOf(DateTime utc) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(utc, _zone));

    /// <summary>The hours of a ticket's service: of the rule that names most about it.</summary>
    public OpenHours HoursOf(Func<string, string?> attribute)
    {
        var (hours, named) = (Hours, 0);
        foreach (var rule in HoursRules)
        {
            if (rule.For.Fit(attribute) && rule.For.Count > named) (hours, named) = (rule.Hours, rule.For.Count);
        }

        return hours;
    }

    /// <summary>The period an instant falls in, by the local clock.</summary>
    public string PeriodOf(Length length, DateTime utc)
    {
        if (length > Length.Hour) return Period.Of(length, DayOf(utc));
        var local = TimeZoneInfo.ConvertTimeFromUtc(utc, _zone);
        var offset = local - DateTime.SpecifyKind(utc, DateTimeKind.Unspecified);
        var minute = length == Length.Hour ? "" : $":{local.Minute - (local.Minute % 15):00}";
        var sign = offset < TimeSpan.Zero ? "-" : "+";
        return local.ToString("yyyy-MM-ddTHH", CultureInfo.InvariantCulture) + minute + sign + offset.ToString(@"hh\:mm", CultureInfo.InvariantCulture);
    }
}
