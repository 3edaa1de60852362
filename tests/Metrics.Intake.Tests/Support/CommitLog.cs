using Metrics.Intake.Live;
using Metrics.ServiceDesk;

namespace Metrics.Intake.Tests.Support;

/// <summary>
/// A queue that commits in order and keeps what a database would: events, rejects and positions, all of a batch or nothing. A batch must go on
/// from what is stored. It can be stopped, as a service is that dies: what is under way then is not stored.
/// </summary>
internal sealed class CommitLog : ICommitQueue
{
    private readonly Lock _lock = new();
    private readonly List<Batch> _batches = [];
    private readonly Dictionary<(string Source, string Stream, string ReadBy), SourcePosition> _positions = [];
    private Task _last = Task.CompletedTask;
    private int _life;
    private int _underWay;

    /// <summary>While it isn't done, nothing is committed.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    /// <summary>What a commit fails with; null: it doesn't.</summary>
    public Exception? Fault { get; set; }

    /// <summary>The most batches that were under way at once.</summary>
    public int MostUnderWay { get; private set; }

    /// <summary>What is committed.</summary>
    public IReadOnlyList<Batch> Batches => Locked(() => _batches.ToArray());

    /// <summary>The subjects of the events committed, in order.</summary>
    public IReadOnlyList<string> Subjects => Locked(() => _batches.SelectMany(b => b.Events).Select(e => e.Subject).ToArray());

    public IReadOnlyList<Reject> Rejects => Locked(() => _batches.SelectMany(b => b.Rejects).ToArray());

    public IReadOnlyList<SourcePosition> Positions => Locked(() => _positions.Values.ToArray());

    public ValueTask<Task<BatchResult>> EnqueueAsync(Batch batch, CancellationToken cancellation) => ValueTask.FromResult(Enqueue(batch, _life));

    public Task<IReadOnlyList<SourcePosition>> PositionsAsync(string source, CancellationToken cancellation)
        => Task.FromResult<IReadOnlyList<SourcePosition>>(Positions.Where(p => p.Source == source).ToArray());

    /// <summary>Dies and lives again: nothing that is under way now will be committed, nor what is handed over by those who knew it before.</summary>
    public void Die()
    {
        lock (_lock) _life++;
    }

    /// <summary>The queue as it lives now.</summary>
    public ICommitQueue Alive() => new OneLife(this, _life);

    private Task<BatchResult> Enqueue(Batch batch, int life)
    {
        lock (_lock)
        {
            MostUnderWay = Math.Max(MostUnderWay, ++_underWay);
            return (Task<BatchResult>)(_last = CommitAsync(_last, batch, life));
        }
    }

    private async Task<BatchResult> CommitAsync(Task before, Batch batch, int life)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Gate;
        await Task.Yield();
        lock (_lock)
        {
            _underWay--;
            if (life != _life) throw new TaskCanceledException();
            if (Fault is not null) throw Fault;
            foreach (var position in batch.Positions) Require(position);
            foreach (var position in batch.Positions) _positions[(position.Source, position.Stream, position.ReadBy)] = position;
            _batches.Add(batch);
            return new BatchResult(batch.Events.Count, 0, 0, 0);
        }
    }

    private void Require(SourcePosition position)
    {
        position.From.Should().NotBeNull("live sources say what they go on from");
        var stored = _positions.TryGetValue((position.Source, position.Stream, position.ReadBy), out var known) ? known.Offset : SourcePosition.Nothing;
        if (stored != position.From) throw new PositionMovedException(position, stored);
    }

    private T Locked<T>(Func<T> read)
    {
        lock (_lock) return read();
    }

    private sealed class OneLife(CommitLog log, int life) : ICommitQueue
    {
        public ValueTask<Task<BatchResult>> EnqueueAsync(Batch batch, CancellationToken cancellation) => ValueTask.FromResult(log.Enqueue(batch, life));

        public Task<IReadOnlyList<SourcePosition>> PositionsAsync(string source, CancellationToken cancellation) => log.PositionsAsync(source, cancellation);
    }
}
