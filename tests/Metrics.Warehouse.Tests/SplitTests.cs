using Metrics.ServiceDesk;
using Metrics.ServiceDesk.Events;
using Metrics.ServiceDesk.Kpis;
using Metrics.ServiceDesk.Time;
using Metrics.Warehouse.Queries;

namespace Metrics.Warehouse.Tests;

/// <summary>One reading of the cells answers the same as one each.</summary>
public sealed class SplitTests
{
    public static TheoryData<string[], PeriodKind> Questions => new()
    {
        { ["service-level", "contacts-offered", "abandon-rate", "speed-of-answer"], PeriodKind.Total },
        { ["contacts-offered", "service-level"], PeriodKind.Quarter },
        { ["backlog", "tickets-opened", "contacts-offered", "supplier-invoices"], PeriodKind.Day },
    };

    [Theory]
    [MemberData(nameof(Questions))]
    public void A_question_that_is_split_in_several_ways_has_the_answers_of_each(string[] kpis, PeriodKind by)
    {
        using var test = TestWarehouse.InMemory();
        string?[] units = ["Lön", "Ekonomi", null];
        for (var i = 0; i < 60; i++)
        {
            test.Commit(
                Make.Call(i % 4 == 0 ? ContactOutcome.Abandoned : ContactOutcome.Answered, 7 * i, $"C{i}", 11 * i, unit: units[i % 3]),
                Make.Ticket(new TicketOpened { Unit = units[i % 2], Channel = i % 5 == 0 ? "chat" : "phone" }, $"T{i}", 100 * i),
                Make.Count(i, $"2023-03-{1 + (i % 28):00}", unit: units[i % 2]!));
        }

        IReadOnlyList<Dimension>[] splits = [[], [Dimension.Unit], [Dimension.Channel], [Dimension.Unit, Dimension.Channel]];
        var (query, question) = (new KpiQuery(test.Warehouse), new KpiQuestion { Organisation = TestWarehouse.Pipelines.Organisation("default"), Kpis = kpis, By = by });
        var together = query.Answer(question, splits);
        foreach (var (split, answer) in splits.Zip(together)) answer.Should().BeEquivalentTo(query.Answer(question with { Split = split }), string.Join(' ', split));
        together[3].Count.Should().BeGreaterThan(together[0].Count);
    }
}
