namespace Metrics.Oracle.Tests.Oracle.Hours;

/// <summary>The clock on the wall of a zone, and when it shows a time.</summary>
internal sealed class WallClock(string zoneId)
{
    private readonly TimeZoneInfo _zone = TimeZoneInfo.FindSystemTimeZoneById(zoneId);

    /// <summary>The first instant at which the clock shows a time; a time that is skipped is the moment of the jump.</summary>
    public DateTime FirstShowing(DateTime local) => Showings(local) is [var first, ..] ? first : Jump(local);

    /// <summary>The last instant at which the clock shows a time; a time that is skipped is the moment of the jump.</summary>
    public DateTime LastShowing(DateTime local) => Showings(local) is [.., var last] ? last : Jump(local);

    // The offset is the one of the day before or of the day after; where they differ the clock shows the time once, twice or never.
    private DateTime[] Showings(DateTime local) => new[] { -1, 1 }
        .Select(days => local - _zone.GetUtcOffset(Utc(local.AddDays(days))))
        .Select(Utc)
        .Where(utc => TimeZoneInfo.ConvertTimeFromUtc(utc, _zone) == local)
        .Distinct()
        .Order()
        .ToArray();

    private DateTime Jump(DateTime local)
    {
        var utc = Utc(local.AddDays(-1));
        while (TimeZoneInfo.ConvertTimeFromUtc(utc, _zone) < local) utc = utc.AddMinutes(1);
        return utc;
    }

    private static DateTime Utc(DateTime time) => DateTime.SpecifyKind(time, DateTimeKind.Utc);
}
