using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.InteropServices;
using System.Text.Json;
using Metrics.Intake.CloudEvents;
using Metrics.Intake.Files;
using Metrics.Intake.Spool;
using Metrics.ServiceDesk.Events;

namespace Metrics.Host.Web;

/// <summary>What became of one event of a post.</summary>
/// <param name="Index">Which one: from 0 in a batch, the line from 1 in a stream.</param>
/// <param name="Status"><c>accepted</c> or <c>rejected</c>.</param>
/// <param name="Pointer">The JSON pointer at fault.</param>
/// <param name="Reason">What is wrong.</param>
internal sealed record PostedItem(long Index, string Status, string? Pointer, string? Reason);

/// <summary>One post: its events are validated one by one, and the good ones kept.</summary>
/// <param name="spool">Keeps them.</param>
/// <param name="decoder">Validates them.</param>
internal sealed class EventPost(EventSpool spool, CloudEventDecoder decoder)
{
    // Results are told one by one as far as somebody can read them.
    private const int MaxResults = 1000;
    private const int Chunk = 256 * 1024;

    // Most posts are small; buffers of a whole chunk would fill the heap of large objects, which is seldom looked through.
    private const int FirstChunk = 16 * 1024;

    private readonly List<PostedItem> _results = [];
    private readonly Dictionary<(string Type, string Organisation), int> _statements = [];
    private ArrayBufferWriter<byte> _chunk = new(FirstChunk);
    private ArrayBufferWriter<byte> _other = new(FirstChunk);
    private Task _keeping = Task.CompletedTask;
    private long _kept;
    private long _inChunk;

    /// <summary>Events that are safe on disk.</summary>
    public long Accepted { get; private set; }

    /// <summary>Events that are wrong.</summary>
    public long Rejected { get; private set; }

    /// <summary>What became of each: of all in a batch, of the wrong ones in a stream.</summary>
    public IReadOnlyList<PostedItem> Results => _results;

    /// <summary>How many of the good ones are a person's word, by type and organisation: entered outcomes, prognoses, planned changes.</summary>
    public IReadOnlyDictionary<(string Type, string Organisation), int> Statements => _statements;

    /// <summary>Reads one event or an array of them.</summary>
    /// <returns>What is wrong with the document as a whole; null when nothing is.</returns>
    public async Task<string?> DocumentAsync(Stream body, bool mustBeOne, bool mustBeArray, CancellationToken cancellation)
    {
        using var copy = new MemoryStream();
        await body.CopyToAsync(copy, cancellation).ConfigureAwait(false);
        var bytes = copy.GetBuffer().AsMemory(0, (int)copy.Length);
        var first = bytes.Span.TrimStart(" \t\r\n"u8);
        var isArray = !first.IsEmpty && first[0] == (byte)'[';
        if (mustBeArray && !isArray) return "a batch is a JSON array of events";
        if (!isArray || mustBeOne) Take(bytes.Span, 0, tellsAccepted: false);
        else if (TakeAll(bytes) is { } wrong) return wrong;
        await FinishAsync().ConfigureAwait(false);
        return null;
    }

    /// <summary>Reads lines as they come; what has come is kept whenever the disk is free, so a stream that lasts is counted while it lasts.</summary>
    public async Task LinesAsync(PipeReader body, CancellationToken cancellation)
    {
        var (line, isTooLong) = (0L, false);
        while (true)
        {
            var read = await body.ReadAsync(cancellation).ConfigureAwait(false);
            var rest = read.Buffer;
            while (rest.PositionOf((byte)'\n') is { } end)
            {
                // Of a line that is too long this is the end.
                if (!isTooLong) TakeLine(rest.Slice(0, end), ++line);
                isTooLong = false;
                rest = rest.Slice(rest.GetPosition(1, end));
            }

            if (!isTooLong && (read.IsCompleted || rest.Length > RecordReader.MaxRecord))
            {
                if (!rest.IsEmpty) TakeLine(rest, ++line);
                isTooLong = true;
            }

            body.AdvanceTo(isTooLong ? rest.End : rest.Start, rest.End);
            if (read.IsCompleted) break;
            // What was read is given back by now, so that a post that is refused here can still be answered.
            if (_chunk.WrittenCount >= Chunk || (_chunk.WrittenCount > 0 && _keeping.IsCompleted)) await KeepAsync().ConfigureAwait(false);
        }

        await FinishAsync().ConfigureAwait(false);
    }

    /// <summary>Keeps what was read; nothing more is.</summary>
    public async Task FinishAsync()
    {
        await KeepAsync().ConfigureAwait(false);
        await _keeping.ConfigureAwait(false);
        Accepted += _kept;
        (_keeping, _kept) = (Task.CompletedTask, 0);
    }

    private void TakeLine(ReadOnlySequence<byte> line, long number)
    {
        if (line.Length > RecordReader.MaxRecord)
        {
            Reject(number, null, $"is longer than {RecordReader.MaxRecord} bytes");
            return;
        }

        var bytes = line.IsSingleSegment ? line.FirstSpan : line.ToArray();
        if (!bytes.Trim(" \t\r"u8).IsEmpty) Take(bytes, number, tellsAccepted: false);
    }

    private string? TakeAll(ReadOnlyMemory<byte> array)
    {
        try
        {
            using var document = JsonDocument.Parse(array, new JsonDocumentOptions { MaxDepth = 256 });
            var index = 0;
            foreach (var item in document.RootElement.EnumerateArray()) Take(JsonMarshal.GetRawUtf8Value(item), index++, tellsAccepted: true);
            return null;
        }
        catch (JsonException e)
        {
            return $"is not JSON: {e.Message}";
        }
    }

    private void Take(ReadOnlySpan<byte> json, long index, bool tellsAccepted)
    {
        if (json.Length > RecordReader.MaxRecord)
        {
            Reject(index, null, $"is larger than {RecordReader.MaxRecord} bytes");
            return;
        }

        if (decoder.TryDecode(json, out var e) is { } fault)
        {
            Reject(index, fault.Pointer, fault.Reason);
            return;
        }

        if (e!.Type.Family is EventFamily.Indicator or EventFamily.Planning) CollectionsMarshal.GetValueRefOrAddDefault(_statements, (e.Type.Name, e.Organisation), out _)++;

        // A line end inside JSON stands between its tokens, where a space says the same.
        var space = _chunk.GetSpan(json.Length + 1);
        json.CopyTo(space);
        var copy = space[..json.Length];
        copy.Replace((byte)'\n', (byte)' ');
        copy.Replace((byte)'\r', (byte)' ');
        space[json.Length] = (byte)'\n';
        _chunk.Advance(json.Length + 1);
        _inChunk++;
        if (tellsAccepted && _results.Count < MaxResults) _results.Add(new PostedItem(index, "accepted", null, null));
    }

    private void Reject(long index, string? pointer, string reason)
    {
        Rejected++;
        if (_results.Count < MaxResults) _results.Add(new PostedItem(index, "rejected", pointer is { Length: > 0 } ? pointer : null, reason));
    }

    // One chunk goes to disk while the next is read.
    private async Task KeepAsync()
    {
        await _keeping.ConfigureAwait(false);
        Accepted += _kept;
        (_keeping, _kept) = (spool.AppendAsync(_chunk.WrittenMemory), _inChunk);
        (_chunk, _other, _inChunk) = (_other, _chunk, 0);
        _chunk.ResetWrittenCount();
    }
}
