using Metrics.Forecasting;
using Metrics.Host.Forecasts;
using Metrics.Host.Wall;
using Metrics.Reporting;
using Metrics.ServiceDesk;
using Metrics.ServiceDesk.Events;
using Metrics.ServiceDesk.Kpis;
using Metrics.ServiceDesk.Reports;
using Metrics.ServiceDesk.Time;
using Metrics.Warehouse.Queries;
using NodaTime;

namespace Metrics.Host.Tests.Wall;

/// <summary>What the wall says of a unit.</summary>
public sealed class WallBuilderTests
{
    private const int Seed = 20261126;

    private static readonly LocalDateTime Ten = new(2025, 3, 11, 10, 0);

    [Theory]
    [InlineData(84, Standing.Under)]
    [InlineData(85, Standing.Near)]
    [InlineData(86, Standing.Near)]
    [InlineData(87, Standing.Good)]
    [InlineData(100, Standing.Good)]
    public void A_unit_stands_to_its_goal_as_the_report_would_judge_it(int within, Standing status)
    {
        using var desk = new WallDesk(Ten);
        desk.Tell(Enumerable.Range(0, 100).Select(n => desk.Contact("Servicedesk", Ten.PlusMinutes(-60 + (n / 2)), n < within ? 20 : 500)));
        var tile = desk.Tile("Servicedesk");
        (tile.Status, tile.ServiceLevel!.Value, tile.Goal!.Target.Value, tile.Goal.Target.Decision).Should().Be((status, within / 100m, 85, "Verksamhetsplan 2025"));
        (tile.IsOpen, tile.IsStale).Should().Be((true, false));
    }

    [Fact]
    public void The_switchboards_contract_names_a_shorter_time()
    {
        using var desk = new WallDesk(Ten);
        desk.Tell(desk.Contact("Växel", Ten, 60), desk.Contact("Växel", Ten, 61));
        (desk.Tile("Växel").ServiceLevel!.Value, desk.Tile("Växel").ServiceLevel!.Threshold, desk.Tile("Växel").Goal!.Target.Value).Should().Be((0.5m, 60, 90));
    }

    [Fact]
    public void Who_waits_is_counted_from_when_they_came_until_they_are_answered_or_gone()
    {
        using var desk = new WallDesk(Ten);
        desk.Tell(
            desk.Event(new ContactOffered { Unit = "Lön" }, Ten.PlusMinutes(-7), "first"), desk.Event(new ContactOffered { Unit = "Lön" }, Ten.PlusMinutes(-2), "second"),
            desk.Event(new ContactOffered { Unit = "Lön" }, Ten.PlusDays(-1), "lost yesterday"));
        (desk.Tile("Lön").Waiting, desk.Tile("Lön").LongestSince).Should().Be((2, WallDesk.At(Ten.PlusMinutes(-7))));
        (desk.Tile("Lön").Status, desk.Tile("Lön").ServiceLevel!.Value).Should().Be((Standing.Unknown, null), "of nothing there is no share");
        desk.Tell(desk.Event(new ContactAnswered { WaitSeconds = 400 }, Ten, "first"), desk.Event(new ContactAbandoned { WaitSeconds = 100 }, Ten, "second"));
        (desk.Tile("Lön").Waiting, desk.Tile("Lön").LongestSince).Should().Be((0, null));
    }

    [Fact]
    public void Other_channels_than_the_most_used_have_tiles_of_their_own()
    {
        using var desk = new WallDesk(Ten);
        desk.Tell(
            desk.Contact("Kontaktcenter", Ten.PlusMinutes(-9), 5), desk.Contact("Kontaktcenter", Ten.PlusMinutes(-8), 5), desk.Contact("Kontaktcenter", Ten.PlusMinutes(-6), 5), desk.Contact("Kontaktcenter", Ten.PlusMinutes(-7), 500, channel: "chatt"),
            desk.Event(new ContactOffered { Unit = "Kontaktcenter", Channel = "chatt" }, Ten.PlusMinutes(-3)), desk.Contact("Lön", Ten.PlusMinutes(-2), 5));
        desk.Wall().Tiles.Select(t => (t.Unit, t.Channel, t.ServiceLevel!.Numerator, t.ServiceLevel.Denominator, t.Waiting)).Should().BeEquivalentTo(
            [("Kontaktcenter", (string?)null, (decimal?)3, (decimal?)4, 1), ("Kontaktcenter", "chatt", 0, 1, 1), ("Lön", null, 1, 1, 0)]);
    }

    [Fact]
    public void A_source_that_fell_silent_in_opening_hours_makes_its_figures_out_of_date()
    {
        using var desk = new WallDesk(Ten);
        desk.Tell(desk.Contact("Servicedesk", Ten.PlusMinutes(-16), 5));
        (desk.Tile("Servicedesk").IsStale, desk.Tile("Servicedesk").LastEvent).Should().Be((true, WallDesk.At(Ten.PlusMinutes(-16))));
        desk.Tell(desk.Contact("Servicedesk", Ten.PlusMinutes(-14), 5));
        desk.Tile("Servicedesk").IsStale.Should().BeFalse();
    }

    [Fact]
    public void A_closed_unit_says_when_it_opens_and_stands_behind_those_that_are_open()
    {
        using var desk = new WallDesk(new LocalDateTime(2025, 3, 11, 7, 30));
        desk.Tell(desk.Contact("Ekonomi", Ten.PlusDays(-1), 500), desk.Contact("Kontaktcenter", new LocalDateTime(2025, 3, 11, 7, 20), 5));
        var wall = desk.Wall();
        wall.Tiles.Select(t => (t.Unit, t.IsOpen)).Should().Equal(("Kontaktcenter", true), ("Ekonomi", false));
        wall.Tiles[1].ChangesAt.Should().Be(WallDesk.At(new LocalDateTime(2025, 3, 11, 8, 0)));
    }

    [Fact]
    public void A_major_incident_stands_until_it_is_solved_with_when_it_was_last_told_of()
    {
        using var desk = new WallDesk(Ten);
        desk.Tell(
            desk.Event(new TicketOpened { Unit = "Servicedesk", Service = "E-post", Kind = TicketKind.MajorIncident }, Ten.PlusMinutes(-50), "Ä1"),
            desk.Event(new TicketStatusChanged { Status = "felsökning" }, Ten.PlusMinutes(-20), "Ä1"));
        desk.Wall().Incidents.Should().Equal(new WallIncident("Ä1", "E-post, Servicedesk", WallDesk.At(Ten.PlusMinutes(-50)), WallDesk.At(Ten.PlusMinutes(-20))));
        desk.Tell(desk.Event(new TicketResolved(), Ten.PlusMinutes(-1), "Ä1"));
        desk.Wall().Incidents.Should().BeEmpty();
    }

    [Fact]
    public void Half_hours_are_the_quarters_of_every_other_surface()
    {
        using var desk = new WallDesk(Ten);
        desk.Tell(desk.Contact("Lön", Ten.PlusMinutes(-61), 5), desk.Contact("Lön", Ten.PlusMinutes(-45), 5), desk.Contact("Lön", Ten.PlusMinutes(-31), 5), desk.Contact("Lön", Ten.PlusMinutes(-1), 5));
        desk.Tile("Lön").HalfHours.Select(h => (h.Start, h.Offered)).Should().Equal(
            (WallDesk.At(Ten.PlusMinutes(-90)), 1), (WallDesk.At(Ten.PlusMinutes(-60)), 2), (WallDesk.At(Ten.PlusMinutes(-30)), 1));
    }

    [Fact]
    public void A_half_hour_outside_what_was_expected_is_marked_above_at_once_and_below_when_it_is_over()
    {
        using var desk = new WallDesk(Ten.PlusMinutes(10));
        desk.Tell([desk.Contact("Lön", Ten.PlusMinutes(-20), 5), .. Enumerable.Range(0, 9).Select(n => desk.Contact("Lön", Ten.PlusMinutes(n), 5)), .. Enumerable.Range(0, 5).Select(n => desk.Contact("Lön", Ten.PlusMinutes(-60 + n), 5))]);
        MeasureRow[] day = [.. Enumerable.Range(0, 48).Select(h => new MeasureRow($"{h}", new Forecast(5, 4, 6, 3, 8), "any"))];
        new WallBuilder(desk.Warehouse, _ => new DayForecast(day, [])).Build(WallDesk.Centre).Tiles.Single(t => t.Unit == "Lön").HalfHours.Where(h => h.Start >= WallDesk.At(Ten.PlusMinutes(-60)) && h.Start <= WallDesk.At(Ten.PlusMinutes(30)))
            .Select(h => (h.Offered, h.Unusual)).Should().Equal((5, false), (1, true), (9, true), (null, false));
        using var quiet = new WallDesk(Ten.PlusMinutes(10));
        quiet.Tell(quiet.Contact("Lön", Ten.PlusMinutes(1), 5));
        new WallBuilder(quiet.Warehouse, _ => new DayForecast(day, [])).Build(WallDesk.Centre).Tiles.Single().HalfHours.Single(h => h.Start == WallDesk.At(Ten)).Unusual.Should().BeFalse("it isn't over");
    }

    [Fact]
    public void What_the_rest_of_the_day_is_expected_to_bring_stands_beside_what_was_forecast_before_it()
    {
        using var desk = new WallDesk(Ten.PlusMinutes(10));
        desk.Tell(desk.Contact("Lön", Ten.PlusMinutes(-20), 5));
        MeasureRow[] Rows(double mean, int count) => [.. Enumerable.Range(0, count).Select(h => new MeasureRow($"{h}", new Forecast(mean, mean - 1, mean + 1, mean - 2, mean + 2), "any"))];
        var halves = new WallBuilder(desk.Warehouse, _ => new DayForecast(Rows(5, 48), Rows(7, 30))).Build(WallDesk.Centre).Tiles.Single().HalfHours;
        halves.Should().OnlyContain(h => h.Expected == 5).And.HaveCount(48);
        halves.Where(h => h.ExpectedNow == 7).Should().HaveCount(28).And.OnlyContain(h => h.Start >= WallDesk.At(Ten), "what is over is known");
    }

    [Theory]
    [InlineData(2025, 3, 30)]
    [InlineData(2025, 10, 26)]
    [InlineData(2025, 3, 11)]
    public void What_was_expected_stands_at_its_time_of_day_also_when_the_clock_was_turned_at_night(int year, int month, int day)
    {
        var noon = new LocalDateTime(year, month, day, 12, 0);
        using var desk = new WallDesk(noon);
        desk.Tell(desk.Contact("Lön", noon.PlusHours(-3), 5));
        MeasureRow[] expected = [.. Enumerable.Range(0, 48).Select(h => new MeasureRow($"{h}", h == 18 ? new Forecast(1, 0, 3, 0, 4) : new Forecast(0, 0, 0, 0, 0), "any"))];
        var nine = new WallBuilder(desk.Warehouse, _ => new DayForecast(expected, [])).Build(WallDesk.Centre).Tiles.Single().HalfHours.Should().ContainSingle().Subject;
        (nine.Start, nine.Offered, nine.Expected).Should().Be((WallDesk.At(noon.PlusHours(-3)), 1, 1));
    }

    [Fact]
    public void A_live_figure_and_the_same_periods_report_figure_never_differ()
    {
        var random = new Random(Seed);
        for (var trial = 0; trial < 15; trial++)
        {
            var now = new LocalDate(2025, 1, 1).PlusDays(random.Next(360)).At(new LocalTime(random.Next(9, 17), random.Next(60)));
            using var desk = new WallDesk(now);
            var month = now.Date.With(DateAdjusters.StartOfMonth);
            string[] units = ["Servicedesk", "Växel", "Lön"];
            LocalDateTime Some() => month.AtMidnight().PlusMinutes(random.Next((int)Period.Between(month.AtMidnight(), now, PeriodUnits.Minutes).Minutes + 1));
            desk.Tell(Enumerable.Range(0, 400).Select(n => desk.Contact(units[random.Next(3)], n % 3 == 0 ? now.PlusMinutes(-random.Next(now.Hour * 60)) : Some(), random.Next(300), random.Next(8) == 0 ? ContactOutcome.Abandoned : ContactOutcome.Answered)));
            var wall = desk.Wall();
            var report = new ReportBuilder(desk.Warehouse).Build(new ReportQuestion(WallDesk.Centre, PeriodKey.Of(PeriodKind.Month, now.Date)));
            foreach (var (unit, indicator) in (ValueTuple<string, string>[])[("Servicedesk", "desk-service-level"), ("Växel", "switchboard-service-level"), ("Lön", "payroll-service-level")])
            {
                var tile = wall.Tiles.Single(t => t.Unit == unit && t.Channel is null);
                var outcome = report.Rows.Single(r => r.Indicator.Id == indicator).Outcomes[ReportColumn.OutcomePeriod];
                (tile.Figures["month:service-level"].Numerator, tile.Figures["month:service-level"].Denominator).Should().Be((outcome.Numerator, outcome.Denominator), "{0} at {1}", unit, now);
                var today = new KpiQuery(desk.Warehouse).Answer(new KpiQuestion { Organisation = WallDesk.Centre, Kpis = ["service-level"], From = now.Date, To = now.Date.PlusDays(1), Only = new Dictionary<Dimension, string> { [Dimension.Unit] = unit } }).Single(r => r.Contractual);
                (tile.ServiceLevel?.Numerator, tile.ServiceLevel?.Denominator).Should().Be((today.Numerator, today.Denominator), "{0} at {1}", unit, now);
            }

            new Agreement(desk.Warehouse, wall).Differences().Should().BeEmpty("at {0}", now);
        }
    }
}
