using Metrics.Intake.Files;

namespace Metrics.Intake.Live;

/// <summary>One run of following a file, from the stored positions on.</summary>
internal sealed class Following(WatchedPath what, TimeProvider clock, FollowedFileOptions options, SourceStatus status, HandingOver handingOver)
{
    private readonly RotatedLogs _rotated = new(what, clock, options, handingOver);

    /// <summary>Follows until stopped.</summary>
    /// <exception cref="Pipelines.Yaml.ConfigurationException">The mapping doesn't fit the file.</exception>
    public async Task RunAsync(CancellationToken cancellation)
    {
        while (true)
        {
            // Opened before the others are looked for: whenever it is rotated away, either it is held open or it lies among them; and if it is
            // copied and cut meanwhile, it no longer begins as it did, and the others are looked at again.
            using var file = Open();
            await _rotated.ReadAsync(null, cancellation).ConfigureAwait(false);
            if (file is null) await WaitAsync(cancellation).ConfigureAwait(false);
            else await FollowAsync(file, cancellation).ConfigureAwait(false);
        }
    }

    // Returns when the file is no longer the one to follow: read to its end, or written anew under the reader.
    private async Task FollowAsync(GrowingFile file, CancellationToken cancellation)
    {
        var request = what.Request(what.Path, handingOver.Known, options.BatchEvents);
        using var log = new FollowedLog(file, request, PositionByContent.Find(file.FromStart(), handingOver.Known, request.ReadBy));
        var (length, since) = (-1L, clock.GetTimestamp());
        while (!file.IsOverwritten)
        {
            await handingOver.AllOfAsync(log, Behind, cancellation).ConfigureAwait(false);
            if (length != file.Position) (length, since) = (file.Position, clock.GetTimestamp());
            if (HasSuccessor(file))
            {
                // What the writer wrote before it began the new file is there by now.
                await handingOver.AllOfAsync(log, Behind, cancellation).ConfigureAwait(false);
                if (file.IsOverwritten) return;
                if (!log.HasUnfinished || clock.GetElapsedTime(since) >= options.RotatedGrace)
                {
                    log.Finish();
                    await handingOver.AllOfAsync(log, Behind, cancellation).ConfigureAwait(false);
                    _rotated.Left(file);
                    return;
                }
            }

            await WaitAsync(cancellation).ConfigureAwait(false);
            if (!_rotated.WantLook) continue;
            // Among the others a file is known by what was read of it; one that nothing was read of is opened anew after them.
            if (file.Position == 0) return;
            await _rotated.ReadAsync(file, cancellation).ConfigureAwait(false);
        }

        long Behind() => file.Length - log.Offset;
    }

    // Whether another file has taken the name, and its writer has begun to write it. Before it has, this file is read on; but if it was rotated
    // away more than once, what came between lies among the others.
    private bool HasSuccessor(GrowingFile file)
    {
        try
        {
            using var named = GrowingFile.Handle(what.Path);
            status.Becomes(SourceState.Reading, _rotated.Note);
            var isSame = file.GoesOnIn(named);
            if (!isSame && RandomAccess.GetLength(named) > 0) return true;
            // One empty file is like another.
            if (!isSame || file.Position == 0) _rotated.Expect();
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            status.Becomes(SourceState.Reading, _rotated.Note);
            _rotated.Expect();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What is open can be read on, but not what comes after it.
            status.Becomes(SourceState.Disconnected, $"can't be opened: {e.Message}");
        }

        return false;
    }

    private GrowingFile? Open()
    {
        try
        {
            var file = GrowingFile.Open(what.Path);
            status.Becomes(SourceState.Reading, _rotated.Note);
            return file;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            status.Becomes(SourceState.Disconnected, $"{what.Path} isn't there yet");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            status.Becomes(SourceState.Disconnected, $"can't be opened: {e.Message}");
        }

        return null;
    }

    private async Task WaitAsync(CancellationToken cancellation)
    {
        await handingOver.NoticeAsync().ConfigureAwait(false);
        await Task.Delay(options.Poll, clock, cancellation).ConfigureAwait(false);
    }
}
