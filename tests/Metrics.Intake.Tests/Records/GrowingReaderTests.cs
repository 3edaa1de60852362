using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Metrics.Intake.Files;
using Metrics.Intake.Tests.Support;

namespace Metrics.Intake.Tests.Records;

/// <summary>A reader of a stream that grows: whatever pieces it comes in, it gives the whole records of the whole stream.</summary>
public sealed class GrowingReaderTests
{
    private const string Signs = "ab,\"\"\n\n\n\r\u0000å\uFEFF";

    private static readonly Gen<string> Text = Gen.Elements(Signs.ToCharArray()).ArrayOf().Select(c => new string(c));
    private static readonly Gen<int[]> Sizes = Gen.Choose(1, 9).NonEmptyListOf().Select(l => l.ToArray());

    [Fact]
    public void Lines_that_come_in_any_pieces_are_the_lines_of_the_whole()
        => Prop.ForAll(Text.Zip(Sizes).ToArbitrary(), pair =>
        {
            var bytes = Encoding.UTF8.GetBytes(pair.Item1);
            Grown(bytes, null, pair.Item2, finish: false).Should().Equal(Reading.Records(bytes, null).Where(r => r.Terminated));
            Grown(bytes, null, pair.Item2, finish: true).Select(r => (r.Line, r.Offset, r.Text, r.Damage, r.Terminated))
                .Should().Equal(Reading.Records(bytes, null).Select(r => (r.Line, r.Offset, r.Text, r.Damage, r.Terminated)));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    [Fact]
    public void Quoted_records_too_as_far_as_no_quote_is_left_open()
        => Prop.ForAll(Text.Zip(Sizes).ToArbitrary(), pair =>
        {
            var bytes = Encoding.UTF8.GetBytes(pair.Item1);
            var grown = Grown(bytes, ',', pair.Item2, finish: false);
            // What a lost quote spoils is known only when the file has ended.
            grown.Should().Equal(Reading.Records(bytes, ',').Take(grown.Count));
            Grown(bytes, ',', pair.Item2, finish: true).Select(r => (r.Line, r.Offset, r.Text, r.Damage)).Should().Equal(Reading.Records(bytes, ',').Select(r => (r.Line, r.Offset, r.Text, r.Damage)));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    [Fact]
    public void After_the_last_line_without_an_end_reading_can_go_on_once_it_is_known_to_be_the_last()
    {
        var bytes = "one\ntw"u8.ToArray();
        var last = Grown(bytes, null, [4], finish: true)[^1];
        (last.Terminated, last.Settled, last.Position).Should().Be((false, true, (6L, Reading.HashOf(bytes, 6), 3L)));
    }

    [Fact]
    public void A_record_too_large_that_comes_in_pieces_is_told_of_once_it_has_ended()
    {
        var stream = new GrowingStream();
        using var reader = new RecordReader(stream, null, grows: true);
        stream.Grow("first\n"u8.ToArray());
        reader.Read().Should().BeTrue();
        var before = reader.SafePosition();
        for (var i = 0; i < 30; i++)
        {
            stream.Grow(new byte[100_000]);
            reader.Read().Should().BeFalse();
            reader.HasUnfinished.Should().BeTrue();
            reader.SafePosition().Should().Be(before);
        }

        stream.Grow("\nlast\n"u8.ToArray());
        reader.Read().Should().BeTrue();
        (reader.Damage, reader.Line, reader.Record.Length).Should().Be((RecordDamage.TooLarge, 2L, 1000));
        reader.Read().Should().BeTrue();
        (reader.Line, Encoding.UTF8.GetString(reader.Record)).Should().Be((3L, "last"));
        reader.SafePosition().Offset.Should().Be(6 + 3_000_000 + 6);
    }

    private static List<ReadRecord> Grown(byte[] bytes, char? delimiter, int[] sizes, bool finish)
    {
        var stream = new GrowingStream();
        using var reader = new RecordReader(stream, delimiter, grows: true);
        var records = new List<ReadRecord>(Reading.Records(reader));
        for (var (at, i) = (0, 0); at < bytes.Length; i++)
        {
            var size = Math.Min(sizes[i % sizes.Length], bytes.Length - at);
            stream.Grow(bytes[at..(at + size)]);
            at += size;
            records.AddRange(Reading.Records(reader));
        }

        if (!finish) return records;
        reader.Finish();
        records.AddRange(Reading.Records(reader));
        return records;
    }

    private sealed class GrowingStream : ReadOnlyStream
    {
        private readonly MemoryStream _all = new();
        private int _at;

        public void Grow(byte[] bytes) => _all.Write(bytes);

        public override int Read(Span<byte> buffer)
        {
            var n = Math.Min(buffer.Length, (int)_all.Length - _at);
            _all.GetBuffer().AsSpan(_at, n).CopyTo(buffer);
            _at += n;
            return n;
        }
    }
}
