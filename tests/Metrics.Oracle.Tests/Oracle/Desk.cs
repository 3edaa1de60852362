using System.Globalization;

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
    public static Desk Default { get; } = new("default", "UTC", [120, 60], 11);

    /// <summary>The local day of an instant.</summary>
    public DateOnly DayOf(DateTime utc) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(utc, _zone));

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
