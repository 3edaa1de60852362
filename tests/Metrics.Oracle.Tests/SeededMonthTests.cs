using System.Globalization;
using FluentAssertions;
using Metrics.Oracle.Tests.Comparison;
using Metrics.Oracle.Tests.Fixtures;
using Metrics.Oracle.Tests.Oracle;
using Metrics.Oracle.Tests.SeededMonth;
using Xunit;

namespace Metrics.Oracle.Tests;

/// <summary>
/// October 2023 with late, doubled, corrected and contested events. A failure prints its seed; METRICS_SEED (one or several,
/// by commas) tells other months.
/// </summary>
public sealed class SeededMonthTests
{
    private static readonly Desk[] Desks = [Month.Nordic, Month.Atlantic];

    public static TheoryData<int> Seeds { get; } = new((Environment.GetEnvironmentVariable("METRICS_SEED") ?? "1,20231029")
        .Split(',').Select(seed => int.Parse(seed, CultureInfo.InvariantCulture)));

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Whatever_arrives_late_doubled_or_corrected_the_figures_are_the_oracles(int seed)
    {
        using var workplace = new Workplace();
        await workplace.TellAsync(new Month(seed).Files());
        foreach (var desk in Desks)
        {
            workplace.Compare(desk).ShouldBeAgreement(atLeast: 10_000, of: $"seed {seed}");
        }
    }

    [Fact]
    public async Task Another_order_split_and_doubling_of_the_same_events_gives_the_same_figures()
    {
        var month = new Month(29);
        using var one = new Workplace();
        using var other = new Workplace();
        await one.TellAsync(month.Files(arrival: 1, files: 2));
        await other.TellAsync(month.Files(arrival: 2, files: 25));
        foreach (var desk in Desks)
        {
            var oracle = one.Oracle(desk);
            using var warehouse = other.Open();
            Agreement.Mainly(warehouse, oracle, desk).ShouldBeAgreement(of: "seed 29");
        }
    }

    [Fact]
    public async Task Every_version_that_was_told_stands_in_the_log_once()
    {
        var month = new Month(7);
        using var workplace = new Workplace();
        var result = await workplace.TellAsync(month.Files());
        result.Accepted.Should().Be(month.Versions.Select(v => v.Id).Distinct().Count());
        workplace.Scalar("SELECT count(*) FROM events").Should().Be(month.Versions.Count);
        workplace.Scalar("SELECT count(DISTINCT (source, id, revision, content)) FROM events").Should().Be(month.Versions.Count);
    }

    [Fact]
    public async Task Figures_as_known_earlier_leave_out_what_was_told_later()
    {
        using var workplace = new Workplace();
        var earlier = workplace.Clock.Now.UtcDateTime.AddHours(4.5);
        await workplace.TellAsync(new Month(5).Files());
        var (then, now) = (workplace.Oracle(Month.Nordic, earlier), workplace.Oracle(Month.Nordic));
        var asked = new Asked(Length.Day, ["unit"]);
        using var warehouse = workplace.Open();
        Agreement.Of(warehouse, then, Month.Nordic, asked, earlier).ShouldBeAgreement(of: "seed 5");
        then.Figures(asked).Should().NotEqual(now.Figures(asked));
    }

    [Theory]
    [InlineData("2023-10-01", "2023-11-01")]
    [InlineData("2023-10-01", null)]
    [InlineData(null, "2023-10-01")]
    public async Task Figures_between_two_days_are_the_oracles(string? from, string? to)
    {
        using var workplace = new Workplace();
        await workplace.TellAsync(new Month(3).Files(files: 3));
        var oracle = workplace.Oracle(Month.Nordic);
        using var warehouse = workplace.Open();
        foreach (var length in (Length[])[Length.Hour, Length.Day, Length.Week, Length.Month, Length.Total])
        {
            var asked = new Asked(length, ["customer"], Day(from), Day(to));
            Agreement.Of(warehouse, oracle, Month.Nordic, asked).ShouldBeAgreement(of: "seed 3");
        }
    }

    [Fact]
    public async Task A_unit_answers_for_those_below_it()
    {
        using var workplace = new Workplace();
        await workplace.TellAsync(new Month(17).Files(files: 3));
        var oracle = workplace.Oracle(Month.Nordic);
        using var warehouse = workplace.Open();
        foreach (var unit in Month.Nordic.Units.Keys.Append("Okänd n"))
        {
            foreach (var (length, cut) in ((Length, string[])[])[(Length.Hour, []), (Length.Day, []), (Length.Week, ["unit"]), (Length.Month, ["customer"]), (Length.Total, [])])
            {
                var asked = new Asked(length, cut, Day("2023-10-01"), Day("2023-11-01")) { Unit = unit };
                Agreement.Of(warehouse, oracle, Month.Nordic, asked).ShouldBeAgreement(atLeast: 0, of: "seed 17");
            }
        }
    }

    [Fact]
    public async Task In_the_middle_of_the_month_nothing_is_due_or_old_before_its_day()
    {
        using var workplace = new Workplace();
        var noon = workplace.Clock.Now = new DateTimeOffset(2023, 10, 18, 10, 0, 0, TimeSpan.Zero);
        var happened = new Month(13).Versions.Where(v => v.Time <= noon.UtcDateTime).ToArray();
        await workplace.TellAsync(Arrival.Files(happened, 1, new Dice(13)));
        foreach (var desk in Desks)
        {
            workplace.Compare(desk).ShouldBeAgreement(of: "seed 13");
            var oracle = workplace.Oracle(desk);
            using var warehouse = workplace.Open();
            foreach (var length in (Length[])[Length.Day, Length.Week, Length.Month, Length.Total])
            {
                var asked = new Asked(length, ["unit"], Day("2023-10-09"), Day("2023-11-01"));
                Agreement.Of(warehouse, oracle, desk, asked, kpis: [.. TicketFigures.Ids, .. HandOverFigures.Ids]).ShouldBeAgreement(of: "seed 13");
            }

            oracle.Tickets.All.Should().Contain(t => t.Judged.DueAt > noon.UtcDateTime);
        }
    }

    private static DateOnly? Day(string? text) => text is null ? null : DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
