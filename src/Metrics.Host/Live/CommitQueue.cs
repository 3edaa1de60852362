using System.Threading.Channels;
using Metrics.Intake.Live;
using Metrics.ServiceDesk;

namespace Metrics.Host.Live;

/// <summary>A batch that waits to be committed.</summary>
/// <param name="Batch">The batch.</param>
/// <param name="Done">Ends when it is committed.</param>
internal sealed record WaitingBatch(Batch Batch, TaskCompletionSource<BatchResult> Done);

/// <summary>The bounded channel between the sources and whoever stores what they hand over.</summary>
/// <param name="positions">Says how far the streams of a source have been read.</param>
internal sealed class CommitQueue(Func<string, CancellationToken, Task<IReadOnlyList<SourcePosition>>> positions) : ICommitQueue
{
    // A source's batch is at most some thousand events, so this many bound the memory; it is also what one transaction may take together.
    private const int Waiting = 16;

    private readonly Channel<WaitingBatch> _batches = Channel.CreateBounded<WaitingBatch>(new BoundedChannelOptions(Waiting) { SingleReader = true });

    /// <summary>What waits, in the order it was handed over.</summary>
    public ChannelReader<WaitingBatch> Reader => _batches.Reader;

    /// <inheritdoc/>
    public async ValueTask<Task<BatchResult>> EnqueueAsync(Batch batch, CancellationToken cancellation)
    {
        var waiting = new WaitingBatch(batch, new TaskCompletionSource<BatchResult>(TaskCreationOptions.RunContinuationsAsynchronously));
        await _batches.Writer.WriteAsync(waiting, cancellation).ConfigureAwait(false);
        return waiting.Done.Task;
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<SourcePosition>> PositionsAsync(string source, CancellationToken cancellation) => positions(source, cancellation);

    /// <summary>Nothing more will be handed over; what waits is still committed.</summary>
    public void Complete() => _batches.Writer.TryComplete();
}
