using System.IO.Compression;
using System.Text;
using Metrics.Intake.Series;
using NodaTime;

namespace Metrics.Intake.Tests.Series;

/// <summary>Files of series for forecasting, and what is said of those that aren't.</summary>
public sealed class SeriesFileTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void Series_are_told_apart_and_keep_their_order_gaps_and_way_of_writing_moments()
    {
        var read = Read("ds,unique_id,y\n2024-01,b,1\n2024-01,\"a, the first\",2\n2024-02,b,\n2024-03,b,NA\n");
        read.Select(s => s.Id).Should().Equal("b", "a, the first");
        read[0].Values.Select(v => (v.At, v.Value, v.Line)).Should().Equal(
            (new(2024, 1, 1, 0, 0), 1, 2L), (new LocalDateTime(2024, 2, 1, 0, 0), double.NaN, 4L), (new LocalDateTime(2024, 3, 1, 0, 0), double.NaN, 5L));
        read[0].Moments.Format(new LocalDateTime(2024, 4, 1, 0, 0)).Should().Be("2024-04");
    }

    [Fact]
    public void A_gzipped_file_and_other_headers_are_read()
    {
        using (var packed = new GZipStream(File.Create(_file), CompressionMode.Compress)) packed.Write(Encoding.UTF8.GetBytes("queue,when,calls\nQ1,2024-01-01T09:30,12.5\n"));
        var one = SeriesFile.Read(_file, new SeriesColumns("queue", "when", "calls")).Single();
        (one.Id, one.Values.Single().Value).Should().Be(("Q1", 12.5));
    }

    [Theory]
    [InlineData("", "there is no header; unique_id,ds,y are wanted")]
    [InlineData("unique_id,when,y\n", "there is no column 'ds' among unique_id, when, y; --columns id=…,ds=…,y=… names others")]
    [InlineData("unique_id,ds,y\na,2024-01-01,1\na,1/2/2024,2\n", ":3: ds '1/2/2024' is no date")]
    [InlineData("unique_id,ds,y\na,2024-01-01,many\n", ":2: y 'many' is no number; missing values are left empty")]
    [InlineData("unique_id,ds,y\na,2024-01-01\n", ":2: there is no y")]
    public void What_is_wrong_is_named_with_its_place_and_cure(string text, string message)
    {
        var read = () => Read(text);
        read.Should().Throw<FormatException>().Which.Message.Should().Contain(message).And.StartWith(_file);
    }

    private IReadOnlyList<FileSeries> Read(string text)
    {
        File.WriteAllText(_file, text);
        return SeriesFile.Read(_file, new SeriesColumns());
    }
}
