using Metrics.Intake.Tests.Support;

namespace Metrics.Intake.Tests.Mapping;

public sealed class CheckTests
{
    private const string Counts = """
        name: counts
        zone: UTC
        times: yyyy-MM-dd
        subject: id
        events:
          - { type: servicedesk.contact.recorded.v1, when: [{ column: word, is: call }], id: id, time: day, set: { outcome: { value: answered }, waitSeconds: { column: wait, required: true } } }
        checks:
          - { column: day, is: time, required: true }
          - { column: wait, is: number, required: true, when: [{ column: word, is: ring }] }
          - { column: rest, is: empty, when: [{ column: word, isNot: note }] }
        """;

    private const string Columns = "word,id,day,wait,rest";

    [Theory]
    [InlineData("ring,A,2021-07-01,x,", "wait", "'x' is not a number*")]
    [InlineData("ring,A,2021-07-01,,", "wait", "is missing")]
    [InlineData("call,A,2021-07-01,,", "wait", "is missing")]
    [InlineData("nop,A,2021-07-xx,,", "day", "'2021-07-xx' is not a time as yyyy-MM-dd")]
    [InlineData("nop,A,,,", "day", "is missing")]
    [InlineData("nop,A,2021-07-01,,more", "rest", "holds something where such a record has nothing*")]
    public void A_row_that_a_check_is_about_is_held_to_it(string row, string column, string reason)
    {
        using var rows = new MappedRows(Counts, Columns);
        var fault = rows.Fault(row);
        fault.Column.Should().Be(column);
        fault.Reason.Should().Match(reason);
    }

    [Theory]
    [InlineData("ring,A,2021-07-01,5,")]
    [InlineData("nop,A,2021-07-01,x,")]
    [InlineData("note,A,2021-07-01,,more")]
    public void Other_rows_pass(string row)
    {
        using var rows = new MappedRows(Counts, Columns);
        rows.Events(row).Should().BeEmpty();
    }
}
