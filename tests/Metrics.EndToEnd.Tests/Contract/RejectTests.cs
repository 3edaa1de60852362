using System.Text;
using System.Text.Json;
using Metrics.EndToEnd.Tests.Running;

namespace Metrics.EndToEnd.Tests.Contract;

/// <summary>Wrong records: refused one by one, never guessed, never lost; and what <c>--strict</c> does with them.</summary>
public sealed class RejectTests
{
    [Fact]
    public async Task Wrong_rows_are_refused_and_the_others_stay()
    {
        using var place = new Workplace();
        var answer = await place.Ingest(place.Write("calls.csv", Samples.CallsWithFaults), "call-list");
        answer.GetProperty("read").GetInt64().Should().Be(6);
        answer.GetProperty("accepted").GetInt64().Should().Be(4, "two calls and their two ratings are good");
        answer.GetProperty("rejected").GetInt64().Should().Be(4);
        (await place.Kpi("contacts-offered")).The("contacts-offered").Number("value").Should().Be(2);
    }

    [Fact]
    public async Task The_rejects_file_names_file_line_field_reason_and_the_raw_record()
    {
        using var place = new Workplace();
        var answer = await place.Ingest(place.Write("calls.csv", Samples.CallsWithFaults), "call-list");
        var file = answer.GetProperty("rejectsFile").GetString()!;
        File.Exists(file).Should().BeTrue();
        var lines = await File.ReadAllLinesAsync(file);
        lines[0].Should().Be("file,line,field,reason,raw");
        lines.Should().HaveCount(5);
        lines[1].Should().StartWith("calls.csv,3,Date + Time,").And.Contain("2021-02-29").And.EndWith("\"F02,A,2021-02-29,08:00:00,Lön,Y,Y,60,00:02:00,5\"");
        lines[2].Should().StartWith("calls.csv,4,Speed of answer in seconds,").And.Contain("sixty");
        lines[3].Should().StartWith("calls.csv,6,Answered (Y/N),").And.Contain("perhaps");
        lines[4].Should().StartWith("calls.csv,7,").And.EndWith("\"F05,A,2021-03-01\"");
    }

    [Fact]
    public async Task Damaged_numbers_are_refused_not_guessed()
    {
        using var place = new Workplace();
        var text = "month,measure,count\n2021-01,payslips,\"3,87,16,91,111\"\n2021-02,payslips,\"1,204\"\n2021-03,payslips,0x10\n2021-04,payslips,1e3\n2021-05,payslips, 12\n2021-06,payslips,\n";
        var answer = await place.Ingest(place.Write("counts.csv", text), "volume-counts");
        answer.GetProperty("rejected").GetInt64().Should().Be(6);
        answer.GetProperty("accepted").GetInt64().Should().Be(0);
    }

    [Fact]
    public async Task Bytes_that_are_no_text_are_refused_by_line_and_shown_as_bytes()
    {
        using var place = new Workplace();
        var bytes = Encoding.Latin1.GetBytes("month,unit,measure,count\n2021-01,Lön,payslips,7\n2021-02,Lon,payslips,8\n");
        await File.WriteAllBytesAsync(place.At("latin.csv"), bytes);
        var answer = await place.Ingest("latin.csv", "volume-counts");
        answer.GetProperty("rejected").GetInt64().Should().Be(1);
        var rejects = await File.ReadAllTextAsync(answer.GetProperty("rejectsFile").GetString()!);
        rejects.Should().Contain("latin.csv,2,unit,").And.Contain("L\\xf6n");
    }

    [Fact]
    public async Task Strict_commits_nothing_and_says_which_record_is_the_first_wrong_one()
    {
        using var place = new Workplace();
        var ran = await place.Run("ingest", place.Write("calls.csv", Samples.CallsWithFaults), "--source", "call-list", "--strict", "--format", "json");
        ran.AnsweredAndFailed(1, "4 records", "calls.csv:3", "Date + Time", "2021-02-29", "--strict");
        ran.Json.GetProperty("accepted").GetInt64().Should().Be(0);
        ran.Json.GetProperty("rejected").GetInt64().Should().Be(4);
        File.Exists(ran.Json.Text("rejectsFile")).Should().BeTrue("what has to be mended is listed");
        await NothingIsStored(place);
        (await place.Ingest("calls.csv", "call-list")).GetProperty("read").GetInt64().Should().Be(6, "the refused reading left no position");
    }

    [Fact]
    public async Task Strict_looks_at_every_file_before_it_commits_the_first()
    {
        using var place = new Workplace();
        place.Write("good.csv", Samples.Calls);
        place.Write("bad.csv", Samples.CallsWithFaults);
        (await place.Run("ingest", "good.csv", "bad.csv", "--source", "call-list", "--strict")).AnsweredAndFailed(1, "bad.csv:3");
        await NothingIsStored(place);
    }

    [Fact]
    public async Task Strict_reads_standard_input_too_and_calls_it_so()
    {
        using var place = new Workplace();
        var ran = await place.Feed(Encoding.UTF8.GetBytes(Samples.CallsWithFaults), "ingest", "-", "--source", "call-list", "--strict");
        ran.AnsweredAndFailed(1, "standard input:3");
        await NothingIsStored(place);
        Directory.GetFileSystemEntries(place.At("tmp")).Should().BeEmpty("nothing is left in the temporary folder");
        (await place.Feed(Encoding.UTF8.GetBytes(Samples.Calls), "ingest", "-", "--source", "call-list", "--strict", "--format", "json"))
            .Succeeded().Json.GetProperty("accepted").GetInt64().Should().Be(16);
    }

    [Fact]
    public async Task Strict_accepts_a_file_without_faults()
    {
        using var place = new Workplace();
        (await place.Ingest(place.Write("calls.csv", Samples.Calls), "call-list", "--strict")).GetProperty("accepted").GetInt64().Should().Be(16);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.9998)]
    public async Task A_gzip_file_that_is_cut_off_says_so_and_goes_on_when_it_is_whole(double share)
    {
        using var place = new Workplace();
        // Numbers that don't compress well, so that a cut in the middle leaves records on both sides; the other cut leaves all.
        var rows = string.Concat(Enumerable.Range(0, 4000).Select(i => $"2021-01,measure-{i * 7919 % 4001},{(long)i * 48271 % 65537}\n"));
        var whole = await File.ReadAllBytesAsync(place.At(place.Write("counts.csv.gz", "month,measure,count\n" + rows)));
        await File.WriteAllBytesAsync(place.At("counts.csv.gz"), whole[..(int)(whole.Length * share)]);
        (await place.Run("ingest", "counts.csv.gz", "--source", "volume-counts", "--strict")).AnsweredAndFailed(1, "counts.csv.gz", "gzip");
        var cut = await place.Run("ingest", "counts.csv.gz", "--source", "volume-counts", "--format", "json");
        cut.ExitCode.Should().Be(1);
        cut.Error.Should().Contain("counts.csv.gz").And.Contain("gzip").And.Contain("ingest it again");
        var first = cut.Json.GetProperty("accepted").GetInt64();
        first.Should().BePositive();
        await File.WriteAllBytesAsync(place.At("counts.csv.gz"), whole);
        var second = await place.Ingest("counts.csv.gz", "volume-counts");
        (first + second.GetProperty("accepted").GetInt64()).Should().Be(4000);
        second.GetProperty("conflicts").GetInt64().Should().Be(0, "no torn record was believed");
    }

    private static async Task NothingIsStored(Workplace place)
    {
        var health = (await place.Run("doctor", "--format", "json")).Json.GetProperty("health");
        if (health.ValueKind == JsonValueKind.Null) return;
        health.GetProperty("events").GetInt64().Should().Be(0);
        health.GetProperty("batches").GetInt64().Should().Be(0);
        health.GetProperty("rejects").GetArrayLength().Should().Be(0);
    }
}
