using Metrics.Pipelines.Yaml;

namespace Metrics.Intake.Live;

/// <summary>
/// Follows one file that grows: an Asterisk queue_log, an NDJSON of CloudEvents, any file of a mapping. Whole lines are read as they come; a
/// file that is rotated away is read to its end through the open handle before the new one; one that is cut off and begun anew is read from
/// its beginning. What was rotated while nobody looked lies beside it and is known by its content, plain or gzip.
/// </summary>
public sealed class FollowedFile : ILiveSource
{
    private readonly WatchedPath _what;
    private readonly TimeProvider _clock;
    private readonly FollowedFileOptions _options;

    /// <summary>Prepares to follow a file; it need not be there yet.</summary>
    /// <param name="what">The file, and what its records are.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="options">How it is followed.</param>
    /// <exception cref="ConfigurationException">It can't be followed so.</exception>
    public FollowedFile(WatchedPath what, TimeProvider clock, FollowedFileOptions options)
    {
        options.Check(what.Name);
        (_what, _clock, _options) = (what with { Path = Path.GetFullPath(what.Path) }, clock, options);
        Status = new SourceStatus(clock);
    }

    /// <inheritdoc/>
    public string Name => _what.Name;

    /// <inheritdoc/>
    public SourceStatus Status { get; }

    /// <inheritdoc/>
    public async Task RunAsync(ICommitQueue queue, CancellationToken cancellation)
    {
        // Reading is not asynchronous; whoever starts it goes on at once.
        await Task.Yield();
        try
        {
            var what = _what.WithKey();
            using var handingOver = await HandingOver.BeginAsync(queue, what.Source, Status, _options.BatchesUnderWay, cancellation).ConfigureAwait(false);
            await new Following(what, _clock, _options, Status, handingOver).RunAsync(cancellation).ConfigureAwait(false);
        }
        catch (ConfigurationException e)
        {
            Status.Becomes(SourceState.Stopped, e.Message);
            throw new SourceStoppedException($"{Name}: {e.Message}", e);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Status.Becomes(SourceState.Disconnected, e.Message);
            throw;
        }
    }
}
