using System.Globalization;
using System.Text;
using CsvHelper;
using Metrics.Intake.Files;
using Metrics.Intake.Tests.Support;
using Metrics.ServiceDesk;

namespace Metrics.Intake.Tests.Files;

public sealed class RejectsFileTests : IDisposable
{
    private readonly TestFolder _folder = new();

    [Fact]
    public void Rejects_are_written_with_file_line_field_reason_and_raw_text()
    {
        var path = Path.Combine(_folder.Path, "rejects", "counts.csv");
        RejectsFile.Write(path, [
            new Reject("default/counts", "counts.csv", 7, "count", "'1,5' is not a number", "a,\"1,5\"\nb"u8.ToArray()),
            new Reject("default/counts", "counts.csv", 9, null, "is wrong", "Göteborg"u8.ToArray()),
        ]);
        Read(path).Should().Equal("counts.csv|7|count|'1,5' is not a number|a,\"1,5\"\nb", "counts.csv|9||is wrong|Göteborg");
    }

    [Fact]
    public void Bytes_that_are_no_text_are_shown_by_their_values()
    {
        var path = Path.Combine(_folder.Path, "rejects.csv");
        RejectsFile.Write(path, [new Reject("s", "f", 1, null, "is not utf-8 text", [.. Encoding.Latin1.GetBytes("Göteborg,"), .. "å"u8, 0xE2, 0x82])]);
        Read(path).Single().Should().EndWith(@"|G\xf6teborg,å\xe2\x82");
    }

    [Fact]
    public void A_file_of_that_name_is_replaced()
    {
        var path = _folder.Write("rejects.csv", new string('x', 10_000));
        RejectsFile.Write(path, []);
        File.ReadAllText(path).Should().Be("file,line,field,reason,raw\n");
    }

    public void Dispose() => _folder.Dispose();

    private static IEnumerable<string> Read(string path)
    {
        using var reader = new CsvReader(new StreamReader(path), CultureInfo.InvariantCulture);
        reader.Read();
        while (reader.Read()) yield return string.Join('|', reader.Parser.Record!);
    }
}
