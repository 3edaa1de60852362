using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using FsCheck;
using FsCheck.Fluent;
using Metrics.Intake.Files;
using Metrics.Intake.Tests.Support;

namespace Metrics.Intake.Tests.Records;

public sealed class RecordReaderProperties
{
    private const string Signs = "ab,;\"\"\"\n\n\r\0å\uFEFF";

    private static readonly Gen<string> Text = Gen.Elements(Signs.ToCharArray()).ArrayOf().Select(c => new string(c));
    private static readonly Gen<int[]> Sizes = Gen.Choose(1, 9).NonEmptyListOf().Select(l => l.ToArray());

    [Fact]
    public void Any_way_of_handing_over_the_bytes_gives_the_same_records_offsets_lines_and_fingerprints()
        => Holds(Text, Sizes, (text, sizes) => Reading.Records(text, ',', sizes).Should().Equal(Reading.Records(text)));

    [Fact]
    public void Records_and_line_ends_together_are_the_file()
        => Holds(Text, Sizes, (text, sizes) =>
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            var all = Encoding.Latin1.GetString(bytes);
            var at = bytes.AsSpan().StartsWith<byte>([0xEF, 0xBB, 0xBF]) ? 3 : 0;
            foreach (var record in Reading.Records(bytes, ',', sizes))
            {
                record.Offset.Should().Be(at);
                all[at..].Should().StartWith(record.Text);
                record.Line.Should().Be(all[..at].Count(c => c == '\n') + 1);
                at += record.Text.Length;
                if (at < all.Length && all[at] == '\r') at++;
                if (at < all.Length && all[at] == '\n') at++;
            }

            at.Should().Be(all.Length);
        });

    [Fact]
    public void Positions_are_the_hash_of_all_before_and_reading_goes_on_from_any_of_them()
        => Holds(Text, Sizes, (text, sizes) =>
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            var records = Reading.Records(bytes, ',', sizes);
            foreach (var record in records)
            {
                var (offset, fingerprint, line) = record.Position;
                fingerprint.Should().Be(Reading.HashOf(bytes, offset));
                using var reader = new RecordReader(new ChunkedStream(bytes, sizes), ',');
                reader.SkipTo(offset, line).Should().BeTrue();
                Reading.Records(reader).Should().Equal(records.Where(r => r.Offset >= offset));
            }
        });

    [Fact]
    public void Whatever_fields_CsvHelper_writes_are_read_back()
    {
        var row = Text.Two().Select(pair => new[] { pair.Item1, pair.Item2 });
        Holds(row.NonEmptyListOf(), Gen.Elements(',', ';', '\t', '|'), (rows, delimiter) =>
        {
            var written = new StringWriter();
            using (var writer = new CsvWriter(written, new CsvConfiguration(CultureInfo.InvariantCulture) { Delimiter = delimiter.ToString() }))
            {
                foreach (var fields in rows)
                {
                    foreach (var field in fields) writer.WriteField(field);
                    writer.NextRecord();
                }
            }

            // A mark at the very beginning would be the file's, not the field's.
            if (written.ToString().StartsWith('\uFEFF')) return;
            using var reader = new RecordReader(new ChunkedStream(Encoding.UTF8.GetBytes(written.ToString()), 7), delimiter);
            var splitter = new FieldSplitter(delimiter);
            foreach (var fields in rows)
            {
                reader.Read().Should().BeTrue();
                splitter.Split(Encoding.UTF8.GetString(reader.Record)).Should().BeTrue();
                Enumerable.Range(0, splitter.Count).Select(i => splitter[i]).Should().Equal(fields);
            }

            reader.Read().Should().BeFalse();
        });
    }

    [Fact]
    public void The_generated_texts_hold_what_the_properties_are_about()
    {
        var records = Text.Sample(500).Select(text => Reading.Records(text)).ToArray();
        records.Should().Contain(file => file.Any(r => r.Damage == RecordDamage.OpenQuote && r.Settled), "lost quotes");
        records.Should().Contain(file => file.Any(r => r.Damage == RecordDamage.OpenQuote && !r.Settled), "quotes open at the end");
        records.Should().Contain(file => file.Any(r => r.Damage == RecordDamage.None && r.Text.Contains('\n', StringComparison.Ordinal)), "records of several lines");
        records.Should().Contain(file => file.Any(r => r.Offset == 3 && r.Line == 1), "byte order marks");
        records.Should().Contain(file => file.Any(r => !r.Terminated), "missing line ends");
    }

    private static void Holds<T1, T2>(Gen<T1> first, Gen<T2> second, Action<T1, T2> property)
        => Prop.ForAll(first.Zip(second).ToArbitrary(), pair => property(pair.Item1, pair.Item2)).Check(Config.QuickThrowOnFailure.WithMaxTest(300));
}
