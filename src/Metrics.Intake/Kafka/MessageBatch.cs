using Confluent.Kafka;
using Metrics.Intake.CloudEvents;
using Metrics.ServiceDesk;
using Metrics.ServiceDesk.Events;

namespace Metrics.Intake.Kafka;

/// <summary>How far one partition has been read and handed over.</summary>
internal sealed class PartitionProgress(FoundPartition found, SourcePosition? stored, long start)
{
    public FoundPartition Found { get; } = found;

    /// <summary>The offset that the next batch goes on from, as stored by then.</summary>
    public long From { get; set; } = stored?.Offset ?? SourcePosition.Nothing;

    /// <summary>The offset after the last message taken from the broker.</summary>
    public long Next { get; set; } = start;

    /// <summary>Messages handed over, from the first ever read.</summary>
    public long Records { get; set; } = stored?.Records ?? 0;
}

/// <summary>
/// Gathers messages into a batch, partition by partition, so that those of a partition that is taken away can be left out again.
/// </summary>
/// <param name="decoder">Reads the messages.</param>
/// <param name="trustsRecordedTime">Whether events may say when they became known.</param>
internal sealed class MessageBatch(CloudEventDecoder decoder, bool trustsRecordedTime)
{
    /// <summary>The most messages in one batch.</summary>
    public const int MaxMessages = 5000;

    // Rejects keep their whole message, so that it can be read again after a mend: big ones make a small batch.
    private const long MaxRejectBytes = 32 << 20;

    private readonly Dictionary<TopicPartition, Part> _parts = [];
    private long _rejectBytes;

    /// <summary>Messages gathered.</summary>
    public int Count { get; private set; }

    /// <summary>Whether it should be handed over.</summary>
    public bool IsFull => Count >= MaxMessages || _rejectBytes >= MaxRejectBytes;

    /// <summary>Takes a message.</summary>
    public void Add(ConsumeResult<Ignore, byte[]> message, PartitionProgress progress)
    {
        if (!_parts.TryGetValue(message.TopicPartition, out var part)) _parts[message.TopicPartition] = part = new Part(progress);
        Count++;
        part.Count++;
        progress.Next = message.Offset.Value + 1;
        if (Fault(message.Message.Value, out var e) is not { } fault)
        {
            part.Events.Add(e!);
            return;
        }

        var raw = message.Message.Value ?? [];
        _rejectBytes += raw.Length;
        part.Rejects.Add(new Reject(
            TopicCheck.SourceOf(message.Topic), TopicCheck.Name(message.TopicPartition), message.Offset.Value,
            fault.Pointer.Length > 0 ? fault.Pointer : null, fault.Reason, raw));
    }

    /// <summary>Leaves out a partition that somebody else reads now.</summary>
    public void Discard(TopicPartition partition)
    {
        if (_parts.Remove(partition, out var part)) Count -= part.Count;
    }

    /// <summary>The batch, and an empty one to go on with.</summary>
    public Batch Take()
    {
        var batch = new Batch(
            [.. _parts.Values.SelectMany(p => p.Events)], [.. _parts.Values.SelectMany(p => p.Rejects)], [.. _parts.Values.Select(p => p.Position())], Count)
        {
            TrustsRecordedTime = trustsRecordedTime,
        };
        _parts.Clear();
        (Count, _rejectBytes) = (0, 0);
        return batch;
    }

    private DataFault? Fault(byte[]? value, out ServiceEvent? e)
    {
        e = null;
        return value is null ? new DataFault("", "is a message without a value; events are never deleted, only corrected") : decoder.TryDecode(value, out e);
    }

    private sealed class Part(PartitionProgress progress)
    {
        public List<ServiceEvent> Events { get; } = [];

        public List<Reject> Rejects { get; } = [];

        public int Count { get; set; }

        public SourcePosition Position()
        {
            var (partition, id) = progress.Found;
            progress.Records += Count;
            var position = new SourcePosition(
                TopicCheck.SourceOf(partition.Topic), partition.Partition.Value.ToString(System.Globalization.CultureInfo.InvariantCulture), progress.Next, id,
                progress.Records, TopicCheck.Name(partition)) { From = progress.From };
            progress.From = progress.Next;
            return position;
        }
    }
}
