using Metrics.Intake.Tests.Support;
using Metrics.Pipelines.Yaml;

namespace Metrics.Intake.Tests.Mapping;

public sealed class HeaderTests
{
    private const string Counts = """
        name: counts
        zone: UTC
        nulls: [""]
        key: number
        subject: number
        revision: { column: version, optional: true }
        checks: { weight: { is: number } }
        events:
          - type: servicedesk.ticket.opened.v1
            when: [{ first: true }, { column: state, is: Open }, { column: a, sameAs: b }]
            id: [number, part]
            time: { columns: [date, clock], format: yyyy-MM-dd HH:mm }
            set: { unit: { either: [unit, department] }, service: { column: service, optional: true } }
        """;

    private static readonly string[] Needed = ["number", "weight", "state", "a", "b", "part", "date", "clock", "unit"];

    [Fact]
    public void A_header_with_every_column_fits_in_any_order_and_may_have_more()
    {
        var bind = () => Bind([.. Needed.Reverse(), "more", "and more"]);
        bind.Should().NotThrow();
    }

    [Theory]
    [InlineData("number")]
    [InlineData("weight")]
    [InlineData("state")]
    [InlineData("a")]
    [InlineData("b")]
    [InlineData("part")]
    [InlineData("date")]
    [InlineData("clock")]
    [InlineData("unit", "unit' or 'department")]
    public void A_column_that_the_mapping_needs_is_missed(string column, string? named = null)
        => Error(Needed.Where(c => c != column).ToArray())
            .Should().StartWith($"file.csv:1: the column '{named ?? column}' is missing, which the mapping 'counts' needs; the file has ");

    [Fact]
    public void Of_alternatives_one_is_enough() => ((Action)(() => Bind([.. Needed.Where(c => c != "unit"), "department"]))).Should().NotThrow();

    [Fact]
    public void Letters_of_another_size_are_another_column()
        => Error([.. Needed.Where(c => c != "state"), "State"]).Should().Contain("the column 'state' is missing").And.Contain("State");

    [Theory]
    [InlineData("state")]
    [InlineData("service")]
    [InlineData("version")]
    public void A_column_that_the_mapping_uses_may_stand_only_once(string column)
        => Error([.. Needed.Where(c => c != column), column, "x", column]).Should().Match($"file.csv:1: the column '{column}' stands 2 times (columns *, *); rename all but one*");

    [Fact]
    public void A_column_that_nobody_uses_may_stand_twice() => ((Action)(() => Bind([.. Needed, "x", "x", "", ""]))).Should().NotThrow();

    private static void Bind(string[] columns)
    {
        using var rows = new MappedRows(Counts, string.Join(',', columns));
    }

    private static string Error(string[] columns) => ((Action)(() => Bind(columns))).Should().Throw<ConfigurationException>().Which.Message;
}
