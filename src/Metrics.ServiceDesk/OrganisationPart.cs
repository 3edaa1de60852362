using NodaTime;

namespace Metrics.ServiceDesk;

/// <summary>A unit or customer of an organisation.</summary>
/// <param name="Id">What events call it.</param>
/// <param name="Names">What reports call it, from which day on; the first since always.</param>
/// <param name="Parent">The unit it belongs to; null when it stands at the top.</param>
/// <param name="From">Its first day; null is since always.</param>
/// <param name="Until">The first day after its last; null is still there.</param>
/// <param name="ServiceLevelSeconds">Thresholds of its own, the contractual one first; empty is its parent's.</param>
public sealed record OrganisationPart(
    string Id, IReadOnlyList<DatedName> Names, string? Parent = null, LocalDate? From = null, LocalDate? Until = null, IReadOnlyList<int>? ServiceLevelSeconds = null)
{
    /// <summary>Whether it is there on a day.</summary>
    public bool IsThere(LocalDate day) => !(From > day) && !(Until <= day);
}

/// <summary>A name that holds from a day on.</summary>
/// <param name="From">The first day; null is since always.</param>
/// <param name="Name">The name.</param>
public sealed record DatedName(LocalDate? From, string Name)
{
    /// <summary>The name of a day: the last that has begun.</summary>
    /// <param name="names">In order of time; the first since always.</param>
    /// <param name="day">The day.</param>
    public static string On(IReadOnlyList<DatedName> names, LocalDate day) => names.Last(n => !(n.From > day)).Name;
}

/// <summary>What a piece of work that a robot does would have taken a person.</summary>
/// <param name="Measure">The measure that counts the work.</param>
/// <param name="Minutes">Minutes a piece.</param>
/// <param name="Measured">Where that was measured.</param>
public sealed record SavedTime(string Measure, decimal Minutes, string Measured);
