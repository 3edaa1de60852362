using System.Text;
using Metrics.Intake.Files;
using Metrics.Intake.Tests.Support;

namespace Metrics.Intake.Tests.Files;

public sealed class FilePositionTests : IDisposable
{
    private const string Header = "month,unit,measure,count\n";

    private readonly IntakeDesk _desk = new();

    [Fact]
    public async Task A_file_read_twice_is_read_once()
    {
        var file = Write("counts.csv", Header + Rows(1, 12));
        (await Ingest(file)).Should().Be((12, 12, 0, 0, 0, 0));
        (await Ingest(file)).Should().Be((0, 0, 0, 0, 0, 0));
    }

    [Fact]
    public async Task A_grown_file_is_read_from_where_it_ended()
    {
        (await Ingest(Write("counts.csv", Header + Rows(1, 3)))).Should().Be((3, 3, 0, 0, 0, 0));
        (await Ingest(Write("counts.csv", Header + Rows(1, 5)))).Should().Be((2, 2, 0, 0, 0, 0));
        Position().Should().Be((5, 7, "counts.csv"));
    }

    [Fact]
    public async Task A_moved_copy_is_the_same_file()
    {
        await Ingest(Write("a/counts.csv", Header + Rows(1, 3)));
        (await Ingest(Write("b/other name.csv", Header + Rows(1, 4)))).Should().Be((1, 1, 0, 0, 0, 0));
    }

    [Fact]
    public async Task A_gzipped_copy_is_the_same_file_and_its_name_plays_no_part()
    {
        await Ingest(Write("counts.csv", Header + Rows(1, 3)));
        (await Ingest(_desk.Folder.Write("counts.dat", TestFolder.Gzip(Header + Rows(1, 3))))).Should().Be((0, 0, 0, 0, 0, 0));
        (await Ingest(_desk.Folder.Write("counts.csv", TestFolder.Gzip(TestFolder.Gzip(Header + Rows(1, 4)))))).Should().Be((1, 1, 0, 0, 0, 0));
        (await Ingest(_desk.Folder.Write("two members.gz", [.. TestFolder.Gzip(Header + Rows(1, 4)), .. TestFolder.Gzip(Rows(5, 6))]))).Should().Be((2, 2, 0, 0, 0, 0));
    }

    [Fact]
    public async Task A_changed_earlier_byte_has_the_file_read_from_the_start_and_repeats_are_harmless()
    {
        await Ingest(Write("counts.csv", Header + Rows(1, 3)));
        var changed = (Header + Rows(1, 4)).Replace("2023-02,IT,payslips,2\n", "2023-02,IT,payslips,9\n", StringComparison.Ordinal);
        (await Ingest(Write("counts.csv", changed))).Should().Be((4, 1, 2, 0, 1, 0));
        (await Ingest(Write("counts.csv", changed))).Should().Be((0, 0, 0, 0, 0, 0));
    }

    [Fact]
    public async Task A_shortened_file_is_read_from_the_start()
    {
        await Ingest(Write("counts.csv", Header + Rows(1, 5)));
        (await Ingest(Write("counts.csv", Header + Rows(1, 2)))).Should().Be((2, 0, 2, 0, 0, 0));
    }

    [Fact]
    public async Task A_last_line_without_an_end_is_read_and_read_again_when_it_has_grown()
    {
        (await Ingest(Write("counts.csv", Header + Rows(1, 2) + "2023-03,IT,payslips,1"))).Should().Be((3, 3, 0, 0, 0, 0));
        Position().Should().Be((2, 4, "counts.csv"));
        _desk.Value("payslips").Should().Be(1 + 2 + 1);
        (await Ingest(Write("counts.csv", Header + Rows(1, 2) + "2023-03,IT,payslips,100\n2023-04,IT,payslips,7"))).Should().Be((2, 1, 0, 1, 0, 0));
        _desk.Value("payslips").Should().Be(1 + 2 + 100 + 7);
        (await Ingest(Write("counts.csv", Header + Rows(1, 2) + "2023-03,IT,payslips,100\n2023-04,IT,payslips,7\n"))).Should().Be((1, 0, 1, 0, 0, 0));
    }

    [Fact]
    public async Task A_last_line_without_an_end_that_restates_an_earlier_one_is_a_correction()
    {
        var file = Write("counts.csv", "month,unit,measure,count,revision\n2023-01,IT,payslips,100,1\n2023-01,IT,payslips,120,2");
        (await Ingest(file)).Should().Be((2, 1, 0, 1, 0, 0));
        _desk.Value("payslips").Should().Be(120);
    }

    [Fact]
    public async Task Several_files_of_a_source_are_each_known()
    {
        var files = Enumerable.Range(0, 3).Select(i => Write($"{i}.csv", Header + Rows((4 * i) + 1, (4 * i) + 4))).ToArray();
        foreach (var file in files) (await Ingest(file)).Should().Be((4, 4, 0, 0, 0, 0));
        foreach (var file in files) (await Ingest(file)).Should().Be((0, 0, 0, 0, 0, 0));
        (await Ingest(Write("1.csv", Header + Rows(5, 9)))).Should().Be((1, 0, 1, 0, 0, 0));
    }

    [Fact]
    public async Task One_source_s_positions_mean_nothing_to_another()
    {
        var file = Write("counts.csv", Header + Rows(1, 3));
        await Ingest(file);
        var shipped = await File.ReadAllTextAsync(IntakeDesk.Pipelines.Source("volume-counts").File);
        var own = _desk.Folder.Mapping(shipped.Replace("name: volume-counts", "name: own-counts", StringComparison.Ordinal));
        (await _desk.IngestAsync(file, own)).Sums().Should().Be((3, 3, 0, 0, 0, 0));
    }

    [Fact]
    public async Task A_corrected_mapping_reads_a_known_file_from_its_start()
    {
        var shipped = await File.ReadAllTextAsync(IntakeDesk.Pipelines.Source("volume-counts").File);
        var file = Write("counts.csv", Header + "mars 2023,IT,payslips,5\n2023-04,IT,payslips,6\n");
        (await Ingest(file)).Should().Be((2, 1, 0, 0, 0, 1));
        var corrected = _desk.Folder.Mapping(shipped.Replace("format: [yyyy-MM-dd, yyyy-MM]", "format: [yyyy-MM-dd, yyyy-MM, \"'mars' yyyy MM\"]", StringComparison.Ordinal));
        (await _desk.IngestAsync(file, corrected)).Sums().Should().Be((2, 0, 1, 0, 0, 1));
    }

    [Fact]
    public async Task A_byte_order_mark_and_CRLF_change_no_event()
    {
        await Ingest(Write("counts.csv", Header + Rows(1, 3)));
        (await Ingest(Write("windows.csv", "\uFEFF" + (Header + Rows(1, 3)).Replace("\n", "\r\n", StringComparison.Ordinal)))).Should().Be((3, 0, 3, 0, 0, 0));
        (await Ingest(Write("quoted.csv", "\uFEFF\"month\",\"unit\",\"measure\",\"count\"\r\n\"2023-01\",\"IT\",\"payslips\",\"1\"\r\n"))).Should().Be((1, 0, 1, 0, 0, 0));
    }

    public void Dispose() => _desk.Dispose();

    private static string Rows(int first, int last)
        => string.Concat(Enumerable.Range(first, last - first + 1).Select(m => $"2023-{m:00},IT,payslips,{m}\n"));

    private string Write(string name, string text) => _desk.Folder.Write(name, Encoding.UTF8.GetBytes(text));

    private async Task<(long, long, long, long, long, int)> Ingest(string file) => (await _desk.IngestAsync(file, "volume-counts")).Sums();

    private (long Records, long Line, string? Name) Position()
    {
        var position = _desk.Warehouse.Positions("default/volume-counts").Should().ContainSingle().Subject;
        return (position.Records, position.Line, position.Name);
    }
}
