using Metrics.ServiceDesk;
using Metrics.ServiceDesk.Events;
using Metrics.ServiceDesk.Time;
using Metrics.Warehouse.Queries;
using NodaTime;
using NodaTime.Text;

namespace Metrics.Warehouse.Tests;

/// <summary>A figure's receipt names the major incidents that lasted in its period, in its unit or in none that is named.</summary>
public sealed class DisturbanceTests
{
    private const int Hour = 60;

    [Theory]
    [InlineData("2023-03-15", null, "Ä1 2023-03-15T13:00:00+01:00 2023-03-15T15:00:00+01:00")]
    [InlineData("2023-03-15", "Lön", "Ä1 2023-03-15T13:00:00+01:00 2023-03-15T15:00:00+01:00")]
    [InlineData("2023-03-15", "Växel", "")]
    [InlineData("2023-03-14", null, "")]
    [InlineData("2023-03-16", null, "Ä2 2023-03-16T13:00:00+01:00 ")]
    [InlineData("2023-03-17", "Växel", "Ä2 2023-03-16T13:00:00+01:00 ")]
    public void Of_its_days(string day, string? unit, string expected)
    {
        var first = LocalDatePattern.Iso.Parse(day).Value;
        Of(Question(unit) with { From = first, To = first.PlusDays(1) }).Should().Be(expected);
    }

    [Theory]
    [InlineData(11, "")]
    [InlineData(12, "Ä1")]
    [InlineData(13, "Ä1")]
    [InlineData(14, "")]
    public void Of_its_hour(int hour, string expected)
    {
        var from = Instant.FromUtc(2023, 3, 15, hour, 0);
        Of(Question(null) with { Within = new Interval(from, from + Duration.FromHours(1)) }).Split(' ')[0].Should().Be(expected);
    }

    [Fact]
    public void One_that_is_opened_again_lasts_until_it_is_solved_for_good_and_as_it_was_known_then_it_was_over()
    {
        using var test = TestWarehouse.With(
            Make.Ticket(new TicketOpened { Kind = TicketKind.MajorIncident }, "Ä1", organisation: "demo"), Make.Ticket(new TicketResolved(), "Ä1", 2 * Hour, organisation: "demo"),
            Make.Ticket(new TicketOpened(), "T1", organisation: "demo"));
        var then = Instant.FromDateTimeOffset(test.Clock.Now);
        var asked = Question(null) with { From = new LocalDate(2023, 3, 15), To = new LocalDate(2023, 3, 16) };
        test.Clock.Now += TimeSpan.FromHours(1);
        test.Commit(Make.Ticket(new TicketReopened(), "Ä1", 3 * Hour, organisation: "demo"));
        Of(test, asked).Should().Be("Ä1 2023-03-15T13:00:00+01:00 ");
        test.Clock.Now += TimeSpan.FromHours(1);
        test.Commit(Make.Ticket(new TicketResolved(), "Ä1", 5 * Hour, organisation: "demo"));
        Of(test, asked).Should().Be("Ä1 2023-03-15T13:00:00+01:00 2023-03-15T18:00:00+01:00");
        Of(test, asked with { AsOf = then }).Should().Be("Ä1 2023-03-15T13:00:00+01:00 2023-03-15T15:00:00+01:00");
        Of(test, asked with { AsOf = then + Duration.FromHours(1) }).Should().Be("Ä1 2023-03-15T13:00:00+01:00 ");
    }

    private static string Of(KpiQuestion question)
    {
        using var test = TestWarehouse.With(
            Make.Ticket(new TicketOpened { Unit = "Lön", Service = "Lönesystem", Kind = TicketKind.MajorIncident }, "Ä1", organisation: "demo"),
            Make.Ticket(new TicketResolved(), "Ä1", 2 * Hour, organisation: "demo"),
            Make.Ticket(new TicketOpened { Unit = "Lön" }, "T1", organisation: "demo"),
            Make.Ticket(new TicketOpened { Kind = TicketKind.MajorIncident }, "Ä2", 24 * Hour, organisation: "demo"));
        return Of(test, question);
    }

    private static string Of(TestWarehouse test, KpiQuestion question)
        => string.Join("; ", new ReceiptQuery(test.Warehouse).Answer(question, "as asked", null).Disturbances.Select(d => $"{d.Ticket} {Said(d.From)} {(d.Until is { } end ? Said(end) : "")}"));

    private static string Said(OffsetDateTime time) => OffsetDateTimePattern.Rfc3339.Format(time);

    private static KpiQuestion Question(string? unit) => new()
    {
        Organisation = TestWarehouse.Pipelines.Organisation("demo"),
        Kpis = ["contacts-offered"],
        Only = unit is null ? new Dictionary<Dimension, string>() : new Dictionary<Dimension, string> { [Dimension.Unit] = unit },
    };
}
