using Metrics.Intake.Files;
using Metrics.Pipelines.Yaml;

namespace Metrics.Intake.Live;

/// <summary>
/// Reads what lies rotated beside a followed file and has not been read to its end, the one written first first. A file is known by its
/// content; one that looks as it did when it was read to its end is not opened again.
/// </summary>
internal sealed class RotatedLogs(WatchedPath what, TimeProvider clock, FollowedFileOptions options, HandingOver handingOver)
{
    private const int MostLooks = 10;

    private readonly Dictionary<FileLook, string?> _done = [];
    private long? _againSince;

    /// <summary>What is wrong with one of them, in words for the user; null when all is well.</summary>
    public string? Note { get; private set; }

    /// <summary>Whether there is reason to look at them again, and time has passed since there was.</summary>
    public bool WantLook => _againSince is { } since && clock.GetElapsedTime(since) >= options.RotatedGrace;

    /// <summary>A followed file was read to its end and has a successor. Its writer may still write to it: it is looked at again.</summary>
    public void Left(GrowingFile file)
    {
        _done[file.Look()] = null;
        Expect();
    }

    /// <summary>Something has come among them, or will.</summary>
    public void Expect() => _againSince ??= clock.GetTimestamp();

    /// <summary>Reads them.</summary>
    /// <param name="held">A file that is followed and has been read from, and may lie among them: it is left alone.</param>
    /// <param name="cancellation">Stops between batches.</param>
    /// <exception cref="ServiceDesk.PositionMovedException">A batch didn't go on from what is stored.</exception>
    public async Task ReadAsync(GrowingFile? held, CancellationToken cancellation)
    {
        var again = _againSince is not null && !WantLook;
        var found = Found.NamesMovedOn;
        for (var look = 0; look < MostLooks && found == Found.NamesMovedOn; look++) found = await TryReadAllAsync(held, cancellation).ConfigureAwait(false);
        again |= found != Found.AllDone;
        _againSince = !again ? null : WantLook ? clock.GetTimestamp() : _againSince ?? clock.GetTimestamp();
    }

    private async Task<Found> TryReadAllAsync(GrowingFile? held, CancellationToken cancellation)
    {
        if (RotatedFiles.Beside(what.Path) is not { } beside) return Found.NamesMovedOn;
        var all = Found.AllDone;
        Note = null;
        foreach (var rotated in beside)
        {
            var (found, said) = await TryReadAsync(rotated, held, cancellation).ConfigureAwait(false);
            if (found == Found.NamesMovedOn) return found;
            if (found != Found.AllDone) all = found;
            Note ??= said;
        }

        return all;
    }

    private async Task<(Found Found, string? Note)> TryReadAsync(RotatedFile rotated, GrowingFile? held, CancellationToken cancellation)
    {
        try
        {
            var raw = new FileStream(rotated.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 16, FileOptions.SequentialScan);
            await using (raw.ConfigureAwait(false))
            {
                var look = FileLook.Of(raw.SafeFileHandle);
                if (_done.TryGetValue(look, out var said)) return (Found.AllDone, said);
                if (held?.GoesOnIn(raw.SafeFileHandle) ?? false) return (Found.SomeUnfinished, null);
                // Another file by now than the one that was found under its name, or the same, and it has grown: what is older comes first.
                if ((look.Length, look.LastWriteUtc) != (rotated.Length, rotated.LastWriteUtc)) return (Found.NamesMovedOn, null);
                var (isDone, note) = await ReadAsync(raw, rotated, cancellation).ConfigureAwait(false);
                if (isDone) _done[look] = note;
                return (isDone ? Found.AllDone : Found.SomeUnfinished, note);
            }
        }
        catch (FileNotFoundException) when (!handingOver.HasFailed)
        {
            return (Found.NamesMovedOn, null);
        }
        catch (Exception e) when ((e is IOException or UnauthorizedAccessException) && !handingOver.HasFailed)
        {
            return (Found.SomeUnfinished, $"{rotated.Path} can't be read: {e.Message}");
        }
    }

    private async Task<(bool IsDone, string? Note)> ReadAsync(FileStream raw, RotatedFile rotated, CancellationToken cancellation)
    {
        // One that is being packed is not whole yet, and what it is packed from lies beside it.
        var isYoung = clock.GetUtcNow() - new DateTimeOffset(rotated.LastWriteUtc) < options.RotatedGrace;
        if (isYoung && Gzip.IsPacked(raw)) return (false, null);
        var request = what.Request(rotated.Path, handingOver.Known, options.BatchEvents);
        var known = PositionByContent.Find(Gzip.Unpack(raw), handingOver.Known, request.ReadBy, out var hasMore);
        if (!hasMore || (known is null && !rotated.IsNamedSo)) return (true, null);
        raw.Position = 0;
        using var log = new FollowedLog(Gzip.Unpack(raw), request, known);
        try
        {
            await handingOver.AllOfAsync(log, Behind, cancellation).ConfigureAwait(false);
            if (!log.HasUnfinished || log.Damage is not null) return (true, log.Damage);
            if (isYoung) return (false, null);
            log.Finish();
            await handingOver.AllOfAsync(log, Behind, cancellation).ConfigureAwait(false);
            return (true, null);
        }
        catch (ConfigurationException e)
        {
            return (true, $"{rotated.Path} is not read: {e.Message}");
        }

        long Behind() => raw.Length - raw.Position;
    }

    private enum Found
    {
        AllDone,
        SomeUnfinished,
        NamesMovedOn,
    }
}
