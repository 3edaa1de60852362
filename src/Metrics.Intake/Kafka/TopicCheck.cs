using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Metrics.Intake.Live;
using Metrics.ServiceDesk;

namespace Metrics.Intake.Kafka;

/// <summary>A partition that is there, and which topic of its name it belongs to.</summary>
/// <param name="Partition">The partition.</param>
/// <param name="TopicId">The topic's own id, which a topic made anew under the same name doesn't have; null where brokers give none.</param>
internal readonly record struct FoundPartition(TopicPartition Partition, string? TopicId);

/// <summary>Looks at topics: which partitions there are, and whether reading can go on from where it ended.</summary>
/// <param name="client">The client whose connections are used.</param>
internal sealed class TopicCheck(Handle client) : IDisposable
{
    private const string Before = KafkaSource.Sources + "/";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly IAdminClient _admin = new DependentAdminClientBuilder(client).Build();

    /// <summary>The source name that positions and rejects of a topic carry.</summary>
    public static string SourceOf(string topic) => Before + topic;

    /// <summary>The topic of a source name.</summary>
    public static string TopicOf(string source) => source[Before.Length..];

    /// <summary>The partitions of some topics; a topic that isn't there has none.</summary>
    /// <exception cref="BrokerLostException">No broker answers.</exception>
    public async Task<IReadOnlyList<FoundPartition>> PartitionsAsync(IEnumerable<string> topics)
    {
        IReadOnlyList<TopicDescription> found;
        try
        {
            found = (await _admin.DescribeTopicsAsync(TopicCollection.OfTopicNames(topics), new DescribeTopicsOptions { RequestTimeout = Patience }).ConfigureAwait(false)).TopicDescriptions;
        }
        catch (DescribeTopicsException e)
        {
            // Some are there and some are not: those that are, are read.
            found = [.. e.Results.TopicDescriptions];
            if (found.FirstOrDefault(t => t.Error.Code is not (ErrorCode.NoError or ErrorCode.UnknownTopicOrPart)) is { } broken)
                throw new BrokerLostException($"topic {broken.Name}: {broken.Error.Reason}", e);
        }
        catch (KafkaException e)
        {
            throw new BrokerLostException(e.Error.Reason, e);
        }

        return [.. found.Where(t => !t.Error.IsError).SelectMany(t => t.Partitions.Select(p => new FoundPartition(new TopicPartition(t.Name, p.Partition), IdOf(t))))];
    }

    /// <summary>The first and the next offset of some partitions.</summary>
    /// <exception cref="BrokerLostException">No broker answers.</exception>
    public async Task<IReadOnlyDictionary<TopicPartition, WatermarkOffsets>> MarksAsync(IReadOnlyCollection<TopicPartition> partitions)
    {
        if (partitions.Count == 0) return new Dictionary<TopicPartition, WatermarkOffsets>();
        try
        {
            // One question for all: asking partition by partition takes as many round trips.
            var (first, next) = (OffsetsAsync(partitions, OffsetSpec.Earliest()), OffsetsAsync(partitions, OffsetSpec.Latest()));
            var (low, high) = (await first.ConfigureAwait(false), await next.ConfigureAwait(false));
            return partitions.ToDictionary(p => p, p => new WatermarkOffsets(low[p], high[p]));
        }
        catch (KafkaException e)
        {
            throw new BrokerLostException(e.Error.Reason, e);
        }
    }

    /// <summary>Where reading a partition goes on.</summary>
    /// <param name="found">The partition.</param>
    /// <param name="stored">The stored position; null when it has never been read.</param>
    /// <param name="marks">Its first and its next offset.</param>
    /// <exception cref="SourceStoppedException">The messages that come next are gone, or the topic is another one by the same name.</exception>
    public static long StartOf(FoundPartition found, SourcePosition? stored, WatermarkOffsets marks)
    {
        var (partition, id) = found;
        if (stored?.Fingerprint is { } before && id is not null && before != id)
            throw new SourceStoppedException($"{Name(partition)}: the topic was made anew: its id is {id}, and what was read had {before}. {Cure(partition, "what the new one holds is read from its beginning")}");
        if (stored is null) return marks.Low.Value;
        if (stored.Offset < marks.Low.Value)
            throw new SourceStoppedException($"{Name(partition)}: {marks.Low.Value - stored.Offset} messages were deleted before they were read (offsets {stored.Offset} to {marks.Low.Value - 1}). {Cure(partition, "reading goes on with what is left")}");
        if (stored.Offset > marks.High.Value)
            throw new SourceStoppedException($"{Name(partition)}: it ends at offset {marks.High.Value}, but was read up to {stored.Offset}: the topic was made anew or has lost messages. {Cure(partition, "it is read from its beginning")}");
        return stored.Offset;
    }

    /// <summary>What people call a partition.</summary>
    public static string Name(TopicPartition partition) => $"{partition.Topic}[{partition.Partition.Value}]";

    public void Dispose() => _admin.Dispose();

    private static string Cure(TopicPartition partition, string then) => $"After 'metrics sources forget {SourceOf(partition.Topic)}' {then}";

    private async Task<Dictionary<TopicPartition, Offset>> OffsetsAsync(IEnumerable<TopicPartition> partitions, OffsetSpec which)
    {
        var asked = partitions.Select(p => new TopicPartitionOffsetSpec { TopicPartition = p, OffsetSpec = which });
        var found = await _admin.ListOffsetsAsync(asked, new ListOffsetsOptions { RequestTimeout = Patience }).ConfigureAwait(false);
        return found.ResultInfos.ToDictionary(r => r.TopicPartitionOffsetError.TopicPartition, r => r.TopicPartitionOffsetError.Offset);
    }

    // Brokers before 2.8 have no ids and say all zeros.
    private static string? IdOf(TopicDescription topic) => topic.TopicId is { } id && (id.MostSignificantBits != 0 || id.LeastSignificantBits != 0) ? id.ToString() : null;
}

/// <summary>No broker answers; it will be tried again.</summary>
public sealed class BrokerLostException : Exception
{
    /// <summary>With what the client says.</summary>
    public BrokerLostException(string message)
        : base(message)
    {
    }

    /// <summary>With what the client says and its error.</summary>
    public BrokerLostException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>For serializers.</summary>
    public BrokerLostException()
    {
    }
}
