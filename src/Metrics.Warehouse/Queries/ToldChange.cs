using NodaTime;

namespace Metrics.Warehouse.Queries;

/// <summary>How an event changed what was known.</summary>
public enum ToldAs
{
    /// <summary>Nothing was known of it before.</summary>
    Late,

    /// <summary>A higher revision of what was known.</summary>
    Correction,

    /// <summary>Other content under the revision that was known; a hash decided.</summary>
    Conflict,
}

/// <summary>An event that became known between two times and changed a figure.</summary>
/// <param name="Source">Its source.</param>
/// <param name="Id">Its id in that source.</param>
/// <param name="Type">What it tells.</param>
/// <param name="Subject">What it is about.</param>
/// <param name="Revision">The revision that stands.</param>
/// <param name="Time">When it happened.</param>
/// <param name="KnownAt">When it became known.</param>
/// <param name="As">Late, a correction or a conflict.</param>
public sealed record ToldChange(string Source, string Id, string Type, string Subject, long Revision, Instant Time, Instant KnownAt, ToldAs As);
