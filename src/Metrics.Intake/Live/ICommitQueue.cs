using Metrics.ServiceDesk;

namespace Metrics.Intake.Live;

/// <summary>Where live sources hand over their batches. Room is bounded: whoever hands over faster than is committed waits.</summary>
public interface ICommitQueue
{
    /// <summary>Waits for room and hands a batch over; batches of one source are committed in the order they were handed over.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="cancellation">Ends the wait for room; a batch handed over is committed all the same.</param>
    /// <returns>
    /// A task that ends when the batch is committed, for good. It fails with <see cref="PositionMovedException"/> when the batch doesn't go on from
    /// what is stored, and is cancelled when the service stops first; nothing of the batch is stored then.
    /// </returns>
    ValueTask<Task<BatchResult>> EnqueueAsync(Batch batch, CancellationToken cancellation);

    /// <summary>How far the streams of a source have been read, as committed.</summary>
    /// <param name="source">The source's name, as its positions carry it.</param>
    /// <param name="cancellation">Ends the wait.</param>
    Task<IReadOnlyList<SourcePosition>> PositionsAsync(string source, CancellationToken cancellation);
}
