using System.Text.Json;
using Metrics.Intake.CloudEvents;
using Metrics.ServiceDesk;
using Metrics.ServiceDesk.Events;

namespace Metrics.Host.Live;

/// <summary>
/// A batch as it travels from a worker to the service that owns the database: lines of JSON, the first with positions, rejects and how many events follow, then one
/// CloudEvent a line.
/// </summary>
internal static class BatchDocument
{
    /// <summary>Writes one.</summary>
    public static void Write(Batch batch, Stream to)
    {
        JsonSerializer.Serialize(to, new Head(batch.Events.Count, batch.Records, batch.TrustsRecordedTime, batch.Positions, batch.Rejects));
        to.WriteByte((byte)'\n');
        using var writer = new CloudEventWriter(to);
        foreach (var e in batch.Events) writer.Write(e);
    }

    /// <summary>Reads one.</summary>
    /// <param name="document">The lines.</param>
    /// <param name="decoder">Reads the events.</param>
    /// <param name="batch">The batch, when nothing is wrong.</param>
    /// <returns>What is wrong; null when nothing is.</returns>
    public static string? TryRead(ReadOnlySpan<byte> document, CloudEventDecoder decoder, out Batch? batch)
    {
        batch = null;
        var end = document.IndexOf((byte)'\n');
        if (end < 0) return "has no first line with positions";
        Head? head;
        try
        {
            head = JsonSerializer.Deserialize<Head>(document[..end]);
        }
        catch (JsonException e)
        {
            return $"line 1: {e.Message}";
        }

        if (head is not { Positions: { } positions, Rejects: { } rejects }) return "line 1 lacks Positions or Rejects";
        var events = new List<ServiceEvent>();
        var rest = document[(end + 1)..];
        for (var line = 2; !rest.IsEmpty; line++)
        {
            end = rest.IndexOf((byte)'\n');
            if (end < 0) return $"line {line} has no end: the batch is not whole";
            if (decoder.TryDecode(rest[..end], out var e) is { } fault) return $"line {line}: {fault.Pointer} {fault.Reason}";
            events.Add(e!);
            rest = rest[(end + 1)..];
        }

        if (events.Count != head.Events) return $"has {events.Count} of {head.Events} events: the batch is not whole";
        batch = new Batch(events, rejects, positions, head.Records) { TrustsRecordedTime = head.TrustsRecordedTime };
        return null;
    }

    private sealed record Head(int Events, long Records, bool TrustsRecordedTime, IReadOnlyList<SourcePosition> Positions, IReadOnlyList<Reject> Rejects);
}
