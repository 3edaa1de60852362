using Metrics.EndToEnd.Tests.Running;

namespace Metrics.EndToEnd.Tests.Contract;

/// <summary>Wrong usage: one line that names place and cure, exit code 2, no stack trace.</summary>
public sealed class UsageTests(CallsFolder calls) : IClassFixture<CallsFolder>
{
    [Theory]
    [InlineData("kpi nope", "there is no KPI 'nope'", "metrics kpi")]
    [InlineData("kpi service-level nope", "there is no KPI 'nope'", "metrics kpi")]
    [InlineData("explain nope --period 2021", "there is no KPI 'nope'", "metrics kpi")]
    [InlineData("kpi --by fortnight", "fortnight", "month")]
    [InlineData("kpi --format xml", "xml", "json")]
    [InlineData("kpi --lang de", "de", "sv")]
    [InlineData("kpi --per nothing", "nothing", "customer")]
    [InlineData("kpi --from 2021-13-01", "--from", "2021-13-01")]
    [InlineData("kpi --from 2021-02-29 --to 2021-03-01", "--from", "2021-02-29")]
    [InlineData("kpi --to tomorrow", "--to", "tomorrow")]
    [InlineData("kpi --from 2021-03-02 --to 2021-03-01", "--to", "2021-03-01")]
    [InlineData("kpi --from 2021-03-01 --to 2021-03-01", "--to", "2021-03-01")]
    [InlineData("kpi --as-of yesterday", "--as-of", "yesterday")]
    [InlineData("kpi --organisation nobody", "nobody", "default, demo")]
    [InlineData("facts contacts --organisation nobody", "nobody", "default, demo")]
    [InlineData("facts people", "people", "tickets")]
    [InlineData("facts contacts --from soon", "--from", "soon")]
    [InlineData("explain service-level", "--period", "explain --help")]
    [InlineData("explain service-level --period 2021-13", "2021-13", "2021-W09")]
    [InlineData("explain service-level --period 2021-W54", "2021-W54", "2021-03")]
    [InlineData("explain service-level --period 2021 --as-of never", "--as-of", "never")]
    [InlineData("ingest calls.csv", "--source", "ingest --help")]
    [InlineData("ingest --source call-list", "'ingest'", "ingest --help")]
    [InlineData("ingest nofile.csv --source call-list", "nofile.csv", "no such file")]
    [InlineData("ingest calls.csv nofile.csv --source call-list", "nofile.csv", "no such file")]
    [InlineData("ingest calls.csv --source nope", "there is no source 'nope'", "call-list")]
    [InlineData("ingest calls.csv --source nope.yaml", "nope.yaml", "no such file")]
    [InlineData("ingest calls.csv --source call-list --organisation nobody", "nobody", "default, demo")]
    [InlineData("ingest calls.csv --source call-list --exported-at soon", "--exported-at", "soon")]
    [InlineData("verify --nonsense", "--nonsense", "verify --help")]
    [InlineData("nonsense", "nonsense", "explain")]
    public async Task Wrong_usage_is_one_line_that_names_place_and_cure(string line, string place, string cure)
    {
        var ran = await calls.Place.Run(line.Split(' '));
        ran.Failed(2, place, cure).Error.Should().NotContain("metrics metrics");
    }

    [Fact]
    public async Task No_command_at_all_is_wrong_usage_that_points_to_the_help()
    {
        var ran = await MetricsProgram.RunAsync(calls.Place.Folder, []);
        ran.ExitCode.Should().Be(2);
        (ran.Error + ran.Output).Should().Contain("--help").And.NotContain("metrics metrics");
    }

    [Theory]
    [InlineData("kpi nope --db metrics.duckdb", 2)]
    [InlineData("kpi --db missing.duckdb", 1)]
    [InlineData("ingest calls.csv --source nope", 2)]
    public async Task Verbose_shows_where_an_error_came_from_and_keeps_the_exit_code(string line, int exitCode)
    {
        var ran = await MetricsProgram.RunAsync(calls.Place.Folder, [.. line.Split(' '), "--verbose"]);
        ran.ExitCode.Should().Be(exitCode);
        ran.Error.Should().Contain("   at Metrics.");
    }

    [Fact]
    public async Task A_file_without_the_columns_of_the_mapping_is_unreadable_configuration()
    {
        using var place = new Workplace();
        place.Write("other.csv", "a,b\n1,2\n");
        (await place.Run("ingest", "other.csv", "--source", "call-list")).Failed(2, "other.csv:1", "call-list");
        place.Write("empty.csv", "");
        (await place.Run("ingest", "empty.csv", "--source", "call-list")).Failed(2, "empty.csv", "header");
        place.Write("twice.csv", "Call Id,Call Id,Date,Time,Topic,Answered (Y/N),Resolved,Speed of answer in seconds,AvgTalkDuration,Satisfaction rating\n");
        (await place.Run("ingest", "twice.csv", "--source", "call-list")).Failed(2, "twice.csv:1", "'Call Id' stands 2 times");
    }

    [Fact]
    public async Task A_mapping_file_that_is_wrong_is_named_with_line_and_key()
    {
        using var place = new Workplace();
        place.Write("calls.csv", Samples.Calls);
        const string Events = "subject: Call Id\nevents:\n  - type: servicedesk.ticket.opened.v1\n    id: Call Id\n    time: Date\n";
        place.Write("mine.yaml", "name: mine\nformat: delimited\nzone: Europe/Gothenburg\ntimes: yyyy-MM-dd\n" + Events);
        (await place.Run("ingest", "calls.csv", "--source", "mine.yaml")).Failed(2, "mine.yaml:3", "zone", "Europe/Gothenburg");
        place.Write("mine.yaml", "name: mine\nformat: delimited\nzone: UTC\ntimes: yyyy-MM-dd\n" + Events.Replace("opened", "opend", StringComparison.Ordinal));
        (await place.Run("ingest", "calls.csv", "--source", "mine.yaml")).Failed(2, "mine.yaml:7", "servicedesk.ticket.opend.v1");
        place.Write("broken.yaml", "name: [mine\n");
        (await place.Run("ingest", "calls.csv", "--source", "broken.yaml")).Failed(2, "broken.yaml");
    }

    [Theory]
    [InlineData("")]
    [InlineData("demo")]
    [InlineData("ingest")]
    [InlineData("kpi")]
    [InlineData("explain")]
    [InlineData("facts")]
    [InlineData("simulate-day")]
    [InlineData("verify")]
    [InlineData("doctor")]
    public async Task Every_command_has_help_that_names_the_database_option(string command)
    {
        using var place = new Workplace();
        var ran = (await MetricsProgram.RunAsync(place.Folder, [.. command.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"])).Succeeded();
        ran.Output.Should().Contain("Usage:").And.Contain("--db").And.Contain("--help").And.Contain("data/metrics.duckdb");
        Directory.GetFileSystemEntries(place.Folder).Select(Path.GetFileName).Should().Equal("tmp");
    }
}
