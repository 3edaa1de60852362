using System.Threading.Channels;
using Metrics.Intake.Files;
using Metrics.Pipelines.Sources;
using Metrics.ServiceDesk;
using Metrics.Warehouse;

namespace Metrics.Host;

/// <summary>A file to read.</summary>
/// <param name="Path">Where it is; <c>-</c> is standard input.</param>
/// <param name="Name">What people call it, when that isn't its path.</param>
public sealed record InputFile(string Path, string? Name = null);

/// <summary>What became of the files that were read.</summary>
/// <param name="Read">Records read.</param>
/// <param name="Result">What became of their events.</param>
/// <param name="Rejects">Records that became none.</param>
/// <param name="Damage">Files that ended early, in words for the user.</param>
public sealed record IngestOutcome(long Read, BatchResult Result, IReadOnlyList<Reject> Rejects, IReadOnlyList<string> Damage);

/// <summary>Brings files into the warehouse: reading and committing run side by side, joined by a bounded channel.</summary>
/// <param name="warehouse">The warehouse.</param>
/// <param name="commit">Commits a batch; left out, the warehouse does.</param>
public sealed class FileIngest(MetricsWarehouse warehouse, Func<Batch, BatchResult>? commit = null)
{
    // Two batches wait while one is committed: enough to keep both sides busy, and memory stays bounded.
    private const int Waiting = 2;

    /// <summary>Reads one file and commits its batches.</summary>
    /// <param name="file">The file.</param>
    /// <param name="mapping">How its records become events.</param>
    /// <param name="organisation">Whose they are.</param>
    /// <param name="revision">The version of records that have none of their own.</param>
    /// <param name="progress">Told now and then.</param>
    /// <param name="cancellation">Stops after the batch under way; what is committed stays.</param>
    public Task<IngestOutcome> RunAsync(
        InputFile file, SourceMapping mapping, Organisation organisation, long? revision, IProgress<FileProgress>? progress, CancellationToken cancellation)
        => ReadAsync(file, mapping, organisation, revision, warehouse.Positions(FileIntake.NameOf(mapping, organisation)), commit ?? warehouse.Commit, progress, cancellation);

    /// <summary>Reads one file without committing anything: what would be rejected?</summary>
    /// <param name="file">The file.</param>
    /// <param name="mapping">How its records become events.</param>
    /// <param name="organisation">Whose they are.</param>
    /// <param name="progress">Told now and then.</param>
    /// <param name="cancellation">Stops at once.</param>
    public Task<IngestOutcome> TryAsync(
        InputFile file, SourceMapping mapping, Organisation organisation, IProgress<FileProgress>? progress, CancellationToken cancellation)
        => ReadAsync(file, mapping, organisation, null, warehouse.Positions(FileIntake.NameOf(mapping, organisation)), _ => default, progress, cancellation);

    private async Task<IngestOutcome> ReadAsync(
        InputFile file, SourceMapping mapping, Organisation organisation, long? revision, IReadOnlyList<SourcePosition> positions,
        Func<Batch, BatchResult> commit, IProgress<FileProgress>? progress, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var intake = new FileIntake(new FileRequest(file.Path, mapping, organisation, warehouse.Pipelines.Organisations, positions, revision, file.Name));
        var batches = Channel.CreateBounded<Batch>(new BoundedChannelOptions(Waiting) { SingleReader = true, SingleWriter = true });
        var reading = Task.Run(() => ReadToEndAsync(intake, batches.Writer, progress, stop.Token), CancellationToken.None);
        var (read, result, rejects) = (0L, default(BatchResult), new List<Reject>());
        try
        {
            await foreach (var batch in batches.Reader.ReadAllAsync(cancellation).ConfigureAwait(false))
            {
                result += commit(batch);
                read += batch.Records;
                rejects.AddRange(batch.Rejects);
            }
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await reading.ConfigureAwait(false);
        }

        return new IngestOutcome(read, result, rejects, intake.Damage is { } damage ? [damage] : []);
    }

    // A fault while reading reaches the committing side through the channel, after the batches before it.
    private static async Task ReadToEndAsync(FileIntake intake, ChannelWriter<Batch> batches, IProgress<FileProgress>? progress, CancellationToken cancellation)
    {
        try
        {
            await intake.ReadAsync(batches, progress, cancellation).ConfigureAwait(false);
            batches.Complete();
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            batches.Complete(e);
        }
    }
}
