using Metrics.Intake.CloudEvents;
using Metrics.ServiceDesk.Events;

namespace Metrics.Host.Demo.Live;

/// <summary>Plays to a stream: one CloudEvent a line, flushed after each burst.</summary>
/// <param name="stream">Receives UTF-8; disposed with the sink.</param>
public sealed class NdjsonSink(Stream stream) : IDaySink
{
    private readonly MemoryStream _lines = new();

    /// <inheritdoc/>
    public async ValueTask WriteAsync(IReadOnlyList<ServiceEvent> events, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        _lines.SetLength(0);
        using (var writer = new CloudEventWriter(_lines))
        {
            foreach (var e in events) writer.Write(e);
        }

        // A burst that has begun is written to its end: a line cut in two is no event.
        await stream.WriteAsync(_lines.GetBuffer().AsMemory(0, (int)_lines.Length), CancellationToken.None).ConfigureAwait(false);
        await stream.FlushAsync(CancellationToken.None).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _lines.DisposeAsync().ConfigureAwait(false);
        await stream.DisposeAsync().ConfigureAwait(false);
    }
}
