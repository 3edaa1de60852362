using Metrics.Intake.Tests.Support;

namespace Metrics.Intake.Tests.Mapping;

public sealed class RowConditionTests
{
    private static readonly (string Name, string When)[] Each =
    [
        ("first", "{ first: true }"),
        ("later", "{ first: false }"),
        ("is", "{ column: state, is: [Waiting, Paused] }"),
        ("is-not", "{ column: state, isNot: Waiting }"),
        ("left", "{ column: state, left: [Waiting, Paused] }"),
        ("changed", "{ column: [state, group], changed: true }"),
        ("increased", "{ column: moves, increased: true }"),
        ("present", "{ column: done, present: true }"),
        ("absent", "{ column: done, present: false }"),
        ("same-as", "{ column: done, sameAs: at }"),
    ];

    private static readonly string Log = """
        name: log
        zone: UTC
        times: yyyy-MM-dd HH:mm
        nulls: ["?", ""]
        key: number
        subject: number
        events:
        """ + string.Concat(Each.Select(e => $"\n  - {{ type: servicedesk.ticket.responded.v1, name: {e.Name}, id: [number, at], time: at, when: [{e.When}] }}"));

    private const string Header = "number,at,state,group,moves,done";

    [Theory]
    [InlineData("Waiting,A,0,?", "first, is, absent")]
    [InlineData("Open,A,2,2021-01-01 08:00", "first, is-not, increased, present, same-as")]
    public void The_first_record_of_a_key_has_changed_nothing_and_left_nothing(string rest, string names)
        => Names($"1,2021-01-01 08:00,{rest}").Should().Be(names);

    [Theory]
    [InlineData("Waiting,A,1,?", "later, is, absent")]
    [InlineData("Paused,A,1,?", "later, is, is-not, changed, absent")]
    [InlineData("Open,A,1,?", "later, is-not, left, changed, absent")]
    [InlineData("Waiting,B,1,", "later, is, changed, absent")]
    [InlineData("Waiting,A,2,?", "later, is, increased, absent")]
    [InlineData("Waiting,A,0,?", "later, is, absent")]
    [InlineData("Waiting,A,10,?", "later, is, increased, absent")]
    [InlineData("waiting,A,1,?", "later, is-not, left, changed, absent")]
    public void A_later_record_is_held_against_the_one_before_it(string rest, string names)
        => Names("1,2021-01-01 08:00,Waiting,A,1,?", $"1,2021-01-01 09:00,{rest}").Should().Be(names);

    [Fact]
    public void Each_key_has_a_story_of_its_own()
        => Names("1,2021-01-01 08:00,Waiting,A,1,?", "2,2021-01-01 08:00,Open,A,0,?").Should().Be("first, is-not, absent");

    [Theory]
    [InlineData("?", "", "later, is, absent")]
    [InlineData("?", "1", "later, is, increased, absent")]
    [InlineData("1", "?", "later, is, absent")]
    public void What_is_missing_has_not_increased_and_one_null_token_is_as_good_as_another(string before, string now, string names)
        => Names($"1,2021-01-01 08:00,Waiting,?,{before},?", $"1,2021-01-01 09:00,Waiting,,{now},").Should().Be(names);

    [Fact]
    public void Whether_a_word_has_increased_nobody_can_say()
    {
        using var rows = new MappedRows(Log, Header);
        var fault = rows.Fault("1,2021-01-01 08:00,Waiting,A,many,?");
        (fault.Column, fault.Reason).Should().Be(("moves", "'many' is not a number, so nobody can say whether it increased"));
    }

    [Fact]
    public void A_rejected_record_leaves_no_trace_in_the_story()
    {
        using var rows = new MappedRows(Log, Header);
        rows.Names("1,2021-01-01 08:00,Waiting,A,1,?");
        rows.Fault("1,not a time,Open,B,5,?").Column.Should().Be("at");
        rows.Names("1,2021-01-01 10:00,Waiting,A,1,?").Should().Equal("later", "is", "absent");
    }

    [Fact]
    public void A_key_whose_first_record_was_rejected_begins_with_the_next()
    {
        using var rows = new MappedRows(Log, Header);
        rows.Fault("1,not a time,Open,B,5,?");
        rows.Names("1,2021-01-01 10:00,Waiting,A,0,?").Should().Equal("first", "is", "absent");
    }

    [Fact]
    public void Records_without_a_key_belong_to_no_story()
    {
        using var rows = new MappedRows(Log, Header);
        var fault = rows.Fault("?,2021-01-01 08:00,Waiting,A,1,?");
        (fault.Column, fault.Reason).Should().Be(("number", "is missing: it says which records belong together"));
    }

    private static string Names(params string[] records)
    {
        using var rows = new MappedRows(Log, Header);
        return string.Join(", ", records.Select(rows.Names).ToArray()[^1]);
    }
}
