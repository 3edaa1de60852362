using System.Threading.Channels;
using Metrics.Intake.Files;
using Metrics.Pipelines.Yaml;
using Metrics.ServiceDesk;

namespace Metrics.Intake.Live;

/// <summary>
/// Watches a folder in which files land. One that has stood still is read, the oldest first, and put away into <c>done/</c> when its last batch
/// is committed, with its rejected records as CSV beside it; a damaged or unfit one goes to <c>failed/</c> with the reason. Whatever is
/// interrupted, the file still lies there, is known by its content and read on.
/// </summary>
public sealed class DropFolder : ILiveSource
{
    private readonly WatchedPath _what;
    private readonly TimeProvider _clock;
    private readonly DropFolderOptions _options;
    private readonly PutAway _putAway;
    private readonly SortedDictionary<string, string> _troubles = new(StringComparer.Ordinal);

    /// <summary>Prepares to watch a folder; it need not be there yet.</summary>
    /// <param name="what">The folder, and what the records of its files are.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="options">How it is watched.</param>
    /// <exception cref="ConfigurationException">It can't be watched so.</exception>
    public DropFolder(WatchedPath what, TimeProvider clock, DropFolderOptions options)
    {
        options.Check(what.Name);
        (_what, _clock, _options) = (what with { Path = Path.GetFullPath(what.Path) }, clock, options);
        _putAway = new PutAway(_what.Path);
        Status = new SourceStatus(clock);
    }

    /// <inheritdoc/>
    public string Name => _what.Name;

    /// <inheritdoc/>
    public SourceStatus Status { get; }

    /// <inheritdoc/>
    public async Task RunAsync(ICommitQueue queue, CancellationToken cancellation)
    {
        // Looking and reading are not asynchronous; whoever starts it goes on at once.
        await Task.Yield();
        try
        {
            var what = _what.WithKey();
            var landed = new LandedFiles(what.Path, _clock, _options.StandsStill);
            using var handingOver = await HandingOver.BeginAsync(queue, what.Source, Status, _options.BatchesUnderWay, cancellation).ConfigureAwait(false);
            while (true)
            {
                foreach (var file in Look(landed)) await TakeAsync(file, what, landed, handingOver, cancellation).ConfigureAwait(false);
                await Task.Delay(_options.Poll, _clock, cancellation).ConfigureAwait(false);
            }
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

    private IReadOnlyList<LandedFile> Look(LandedFiles landed)
    {
        try
        {
            var whole = landed.Whole();
            foreach (var gone in _troubles.Keys.Where(p => !File.Exists(p)).ToArray()) _troubles.Remove(gone);
            Status.Becomes(SourceState.Reading, _troubles.Values.FirstOrDefault());
            Status.Lags(landed.Bytes);
            return whole;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Status.Becomes(SourceState.Disconnected, e is DirectoryNotFoundException ? $"{_what.Path} isn't there yet" : $"can't be read: {e.Message}");
            return [];
        }
    }

    private async Task TakeAsync(LandedFile file, WatchedPath what, LandedFiles landed, HandingOver handingOver, CancellationToken cancellation)
    {
        try
        {
            var request = what.Request(file.Path, [.. handingOver.Known], _options.BatchEvents);
            var (unfit, mayHaveRejects) = await ReadAsync(request, handingOver, cancellation).ConfigureAwait(false);
            await handingOver.CommittedAsync(cancellation).ConfigureAwait(false);
            // One that has changed since is not whole after all: what came is read when it stands still again.
            if (LandedFile.Now(file.Path) != file) return;
            var rejects = mayHaveRejects ? FileIntake.Rejects(request) : [];
            if (unfit is null) _putAway.Done(file, rejects);
            else _putAway.Failed(file, rejects, unfit);
            landed.Gone(file);
            _troubles.Remove(file.Path);
            Status.Lags(landed.Bytes);
        }
        catch (Exception e) when ((e is IOException or UnauthorizedAccessException) && !handingOver.HasFailed)
        {
            // The others are not kept waiting.
            landed.Again(file);
            _troubles[file.Path] = $"{file.Name}: {e.Message}";
            Status.Becomes(SourceState.Reading, _troubles.Values.First());
        }
    }

    // Why a file can't be read, or not to its end; and whether it may have rejects: any now, or perhaps some in a part read before.
    private static async Task<(string? Unfit, bool MayHaveRejects)> ReadAsync(FileRequest request, HandingOver handingOver, CancellationToken cancellation)
    {
        var intake = new FileIntake(request);
        var batches = Channel.CreateBounded<Batch>(new BoundedChannelOptions(1) { SingleReader = true, SingleWriter = true });
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var reading = ReadAsync(intake, batches.Writer, stop.Token);
        var rejects = false;
        try
        {
            await foreach (var batch in batches.Reader.ReadAllAsync(cancellation).ConfigureAwait(false))
            {
                rejects |= batch.Rejects.Count > 0;
                await handingOver.OneAsync(batch, cancellation).ConfigureAwait(false);
            }

            return (intake.Damage, rejects || intake.WentOnFrom is not null);
        }
        catch (ConfigurationException e)
        {
            return (e.Message, false);
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await reading.ConfigureAwait(false);
        }
    }

    // A fault while reading reaches the other side through the channel, after the batches before it.
    private static async Task ReadAsync(FileIntake intake, ChannelWriter<Batch> batches, CancellationToken cancellation)
    {
        await Task.Yield();
        try
        {
            await intake.ReadAsync(batches, null, cancellation).ConfigureAwait(false);
            batches.Complete();
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            batches.Complete(e);
        }
    }
}
