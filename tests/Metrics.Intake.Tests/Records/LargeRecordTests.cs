using System.Text;
using Metrics.Intake.Files;
using Metrics.Intake.Tests.Support;

namespace Metrics.Intake.Tests.Records;

public sealed class LargeRecordTests
{
    private const int Max = RecordReader.MaxRecord;

    public static TheoryData<int> Chunks => new() { 997, 64 * 1024, int.MaxValue };

    [Theory]
    [MemberData(nameof(Chunks))]
    public void A_line_may_be_so_long_and_no_longer(int chunk)
    {
        var bytes = Encoding.UTF8.GetBytes($"first\n{new string('x', Max)}\n{new string('y', Max + 1)}\nlast\n");
        var records = Reading.Records(bytes, ',', chunk);
        records.Select(r => (r.Line, r.Damage, r.Text.Length)).Should().Equal(
            (1, RecordDamage.None, 5), (2, RecordDamage.None, Max), (3, RecordDamage.TooLarge, 1000), (4, RecordDamage.None, 4));
        records.Should().OnlyContain(r => r.Position.Fingerprint == Reading.HashOf(bytes, r.Position.Offset));
        records[^1].Position.Offset.Should().Be(bytes.Length);
    }

    [Theory]
    [MemberData(nameof(Chunks))]
    public void A_quoted_record_larger_than_a_record_may_be_counts_as_an_open_quote(int chunk)
    {
        var line = new string('x', 400_000);
        var bytes = Encoding.UTF8.GetBytes($"\"{line}\n{line}\n{line}\"\nlast\n");
        var records = Reading.Records(bytes, ',', chunk);
        records.Select(r => (r.Line, r.Damage, r.Text.Length)).Should().Equal(
            (1, RecordDamage.OpenQuote, 400_001), (2, RecordDamage.None, 400_000), (3, RecordDamage.None, 400_001), (4, RecordDamage.None, 4));
    }

    [Theory]
    [MemberData(nameof(Chunks))]
    public void A_line_too_long_whose_quote_is_open_is_too_long(int chunk)
    {
        var bytes = Encoding.UTF8.GetBytes($"\"{new string('x', Max)}\nlast\n");
        Reading.Records(bytes, ',', chunk).Select(r => (r.Line, r.Damage)).Should().Equal((1, RecordDamage.TooLarge), (2, RecordDamage.None));
    }

    [Theory]
    [InlineData(',')]
    [InlineData(null)]
    public void A_line_of_100_MB_is_passed_over_in_the_memory_of_a_few_records(char? delimiter)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        using var reader = new RecordReader(new GeneratedStream("first\n12345,", (byte)'x', 100_000_000, "\nlast\n"), delimiter);
        var records = Reading.Records(reader).ToArray();
        records.Select(r => (r.Line, r.Offset, r.Damage)).Should().Equal(
            (1, 0, RecordDamage.None), (2, 6, RecordDamage.TooLarge), (3, 100_000_013, RecordDamage.None));
        records[1].Text.Should().StartWith("12345,xxx").And.HaveLength(1000);
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(16 * RecordReader.MaxRecord);
    }

    [Fact]
    public void A_line_of_100_MB_without_an_end_may_still_grow()
    {
        using var reader = new RecordReader(new GeneratedStream("first\n", (byte)'x', 100_000_000, ""), ',');
        var records = Reading.Records(reader).ToArray();
        records.Select(r => (r.Damage, r.Settled)).Should().Equal((RecordDamage.None, true), (RecordDamage.TooLarge, false));
        records[^1].Position.Should().Be((6, Reading.HashOf("first\n"u8.ToArray(), 6), 2));
    }

    [Fact]
    public void Many_lines_too_long_cost_no_more_memory_than_one()
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var text = new string('x', Max + 1) + "\n";
        using var reader = new RecordReader(new ChunkedStream(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(text, 5)))), ',');
        Reading.Records(reader).Select(r => r.Line).Should().Equal(1, 2, 3, 4, 5);
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(64 * Max);
    }
}
