using Metrics.Intake.Tests.Support;

namespace Metrics.Intake.Tests.Volumes;

/// <summary>
/// March 2023 restated. The year's file (revision 0) counts 100 manual invoices for Grundskola in March and 5 298 in all;
/// revision 1 says 110, revision 2 says 120, so 20 more than the year's file: 5 318.
/// </summary>
public sealed class VolumeRestatementTests : IDisposable
{
    private const string Header = "month,unit,customer,measure,kind,handling,count,";
    private const string March = "2023-03,Ekonomi,Grundskola,supplier-invoices,flow,manual,";

    private readonly IntakeDesk _desk = new();

    public static TheoryData<string> Orders => new() { "0 1 2", "0 2 1", "1 0 2", "1 2 0", "2 0 1", "2 1 0" };

    [Theory]
    [MemberData(nameof(Orders))]
    public async Task The_highest_revision_stands_in_whatever_order_they_arrive(string order)
    {
        var (accepted, corrections) = (0L, 0L);
        foreach (var revision in order.Split(' '))
        {
            var file = revision switch
            {
                "0" => Fixtures.File("volumes-2023.csv"),
                "1" => Write(Header + "revision", March + "110,1"),
                _ => Write(Header + "revision", March + "120,2"),
            };
            var outcome = await _desk.IngestAsync(file, "volume-counts");
            (outcome.Result.Conflicts, outcome.Result.Duplicates, outcome.Rejects.Count).Should().Be((0, 0, 0));
            (accepted, corrections) = (accepted + outcome.Result.Accepted, corrections + outcome.Result.Corrections);
        }

        (accepted, corrections).Should().Be((83, 2));
        _desk.Value("supplier-invoices").Should().Be(5318);
    }

    [Theory]
    [InlineData("110,1", "120,2")]
    [InlineData("120,2", "110,1")]
    public async Task The_highest_revision_stands_in_one_file_too_with_or_without_its_last_line_end(string first, string second)
    {
        (await Ingest(Header + "revision", March + first, March + second)).Should().Be((2, 1, 0, 1, 0, 0));
        _desk.Value("supplier-invoices").Should().Be(120);
        (await Ingest(Header + "revision", March + first, March + second, "")).Should().Be((1, 0, 1, 0, 0, 0));
        _desk.Value("supplier-invoices").Should().Be(120);
    }

    [Theory]
    [InlineData("110,2023-04-03 06:00:00", "120,2023-04-10 06:00:00")]
    [InlineData("120,2023-04-10 06:00:00", "110,2023-04-03 06:00:00")]
    public async Task The_later_export_stands_in_whatever_order_they_arrive(string first, string second)
    {
        (await Ingest(Header + "exported_at", March + first, "")).Should().Be((1, 1, 0, 0, 0, 0));
        (await Ingest(Header + "exported_at", March + second, "")).Should().Be((1, 0, 0, 1, 0, 0));
        _desk.Value("supplier-invoices").Should().Be(120);
    }

    [Fact]
    public async Task A_later_export_that_says_the_same_is_a_duplicate_and_still_outranks_one_in_between()
    {
        (await Ingest(Header + "exported_at", March + "110,2023-04-03 06:00:00", "")).Should().Be((1, 1, 0, 0, 0, 0));
        (await Ingest(Header + "exported_at", March + "110,2023-04-10 06:00:00", "")).Should().Be((1, 0, 1, 0, 0, 0));
        (await Ingest(Header + "exported_at", March + "999,2023-04-05 06:00:00", "")).Should().Be((1, 0, 0, 1, 0, 0));
        _desk.Value("supplier-invoices").Should().Be(110);
    }

    [Theory]
    [InlineData(100, 200)]
    [InlineData(200, 100)]
    public async Task A_file_that_says_no_version_has_the_one_it_is_read_with(long first, long second)
    {
        (await Ingest(first, Header + "note", March + $"{first},", "")).Should().Be((1, 1, 0, 0, 0, 0));
        (await Ingest(second, Header + "note", March + $"{second},", "")).Should().Be((1, 0, 0, 1, 0, 0));
        _desk.Value("supplier-invoices").Should().Be(200);
    }

    [Fact]
    public async Task Two_totals_of_one_version_are_a_conflict_that_arrival_does_not_decide()
    {
        var values = new List<decimal?>();
        foreach (var order in new[] { ("110,", "120,"), ("120,", "110,") })
        {
            using var desk = new IntakeDesk();
            var text = string.Join('\n', Header + "note", March + order.Item1, March + order.Item2, "");
            (await desk.IngestAsync(desk.Folder.Write("counts.csv", text), "volume-counts")).Sums().Should().Be((2, 1, 0, 0, 1, 0));
            values.Add(desk.Value("supplier-invoices"));
        }

        values[0].Should().BeOneOf(110, 120).And.Be(values[1]);
    }

    public void Dispose() => _desk.Dispose();

    private Task<(long, long, long, long, long, int)> Ingest(params string[] lines) => Ingest(null, lines);

    private async Task<(long, long, long, long, long, int)> Ingest(long? revision, params string[] lines)
        => (await _desk.IngestAsync(Write(lines), "volume-counts", revision)).Sums();

    private string Write(params string[] lines) => _desk.Folder.Write("counts.csv", string.Join('\n', lines));
}
