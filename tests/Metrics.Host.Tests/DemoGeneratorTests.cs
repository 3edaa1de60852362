using Metrics.Host.Demo;
using Metrics.Pipelines;
using Metrics.ServiceDesk.Events;
using NodaTime;

namespace Metrics.Host.Tests;

public sealed class DemoGeneratorTests
{
    private static readonly PipelineFolder Pipelines = new(Path.Combine(AppContext.BaseDirectory, "pipelines"));

    public static TheoryData<string> Streams => new("demo", "linkoping", "linkoping desk", "stockholm", "goteborg");

    [Theory]
    [MemberData(nameof(Streams))]
    public void The_same_seed_gives_the_same_events_and_another_gives_others(string stream)
    {
        var first = Identities(stream, 7).ToArray();
        first.Should().HaveCountGreaterThan(4_000).And.OnlyHaveUniqueItems(e => e.Key);
        Identities(stream, 7).Should().Equal(first);
        Identities(stream, 8).Should().NotEqual(first);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(334_567)]
    public void A_total_is_spread_over_days_to_the_last_one(int total)
    {
        var days = Apportioned.Days(new LocalDate(2021, 1, 1), new LocalDate(2022, 1, 1), total, DayShape.Invoices, new Dice(3)).ToArray();
        days.Sum(d => d.Count).Should().Be(total);
        days.Should().HaveCount(365).And.OnlyContain(d => d.Count >= 0);
        days.Where(d => d.Day.DayOfWeek >= IsoDayOfWeek.Saturday).Should().OnlyContain(d => d.Count == 0, "nobody handles invoices on a Saturday");
    }

    [Fact]
    public void Payslips_come_on_payday_and_calls_on_Mondays()
    {
        DayShape.Payslips(new LocalDate(2023, 5, 25)).Should().BePositive();
        DayShape.Payslips(new LocalDate(2023, 3, 24)).Should().BePositive("the 25th is a Saturday");
        DayShape.Payslips(new LocalDate(2023, 3, 25)).Should().Be(0);
        DayShape.Contacts(new LocalDate(2023, 3, 13)).Should().BeGreaterThan(DayShape.Contacts(new LocalDate(2023, 3, 17)));
        DayShape.Contacts(new LocalDate(2023, 6, 6)).Should().BeLessThan(0.1, "the national day");
    }

    private static IEnumerable<(UInt128 Key, UInt128 Content)> Identities(string stream, int seed) => Events(stream, seed).Take(5_000).Select(e => (e.Key, e.Content));

    private static IEnumerable<ServiceEvent> Events(string stream, int seed)
    {
        var demo = Pipelines.Organisation("demo");
        return stream switch
        {
            "demo" => new DemoEvents(demo.Id, demo.Zone, seed).Days(new LocalDate(2023, 1, 2), new LocalDate(2023, 1, 10)),
            "linkoping" => new LinkopingEvents(Pipelines.Organisation("linkoping-vss"), seed).All(),
            "linkoping desk" => new LinkopingDeskEvents(Pipelines.Organisation("linkoping-vss"), seed).All(),
            "stockholm" => new StockholmEvents(Pipelines.Organisation("stockholm-servicenamnden"), seed).All(),
            _ => new GoteborgEvents(Pipelines.Organisation("goteborg-intraservice"), seed).All(),
        };
    }
}
