using System.Globalization;
using System.Text.Json;
using Metrics.EndToEnd.Tests.Running;

namespace Metrics.EndToEnd.Tests.Contract;

/// <summary><c>simulate-day</c> through the pipeline: what plain loops count in the lines, <c>kpi</c> counts too.</summary>
public sealed class SimulatedDayTests
{
    private const string Monday = "2025-03-10";

    [Fact]
    public async Task Figures_of_a_simulated_day_are_what_plain_loops_over_its_lines_count()
    {
        using var place = new Workplace();
        (await Simulate(place, "day.ndjson")).Error.Should().StartWith("metrics: ").And.Contain("Monday 2025-03-10").And.Contain("contacts offered");
        var lines = await File.ReadAllLinesAsync(place.At("day.ndjson"));
        var read = await place.Ingest("day.ndjson", "cloudevents");
        (read.Number("read"), read.Number("accepted"), read.Number("rejected"), read.Number("duplicates"), read.Number("corrections"), read.Number("conflicts")).Should().Be((lines.Length, lines.Length, 0, 0, 0, 0));

        var day = new Loops(lines);
        string[] ofDay = ["--organisation", "demo-live", "--from", Monday, "--to", "2025-03-11"];
        var rows = await place.Kpi(["contacts-offered", "contacts-answered", "service-level", "abandon-rate", "tickets-opened", "tickets-resolved", .. ofDay]);
        var contacts = day.Contacts.Values.Where(c => c.Offered).ToArray();
        contacts.Length.Should().BeInRange(2_500, 3_700);
        Check(rows, "", contacts);
        rows.The("tickets-opened").Number("value").Should().Be(day.Tickets.Values.Count(t => DayOf(t.Opened) == Monday));
        rows.The("tickets-resolved").Number("value").Should().Be(day.Tickets.Values.Count(t => t.Resolved is { } at && DayOf(at) == Monday));

        var perUnit = await place.Kpi(["contacts-offered", "contacts-answered", "service-level", "abandon-rate", "--per", "unit", .. ofDay]);
        var units = contacts.GroupBy(c => c.Unit).ToArray();
        units.Should().HaveCount(5);
        foreach (var unit in units) Check(perUnit.Where(r => r.Text("unit") == unit.Key).ToArray(), unit.Key, [.. unit]);
        (await place.Run("verify")).Succeeded().Output.Should().Contain("0 differences");
    }

    [Fact]
    public async Task Without_a_file_the_lines_go_to_standard_output_at_the_speed_asked_for()
    {
        using var place = new Workplace();
        await Simulate(place, "day.ndjson", "--scale", "0.02");
        // The whole day in less than half a second.
        var ran = await place.Run("simulate-day", "--scale", "0.02", "--speed", "100000");
        ran.ExitCode.Should().Be(0);
        ran.Output.Should().Be(await File.ReadAllTextAsync(place.At("day.ndjson")));
        ran.Error.TrimEnd('\n').Should().StartWith("metrics: ").And.NotContain("\n");
    }

    [Fact]
    public async Task Moved_to_now_the_day_is_told_beside_the_one_on_its_date()
    {
        using var place = new Workplace();
        await Simulate(place, "date.ndjson", "--scale", "0.02");
        await Simulate(place, "now.ndjson", "--scale", "0.02", "--from", "now");
        await place.Ingest("date.ndjson", "cloudevents");
        var moved = await place.Ingest("now.ndjson", "cloudevents");
        (moved.Number("accepted"), moved.Number("conflicts")).Should().Be((moved.Number("read"), 0));
    }

    [Fact]
    public async Task Stopped_it_says_so_and_leaves_whole_lines()
    {
        using var place = new Workplace();
        using var process = MetricsProgram.Start(place.Folder, ["simulate-day", "--speed", "1"]);
        // What is left of the days before comes at once; the rest of the day would take twelve hours.
        var first = await process.StandardOutput.ReadLineAsync();
        // Not SIGINT, which a shell's background jobs, and all that they start, ignore.
        using (var stop = System.Diagnostics.Process.Start("kill", ["-TERM", $"{process.Id}"])) await stop.WaitForExitAsync();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await using var end = patience.Token.Register(process.Kill);
        var rest = await process.StandardOutput.ReadToEndAsync();
        var said = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync(patience.Token);
        process.ExitCode.Should().Be(1);
        said.Should().StartWith("metrics: stopped after ");
        foreach (var line in rest.Split('\n', StringSplitOptions.RemoveEmptyEntries).Prepend(first!)) JsonDocument.Parse(line).RootElement.Text("organisation").Should().Be("demo-live");
        rest.Should().EndWith("\n");
    }

    [Theory]
    [InlineData("--to amqp", "amqp", "ndjson")]
    [InlineData("--to kafka", "--broker", "metrics dev-broker")]
    [InlineData("--to http --service nowhere", "nowhere", "http://127.0.0.1:8080")]
    [InlineData("--date 2025-02-29", "--date", "2025-02-29")]
    [InlineData("--date 1970-01-01", "--date", "1971")]
    [InlineData("--date 2025-03", "--date", "such as 2025-03-10")]
    [InlineData("--scale 0", "--scale", "at most 1000")]
    [InlineData("--scale 1001", "--scale", "at most 1000")]
    [InlineData("--scale half", "--scale", "half")]
    [InlineData("--speed fast", "--speed", "max")]
    [InlineData("--speed 0", "--speed", "max")]
    [InlineData("--seed x", "--seed", "simulate-day --help")]
    [InlineData("--from yesterday", "yesterday", "now")]
    [InlineData("--out .", "--out", "directory")]
    [InlineData("--out missing/day.ndjson", "--out", "there is no directory")]
    public async Task Wrong_usage_is_one_line_that_names_place_and_cure(string line, string place, string cure)
    {
        using var folder = new Workplace();
        (await folder.Run(["simulate-day", .. line.Split(' ')])).Failed(2, place, cure);
        Directory.GetFileSystemEntries(folder.Folder).Select(Path.GetFileName).Should().Equal("tmp");
    }

    private static async Task<Ran> Simulate(Workplace place, string file, params string[] more)
    {
        var ran = await place.Run(["simulate-day", "--to", "ndjson", "--out", file, "--speed", "max", .. more]);
        ran.ExitCode.Should().Be(0, ran.Error);
        ran.Output.Should().BeEmpty();
        return ran;
    }

    private static void Check(JsonElement[] rows, string unit, Call[] offered)
    {
        var answered = offered.Where(c => c.Exit == "answered").ToArray();
        var abandoned = offered.Count(c => c.Exit == "abandoned");
        rows.The("contacts-offered").Number("value").Should().Be(offered.Length, unit);
        rows.The("contacts-answered").Number("value").Should().Be(answered.Length, unit);
        var rate = rows.The("abandon-rate");
        (rate.Number("numerator"), rate.Number("denominator")).Should().Be((abandoned, offered.Length), unit);
        foreach (var seconds in (int[])[60, 120])
        {
            var within = answered.Count(c => c.Wait <= seconds);
            foreach (var (variant, of) in ((string, int)[])[("of-answered", answered.Length), ("of-offered", offered.Length)])
            {
                var level = rows.The("service-level", $"{variant}-{seconds}");
                (level.Number("numerator"), level.Number("denominator")).Should().Be((within, of), $"{unit} {variant} {seconds}");
            }
        }
    }

    private static string DayOf(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, TimeZoneInfo.FindSystemTimeZoneById("Europe/Stockholm")).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private sealed record Call(string Unit, bool Offered, string? Exit = null, double Wait = 0);

    private sealed record Ticket(DateTimeOffset Opened, DateTimeOffset? Resolved = null);

    /// <summary>What the lines tell of each contact and ticket, read one after another as they stand.</summary>
    private sealed class Loops
    {
        public Dictionary<string, Call> Contacts { get; } = [];

        public Dictionary<string, Ticket> Tickets { get; } = [];

        public Loops(string[] lines)
        {
            foreach (var e in lines.Select(l => JsonDocument.Parse(l).RootElement))
            {
                var (subject, type, time, data) = (e.Text("subject")!, e.Text("type")!, DateTimeOffset.Parse(e.Text("time")!, CultureInfo.InvariantCulture), e.GetProperty("data"));
                if (type == "servicedesk.contact.offered.v1") Contacts[subject] = new Call(data.Text("unit")!, Offered: true);
                else if (type is "servicedesk.contact.answered.v1" or "servicedesk.contact.abandoned.v1") Contacts[subject] = Contacts[subject] with { Exit = type.Split('.')[2], Wait = data.GetProperty("waitSeconds").GetDouble() };
                else if (type == "servicedesk.ticket.opened.v1") Tickets[subject] = new Ticket(time);
                else if (type == "servicedesk.ticket.resolved.v1") Tickets[subject] = Tickets[subject] with { Resolved = time };
                else if (type == "servicedesk.ticket.reopened.v1") Tickets[subject] = Tickets[subject] with { Resolved = null };
            }
        }
    }
}
