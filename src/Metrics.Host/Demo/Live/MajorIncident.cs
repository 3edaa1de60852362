using NodaTime;

namespace Metrics.Host.Demo.Live;

/// <summary>Something that many depend on fails in the morning and is mended before lunch: people call about it.</summary>
internal sealed class MajorIncident
{
    /// <summary>Calls about it for each common call, as long as it lasts.</summary>
    public const double Surge = 1.6;

    /// <summary>Decides when.</summary>
    /// <param name="day">The day.</param>
    /// <param name="dice">The chance.</param>
    public MajorIncident(DayFrame day, Dice dice)
    {
        Begins = day.Begins + Duration.FromMinutes(dice.Between(130, 160));
        Ends = Begins + Duration.FromMinutes(dice.Between(75, 110));
    }

    /// <summary>When it fails.</summary>
    public Instant Begins { get; }

    /// <summary>When it works again.</summary>
    public Instant Ends { get; }

    /// <summary>Whether it lasts.</summary>
    public bool Lasts(Instant at) => at >= Begins && at < Ends;

    /// <summary>The part of a half hour in which it lasts; empty when it doesn't.</summary>
    public Interval In(Instant start)
    {
        var (from, until) = (Instant.Max(start, Begins), Instant.Min(start + Duration.FromSeconds(DayFrame.HalfHour), Ends));
        return new Interval(from, Instant.Max(from, until));
    }
}
