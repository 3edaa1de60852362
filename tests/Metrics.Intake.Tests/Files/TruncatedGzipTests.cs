using Metrics.Intake.Files;
using Metrics.Intake.Tests.Support;

namespace Metrics.Intake.Tests.Files;

public sealed class TruncatedGzipTests : IDisposable
{
    private static readonly string Text = "month,unit,measure,count\n"
        + string.Concat(Enumerable.Range(0, 3000).Select(i => $"{2000 + (i / 12 % 100)}-{(i % 12) + 1:00},U{i},payslips,{i * 7919 % 10007}\n"));

    private static readonly byte[] Packed = TestFolder.Gzip(Text);

    private readonly IntakeDesk _desk = new();

    [Fact]
    public async Task What_came_of_a_cut_off_file_is_read_the_record_at_the_cut_is_not_and_the_whole_file_goes_on_from_there()
    {
        var part = await _desk.IngestAsync(_desk.Folder.Write("counts.csv.gz", Packed[..(Packed.Length / 2)]), "volume-counts");
        part.Rejects.Should().BeEmpty();
        part.Read.Should().BeInRange(500, 2900);
        part.Damage.Should().ContainSingle().Which.Should().Be(
            $"counts.csv.gz:{part.Read + 2}: the gzip data is damaged or cut off; the {part.Read + 1} lines before were read. Get the whole file and ingest it again: reading goes on from there");

        var whole = await _desk.IngestAsync(_desk.Folder.Write("counts.csv.gz", Packed), "volume-counts");
        whole.Sums().Should().Be((3000 - part.Read, 3000 - part.Read, 0, 0, 0, 0));
        whole.Damage.Should().BeEmpty();
        _desk.Value("payslips").Should().Be(Enumerable.Range(0, 3000).Sum(i => i * 7919 % 10007));
    }

    [Fact]
    public void Wherever_gzip_data_is_cut_off_it_is_noticed()
    {
        for (var length = 2; length < Packed.Length; length += length < 40 || length > Packed.Length - 20 ? 1 : 97)
        {
            using var reader = new RecordReader(Gzip.Unpack(new MemoryStream(Packed[..length])), ',');
            var records = Reading.Records(reader).ToArray();
            reader.StreamDamage.Should().Be("the gzip data is damaged or cut off", "of {0} bytes {1} are there", Packed.Length, length);
            records.Should().NotContain(r => !r.Terminated);
            Text.Should().StartWith(string.Concat(records.Select(r => r.Text + "\n")));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(100)]
    public void A_flipped_bit_is_noticed(int fromTheEnd)
    {
        var damaged = (byte[])Packed.Clone();
        damaged[^fromTheEnd] ^= 1;
        using var reader = new RecordReader(Gzip.Unpack(new MemoryStream(damaged)), ',');
        while (reader.Read())
        {
        }

        reader.StreamDamage.Should().NotBeNull();
    }

    [Fact]
    public async Task A_file_cut_off_before_its_header_s_end_is_damaged_not_empty()
    {
        var outcome = await _desk.IngestAsync(_desk.Folder.Write("counts.csv.gz", Packed[..12]), "volume-counts");
        outcome.Sums().Should().Be((0, 0, 0, 0, 0, 0));
        outcome.Damage.Should().ContainSingle().Which.Should().StartWith("counts.csv.gz:1: the gzip data is damaged or cut off");
    }

    [Fact]
    public async Task A_second_member_that_is_cut_off_is_noticed()
    {
        var outcome = await _desk.IngestAsync(_desk.Folder.Write("counts.gz", [.. Packed, .. TestFolder.Gzip("2023-01,IT,payslips,1\n")[..9]]), "volume-counts");
        outcome.Sums().Should().Be((3000, 3000, 0, 0, 0, 0));
        outcome.Damage.Should().ContainSingle();
    }

    [Fact]
    public async Task Gzip_data_inside_gzip_data_that_is_cut_off_is_noticed()
    {
        var outcome = await _desk.IngestAsync(_desk.Folder.Write("counts.gz", TestFolder.Gzip(Packed[..(Packed.Length / 2)])), "volume-counts");
        outcome.Damage.Should().ContainSingle();
        (await _desk.IngestAsync(_desk.Folder.Write("counts.gz", TestFolder.Gzip(Packed[..2])), "volume-counts")).Damage.Should().ContainSingle();
    }

    [Fact]
    public async Task Zeros_after_the_data_are_padding()
    {
        var outcome = await _desk.IngestAsync(_desk.Folder.Write("counts.gz", [.. Packed, .. new byte[512]]), "volume-counts");
        outcome.Sums().Should().Be((3000, 3000, 0, 0, 0, 0));
        outcome.Damage.Should().BeEmpty();
    }

    [Fact]
    public void A_file_that_looks_like_gzip_for_one_byte_is_text()
    {
        using var reader = new RecordReader(Gzip.Unpack(new MemoryStream([0x1f])), ',');
        Reading.Records(reader).Should().ContainSingle().Which.Text.Should().Be("\u001f");
    }

    public void Dispose() => _desk.Dispose();
}
