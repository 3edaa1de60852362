using Metrics.Intake.Files;
using Metrics.Pipelines.Yaml;

namespace Metrics.Intake.Live;

/// <summary>How a file is followed.</summary>
public sealed record FollowedFileOptions
{
    /// <summary>How often it is looked at.</summary>
    public TimeSpan Poll { get; init; } = TimeSpan.FromMilliseconds(150);

    /// <summary>
    /// How long a file that was rotated away is waited for: its writer may still hold it open, and the end of a last line may come. What
    /// comes later yet is read when the next file is rotated away, or at the next start.
    /// </summary>
    public TimeSpan RotatedGrace { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Events in one batch, at most a record's more.</summary>
    public int BatchEvents { get; init; } = 5_000;

    /// <summary>Batches that may be handed over and not yet committed.</summary>
    public int BatchesUnderWay { get; init; } = 4;

    /// <summary>Looks whether a file can be followed so.</summary>
    /// <param name="name">What the source is called, for messages.</param>
    /// <exception cref="ConfigurationException">It can't; the message names the key.</exception>
    internal void Check(string name)
    {
        if (Poll <= TimeSpan.Zero) throw new ConfigurationException($"{name}: poll: must be longer than nothing");
        if (RotatedGrace < TimeSpan.Zero) throw new ConfigurationException($"{name}: rotatedGrace: can't be less than nothing");
        if (BatchEvents is < 1 or > FileIntake.BatchEvents) throw new ConfigurationException($"{name}: batchEvents: must be 1 to {FileIntake.BatchEvents}");
        if (BatchesUnderWay < 1) throw new ConfigurationException($"{name}: batchesUnderWay: must be at least 1");
    }
}
