using Metrics.Intake.Files;
using Metrics.Pipelines.Yaml;

namespace Metrics.Intake.Live;

/// <summary>How a folder is watched in which files land.</summary>
public sealed record DropFolderOptions
{
    /// <summary>How often it is looked at.</summary>
    public TimeSpan Poll { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a file's size and time must have stood still before it is taken for whole.</summary>
    public TimeSpan StandsStill { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Events in one batch, at most a record's more: small, since others are committed in between.</summary>
    public int BatchEvents { get; init; } = 5_000;

    /// <summary>Batches that may be handed over and not yet committed.</summary>
    public int BatchesUnderWay { get; init; } = 4;

    /// <summary>Looks whether a folder can be watched so.</summary>
    /// <param name="name">What the source is called, for messages.</param>
    /// <exception cref="ConfigurationException">It can't; the message names the key.</exception>
    internal void Check(string name)
    {
        if (Poll <= TimeSpan.Zero) throw new ConfigurationException($"{name}: poll: must be longer than nothing");
        if (StandsStill < TimeSpan.Zero) throw new ConfigurationException($"{name}: standsStill: can't be less than nothing");
        if (BatchEvents is < 1 or > FileIntake.BatchEvents) throw new ConfigurationException($"{name}: batchEvents: must be 1 to {FileIntake.BatchEvents}");
        if (BatchesUnderWay < 1) throw new ConfigurationException($"{name}: batchesUnderWay: must be at least 1");
    }
}
