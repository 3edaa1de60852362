using Metrics.Intake.Files;
using Metrics.Intake.Mapping;
using Metrics.Pipelines.Sources;
using Metrics.ServiceDesk;

namespace Metrics.Intake.Live;

/// <summary>A file or folder that is watched, and what its records are.</summary>
/// <param name="Name">What it is called in health, logs and configuration.</param>
/// <param name="Path">Where it lies.</param>
/// <param name="Mapping">How records become events.</param>
/// <param name="Organisation">Whose they are, unless they say so themselves.</param>
/// <param name="Organisations">The organisations there are.</param>
public sealed record WatchedPath(
    string Name, string Path, SourceMapping Mapping, Organisation Organisation, IReadOnlyDictionary<string, Organisation> Organisations)
{
    /// <summary>The secret key, where the mapping needs one; null is the environment's.</summary>
    public HashKey? Key { get; init; }

    /// <summary>The source that its positions and rejects carry.</summary>
    internal string Source => FileIntake.NameOf(Mapping, Organisation);

    /// <summary>With the key that the mapping needs, if it needs one.</summary>
    /// <exception cref="Pipelines.Yaml.ConfigurationException">It needs one, and there is none.</exception>
    internal WatchedPath WithKey() => Mapping.NeedsKey && Key is null ? this with { Key = HashKey.FromEnvironment(Mapping.Name) } : this;

    /// <summary>The request to read one file of it.</summary>
    internal FileRequest Request(string file, IReadOnlyList<SourcePosition> positions, int batchEvents) => new(file, Mapping, Organisation, Organisations, positions)
    {
        Key = Key,
        BatchEvents = batchEvents,
        GoesOn = true,
    };
}
