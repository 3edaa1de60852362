using System.Security.Cryptography;
using System.Text;
using Metrics.Intake.Files;

namespace Metrics.Intake.Tests.Support;

/// <summary>One record as the reader gave it, with what it knew before and after.</summary>
internal sealed record ReadRecord(long Line, long Offset, string Text, RecordDamage Damage, bool Terminated, bool Settled, (long Offset, string Fingerprint, long Line) Position);

/// <summary>Reads whole streams of records.</summary>
internal static class Reading
{
    public static ReadRecord[] Records(string text, char? delimiter = ',', params int[] chunks) => Records(Encoding.UTF8.GetBytes(text), delimiter, chunks);

    /// <summary>Reads all records; <paramref name="chunks"/> are the sizes in which the stream gives its bytes, over and over.</summary>
    public static ReadRecord[] Records(byte[] bytes, char? delimiter = ',', params int[] chunks)
    {
        using var reader = new RecordReader(new ChunkedStream(bytes, chunks), delimiter);
        return Records(reader).ToArray();
    }

    public static IEnumerable<ReadRecord> Records(RecordReader reader)
    {
        while (reader.Begin())
        {
            var offset = reader.Offset;
            if (!reader.Read()) yield break;
            yield return new ReadRecord(
                reader.Line, offset, Encoding.Latin1.GetString(reader.Record), reader.Damage, reader.Terminated, reader.Settled, reader.SafePosition());
        }
    }

    /// <summary>What a fingerprint is: the hash of everything before an offset.</summary>
    public static string HashOf(byte[] bytes, long offset) => Convert.ToHexStringLower(SHA256.HashData(bytes.AsSpan(0, (int)offset)));
}

/// <summary>Gives bytes in pieces of given sizes, over and over; all at once when none are given.</summary>
internal sealed class ChunkedStream(byte[] bytes, params int[] sizes) : ReadOnlyStream
{
    private int _at;
    private int _reads;

    public override int Read(Span<byte> buffer)
    {
        var size = sizes.Length == 0 ? bytes.Length : sizes[_reads++ % sizes.Length];
        var n = Math.Min(Math.Min(size, buffer.Length), bytes.Length - _at);
        bytes.AsSpan(_at, n).CopyTo(buffer);
        _at += n;
        return n;
    }
}

/// <summary>A stream that exists only while it is read: a text, then one byte many times, then a text.</summary>
internal sealed class GeneratedStream(string before, byte fill, long times, string after) : ReadOnlyStream
{
    private readonly byte[] _before = Encoding.UTF8.GetBytes(before);
    private readonly byte[] _after = Encoding.UTF8.GetBytes(after);
    private long _at;

    public override int Read(Span<byte> buffer)
    {
        var length = _before.Length + times + _after.Length;
        var n = (int)Math.Min(buffer.Length, length - _at);
        for (var i = 0; i < n; i++)
        {
            var at = _at + i;
            buffer[i] = at < _before.Length ? _before[at] : at < _before.Length + times ? fill : _after[at - _before.Length - times];
        }

        _at += n;
        return n;
    }
}

/// <summary>The part of a stream that these tests have no use for.</summary>
internal abstract class ReadOnlyStream : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
