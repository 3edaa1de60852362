using System.Net;

namespace Metrics.Pipelines.Service;

/// <summary>What <c>metrics run</c> runs: where it listens and which sources it reads.</summary>
public sealed record ServiceSettings
{
    /// <summary>The database; null is the one that the command line names.</summary>
    public string? Database { get; init; }

    /// <summary>The service that owns the database, for a worker that has none and hands over to it; null is a service with its own.</summary>
    public OwnerSettings? Owner { get; init; }

    /// <summary>The address it listens on.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>The port; 0 is a free one.</summary>
    public int Port { get; init; } = 8080;

    /// <summary>The file of API keys; null is none, and then only loopback may ask and write.</summary>
    public string? KeyFile { get; init; }

    /// <summary>Where posted events are kept until they are committed; null is beside the database.</summary>
    public string? Spool { get; init; }

    /// <summary>How many bytes of posted events may wait; beyond them a post is told to come again.</summary>
    public long SpoolBytes { get; init; } = 1L << 30;

    /// <summary>How many questions a minute each key may ask, and each address without one.</summary>
    public int QuestionsAMinute { get; init; } = 1200;

    /// <summary>The largest body of one post that is not a stream of lines, bytes.</summary>
    public long BodyBytes { get; init; } = 16L << 20;

    /// <summary>How often at least the write-ahead log is written into the database file.</summary>
    public TimeSpan CheckpointEvery { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The size of the write-ahead log, bytes, from which it is written into the file without waiting for that.</summary>
    public long CheckpointBytes { get; init; } = 16L << 20;

    /// <summary>Free space of the database file, bytes, from which it is compacted when it is also more than half of it and little is written; while much is, only from many times as much.</summary>
    public long CompactBytes { get; init; } = 512L << 20;

    /// <summary>Memory that the database engine may take for a question or a transaction, bytes.</summary>
    public long EngineBytes { get; init; } = 4L << 30;

    /// <summary>Memory, bytes, that the engine may keep between them, of what was read and written; when it holds half as much again, it is to let go.</summary>
    public long KeepBytes { get; init; } = 128L << 20;

    /// <summary>The broker that is read; null is none.</summary>
    public KafkaSettings? Kafka { get; init; }

    /// <summary>Files that are followed and folders that are watched.</summary>
    public IReadOnlyList<FileSourceSettings> Files { get; init; } = [];

    /// <summary>Who is told of alarms.</summary>
    public IReadOnlyList<WebhookSettings> Webhooks { get; init; } = [];
}

/// <summary>Where an organisation's alarms are told.</summary>
/// <param name="Name">What it is called in health and logs, and by what is remembered how far it was told.</param>
/// <param name="Address">What is posted to.</param>
/// <param name="SecretFile">The file of the secrets that what is told is signed with, one a line; it is read each time.</param>
/// <param name="Organisation">Whose alarms.</param>
/// <param name="Every">The least time between two posts; what comes meanwhile is told together.</param>
public sealed record WebhookSettings(string Name, Uri Address, string SecretFile, string Organisation, TimeSpan Every);

/// <summary>The service that a worker without a database hands over to.</summary>
/// <param name="Address">Where it listens.</param>
/// <param name="Key">An admin's key; null where both are on one machine.</param>
public sealed record OwnerSettings(Uri Address, string? Key);

/// <summary>A file that grows, or a folder where files land.</summary>
/// <param name="Name">What it is called in health and logs.</param>
/// <param name="Path">The file or folder.</param>
/// <param name="IsFolder">Whether it is a folder.</param>
/// <param name="Source">The mapping: a shipped one's name, or a file.</param>
/// <param name="Organisation">Whose records they are.</param>
public sealed record FileSourceSettings(string Name, string Path, bool IsFolder, string Source, string Organisation);
