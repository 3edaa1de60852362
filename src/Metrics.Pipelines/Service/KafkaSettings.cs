using Metrics.ServiceDesk;
using Metrics.ServiceDesk.Events;

namespace Metrics.Pipelines.Service;

/// <summary>How the partitions of a topic are divided.</summary>
public enum KafkaMode
{
    /// <summary>This service reads all of them.</summary>
    Owner,

    /// <summary>Members of a consumer group share them.</summary>
    Group,
}

/// <summary>The broker that events are read from.</summary>
public sealed record KafkaSettings
{
    /// <summary>What follows a topic's name in that of its dead-letter topic, unless it is configured.</summary>
    public const string DefaultDeadLetterSuffix = ".dead-letter";

    /// <summary>The brokers to begin with, as <c>host:port,host:port</c>.</summary>
    public required string BootstrapServers { get; init; }

    /// <summary>How partitions are divided.</summary>
    public KafkaMode Mode { get; init; }

    /// <summary>What the names of the consumer groups begin with: offsets are committed to them for those who watch lag; the ones that count stand in the database.</summary>
    public string Group { get; init; } = "metrics";

    /// <summary>The topic of each family; a family without one is not read.</summary>
    public IReadOnlyDictionary<EventFamily, string> Topics { get; init; } = DefaultTopics;

    /// <summary>Whether events may say when they became known.</summary>
    public bool TrustsRecordedTime { get; init; }

    /// <summary>The organisation of events that name none.</summary>
    public string Organisation { get; init; } = ServiceDesk.Organisation.DefaultId;

    /// <summary>What follows a topic's name in that of its dead-letter topic; null writes none.</summary>
    public string? DeadLetterSuffix { get; init; } = DefaultDeadLetterSuffix;

    /// <summary>How often topics are looked at for new partitions, and for whether they still are the same topics.</summary>
    public TimeSpan LooksEvery { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Settings of librdkafka itself: TLS, SASL and whatever else, by its own names.</summary>
    public IReadOnlyDictionary<string, string> Properties { get; init; } = new Dictionary<string, string>();

    /// <summary>The topics that the AsyncAPI document names: one a family.</summary>
    public static IReadOnlyDictionary<EventFamily, string> DefaultTopics { get; } = Enum.GetValues<EventFamily>().ToDictionary(f => f, f => "servicedesk." + Words.Of(f));
}
