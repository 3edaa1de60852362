using System.Globalization;
using System.Runtime.ExceptionServices;
using Confluent.Kafka;
using Metrics.Intake.CloudEvents;
using Metrics.Intake.Live;
using Metrics.Pipelines.Service;
using Metrics.ServiceDesk;

namespace Metrics.Intake.Kafka;

/// <summary>One run of reading topics: from connecting until it is stopped or something goes wrong.</summary>
internal sealed class TopicReader : IDisposable
{
    // Messages are gathered for so long after the first: few commits when much comes, little delay when little does.
    private static readonly TimeSpan Linger = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Idle = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(5);

    private readonly KafkaSettings _settings;
    private readonly IReadOnlyList<string> _topics;
    private readonly ICommitQueue _queue;
    private readonly SourceStatus _status;
    private readonly TimeProvider _time;
    private readonly IConsumer<Ignore, byte[]> _consumer;
    private readonly TopicCheck _check;
    private readonly MessageBatch _batch;
    private readonly Handed _handed = new();
    private readonly Dictionary<TopicPartition, PartitionProgress> _progress = [];
    private Error? _trouble;
    private Exception? _fault;
    private long _lookedAt;

    public TopicReader(
        KafkaSettings settings, IReadOnlyList<string> topics, IReadOnlyDictionary<string, Organisation> organisations, ICommitQueue queue, SourceStatus status, TimeProvider time)
    {
        (_settings, _topics, _queue, _status, _time) = (settings, topics, queue, status, time);
        _consumer = new KafkaClients(settings).Consumer(Prepare);
        _check = new TopicCheck(_consumer.Handle);
        _batch = new MessageBatch(new CloudEventDecoder(settings.Organisation, organisations), settings.TrustsRecordedTime);
    }

    public async Task RunAsync(CancellationToken cancellation)
    {
        // In a group the broker says which partitions; where they begin is looked up when it has.
        if (_settings.Mode == KafkaMode.Group) _consumer.Subscribe(_topics);
        await LookAsync(cancellation).ConfigureAwait(false);
        while (!cancellation.IsCancellationRequested)
        {
            if (_trouble is not null || _time.GetElapsedTime(_lookedAt) >= _settings.LooksEvery) await LookAsync(cancellation).ConfigureAwait(false);
            if (!await GatherAsync(cancellation).ConfigureAwait(false)) await IdleAsync(cancellation).ConfigureAwait(false);
            await HandOverAsync(cancellation).ConfigureAwait(false);
            Tell(await _handed.CommittedAsync().ConfigureAwait(false));
            Lag();
        }

        await LeaveAsync().ConfigureAwait(false);
    }

    public void Dispose()
    {
        _check.Dispose();
        _consumer.Dispose();
    }

    private void Prepare(ConsumerBuilder<Ignore, byte[]> builder)
    {
        builder.SetLogHandler((_, _) => { });
        // One broker of several being down is no trouble of ours; when all are, it is asked whether that is so.
        builder.SetErrorHandler((_, error) =>
        {
            if (error.IsFatal || error.Code == ErrorCode.Local_AllBrokersDown) _trouble = error;
        });
        if (_settings.Mode != KafkaMode.Group) return;
        builder.SetPartitionsAssignedHandler((_, given) => Assigned(given));
        builder.SetPartitionsRevokedHandler((_, taken) => Revoked(taken));
        builder.SetPartitionsLostHandler((_, lost) => Lost(lost));
    }

    // Which partitions are there now? In owner mode new ones are taken on; a topic made anew is noticed.
    private async Task LookAsync(CancellationToken cancellation)
    {
        (_lookedAt, var trouble) = (_time.GetTimestamp(), _trouble);
        if (trouble is { IsFatal: true }) throw new BrokerLostException(trouble.Reason);
        var found = await _check.PartitionsAsync(_topics).ConfigureAwait(false);
        _trouble = null;
        foreach (var partition in found.Where(p => _progress.TryGetValue(p.Partition, out var known) && known.Found.TopicId != p.TopicId))
            await VerifyAsync(partition, Read(_progress[partition.Partition])).ConfigureAwait(false);
        if (_settings.Mode == KafkaMode.Owner && found.Where(p => !_progress.ContainsKey(p.Partition)).ToArray() is { Length: > 0 } fresh)
            _consumer.IncrementalAssign(await BeginAsync(fresh, cancellation).ConfigureAwait(false));
        var missing = _topics.Except(found.Select(p => p.Partition.Topic), StringComparer.Ordinal).ToArray();
        if (missing.Length > 0) _status.Becomes(SourceState.Disconnected, $"there is no topic {string.Join(" or ", missing)}; it is read as soon as it is made");
        else _status.Becomes(SourceState.Reading);
    }

    private async Task<List<TopicPartitionOffset>> BeginAsync(FoundPartition[] partitions, CancellationToken cancellation)
    {
        var marks = await _check.MarksAsync([.. partitions.Select(p => p.Partition)]).ConfigureAwait(false);
        var starts = new List<TopicPartitionOffset>();
        foreach (var topic in partitions.GroupBy(p => p.Partition.Topic, StringComparer.Ordinal))
        {
            var positions = await _queue.PositionsAsync(TopicCheck.SourceOf(topic.Key), cancellation).ConfigureAwait(false);
            foreach (var found in topic)
            {
                var stored = positions.FirstOrDefault(p => p.Stream == found.Partition.Partition.Value.ToString(CultureInfo.InvariantCulture));
                var start = TopicCheck.StartOf(found, stored, marks[found.Partition]);
                _progress[found.Partition] = new PartitionProgress(found, stored, start);
                starts.Add(new TopicPartitionOffset(found.Partition, start));
            }
        }

        return starts;
    }

    // Throws when reading can't go on from a position.
    private async Task VerifyAsync(FoundPartition found, SourcePosition position)
        => TopicCheck.StartOf(found, position, (await _check.MarksAsync([found.Partition]).ConfigureAwait(false))[found.Partition]);

    // What has been taken from the broker, as if it were stored.
    private static SourcePosition Read(PartitionProgress progress) => new(TopicCheck.SourceOf(progress.Found.Partition.Topic), "", progress.Next, progress.Found.TopicId, 0, null);

    private async Task<bool> GatherAsync(CancellationToken cancellation)
    {
        var began = _time.GetTimestamp();
        while (!_batch.IsFull && !cancellation.IsCancellationRequested)
        {
            if (await ConsumeAsync().ConfigureAwait(false) is { } message)
            {
                if (_progress.TryGetValue(message.TopicPartition, out var progress)) _batch.Add(message, progress);
            }
            else if (_batch.Count == 0 || _time.GetElapsedTime(began) >= Linger)
            {
                break;
            }
            else
            {
                await IdleAsync(cancellation).ConfigureAwait(false);
            }
        }

        return _batch.Count > 0;
    }

    private async ValueTask<ConsumeResult<Ignore, byte[]>?> ConsumeAsync()
    {
        try
        {
            var message = _consumer.Consume(TimeSpan.Zero);
            if (_fault is { } fault) ExceptionDispatchInfo.Throw(fault);
            return message;
        }
        catch (ConsumeException e)
        {
            var partition = e.ConsumerRecord?.TopicPartition;
            if (partition is not null && e.Error.Code is ErrorCode.Local_AutoOffsetReset or ErrorCode.OffsetOutOfRange && _progress.TryGetValue(partition, out var progress))
                await VerifyAsync(progress.Found, Read(progress)).ConfigureAwait(false);
            throw new BrokerLostException(e.Error.Reason, e);
        }
    }

    private async Task IdleAsync(CancellationToken cancellation)
    {
        try
        {
            await Task.Delay(Idle, _time, cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The loop looks for itself.
        }
    }

    private async Task HandOverAsync(CancellationToken cancellation)
    {
        if (_batch.Count == 0) return;
        var batch = _batch.Take();
        _status.Read(batch);
        try
        {
            _handed.Add(batch, await _queue.EnqueueAsync(batch, cancellation).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Never handed over: it is read again next time.
        }
    }

    // For lag monitors alone; what counts is committed already.
    private void Tell(IEnumerable<Batch> committed)
    {
        foreach (var position in committed.SelectMany(b => b.Positions))
        {
            var partition = new TopicPartition(TopicCheck.TopicOf(position.Source), int.Parse(position.Stream, CultureInfo.InvariantCulture));
            if (!_progress.ContainsKey(partition)) continue;
            try
            {
                _consumer.StoreOffset(new TopicPartitionOffset(partition, position.Offset));
            }
            catch (KafkaException)
            {
                // It went to another member in between, whose commit will say more.
            }
        }
    }

    private void Lag()
    {
        var lag = 0L;
        foreach (var (partition, progress) in _progress)
        {
            var high = _consumer.GetWatermarkOffsets(partition).High;
            if (high == Offset.Unset) continue;
            lag += Math.Max(0, high.Value - progress.Next);
        }

        _status.Lags(lag);
    }

    // A polite stop: what was handed over is committed, and the group is told.
    private async Task LeaveAsync()
    {
        using var patience = new CancellationTokenSource(Farewell, _time);
        Tell(await _handed.AllAsync(patience.Token).ConfigureAwait(false));
        _consumer.Close();
    }

    // The handlers run inside Consume, on the loop's own turn; librdkafka waits for them, so they may ask and wait. Nothing may be thrown from them:
    // a change that is not answered is waited for by the client's end too, for ever. What goes wrong is thrown when Consume has returned.
    private List<TopicPartitionOffset> Assigned(List<TopicPartition> given)
    {
        try
        {
            var found = _check.PartitionsAsync(_topics).GetAwaiter().GetResult();
            var starts = BeginAsync([.. found.Where(f => given.Contains(f.Partition))], CancellationToken.None).GetAwaiter().GetResult();
            return starts.Count == given.Count ? starts : throw new BrokerLostException("the group gave partitions that the broker doesn't know yet");
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            _fault = e;
            foreach (var partition in given) _progress.Remove(partition);
            return [.. given.Select(p => new TopicPartitionOffset(p, Offset.End))];
        }
    }

    // Another member takes over from what is stored by then: what was read goes first.
    private void Revoked(List<TopicPartitionOffset> taken)
    {
        try
        {
            using var patience = new CancellationTokenSource(Farewell, _time);
            HandOverAsync(patience.Token).GetAwaiter().GetResult();
            Tell(_handed.AllAsync(patience.Token).GetAwaiter().GetResult());
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            _fault = e;
        }

        foreach (var partition in taken) _progress.Remove(partition.TopicPartition);
    }

    // Another member has them already: what isn't stored is its to read.
    private void Lost(List<TopicPartitionOffset> lost)
    {
        foreach (var partition in lost)
        {
            _batch.Discard(partition.TopicPartition);
            _progress.Remove(partition.TopicPartition);
        }
    }
}
