namespace Metrics.Intake.Live;

/// <summary>
/// A source that keeps telling: topics of a broker, the spool of posted events, a file that grows, a folder where files land. It
/// reads from the stored positions on; whoever runs it runs it again after a fault, and then nothing is lost and nothing counted twice.
/// </summary>
public interface ILiveSource
{
    /// <summary>What it is called in health, logs and configuration.</summary>
    string Name { get; }

    /// <summary>How it is doing.</summary>
    SourceStatus Status { get; }

    /// <summary>Reads until stopped.</summary>
    /// <param name="queue">Receives the batches.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="SourceStoppedException">Reading on would lose or double something: a person must look.</exception>
    Task RunAsync(ICommitQueue queue, CancellationToken cancellation);
}
