using Metrics.Intake.Tests.Support;
using Metrics.ServiceDesk.Events;

namespace Metrics.Intake.Tests.Mapping;

public sealed class RowMapperTests
{
    private const string Calls = """
        name: calls
        zone: organisation
        times: yyyy-MM-dd HH:mm
        subject: call
        revision: version
        set: { channel: { value: phone }, customer: customer }
        events:
          - type: servicedesk.contact.recorded.v1
            id: call
            time: at
            set:
              outcome: { column: answered, values: { Y: answered, N: abandoned } }
              waitSeconds: { column: wait, in: minutes }
              resolved: { column: solved, values: { Y: "true", N: "false", maybe: maybe } }
          - type: servicedesk.survey.rated.v1
            when: [{ column: rating, present: true }]
            id: call
            time: at
            set: { rating: rating, scaleLow: { value: "1" }, scaleHigh: { value: "5" } }
        """;

    private const string Header = "call,at,customer,answered,wait,solved,rating,version";

    [Fact]
    public void One_row_becomes_one_event_or_several()
    {
        using var rows = new MappedRows(Calls, Header);
        rows.Names("1,2021-07-01 08:00,Kultur,Y,1.5,Y,,").Should().Equal("contact.recorded.v1");
        rows.Names("2,2021-07-01 08:00,Kultur,Y,1.5,Y,4,").Should().Equal("contact.recorded.v1", "survey.rated.v1");
    }

    [Fact]
    public void An_event_says_what_the_row_says_and_nothing_for_what_it_leaves_out()
    {
        using var rows = new MappedRows(Calls, Header);
        var e = rows.Event("7,2021-07-01 08:00,Kultur,Y,1.5,,,3");
        (e.Id, e.Subject, e.Source, e.Organisation, e.Revision, e.Time).Should().Be(("contact.recorded.v1|7", "7", "desk/calls", "desk", 3, Instants.At("2021-07-01T06:00:00Z")));
        e.Data.Should().Be(new ContactRecorded { Channel = "phone", Customer = "Kultur", Outcome = ContactOutcome.Answered, WaitSeconds = 90 });
    }

    [Theory]
    [InlineData("", "2021-07-01 08:00", "Y", "1", "", "", "", "call", "is missing: it identifies contact.recorded.v1")]
    [InlineData("1", "", "Y", "1", "", "", "", "at", "is missing: it says when contact.recorded.v1 happened")]
    [InlineData("1", "2021-07-01", "Y", "1", "", "", "", "at", "'2021-07-01' is not a time as yyyy-MM-dd HH:mm")]
    [InlineData("1", "2021-07-01 08:00", "", "1", "", "", "", "answered", "is missing: servicedesk.contact.recorded.v1 requires its 'outcome'")]
    [InlineData("1", "2021-07-01 08:00", "X", "1", "", "", "", "answered", "'X' is not one of Y, N")]
    [InlineData("1", "2021-07-01 08:00", "Y", "-1", "", "", "", "wait", "-60 is outside 0 to 604800")]
    [InlineData("1", "2021-07-01 08:00", "Y", "1", "maybe", "", "", "solved", "'maybe' is neither true nor false; say in 'values' what it means")]
    [InlineData("1", "2021-07-01 08:00", "Y", "1", "", "2000", "", "rating", "2000 is outside -1000 to 1000")]
    [InlineData("1", "2021-07-01 08:00", "Y", "1", "", "", "1.5", "version", "'1.5' is not a revision: a whole number from 0")]
    [InlineData("1", "2021-07-01 08:00", "Y", "1", "", "", "-1", "version", "'-1' is not a revision: a whole number from 0")]
    public void A_fault_names_its_column_and_takes_all_events_of_the_row(
        string call, string at, string answered, string wait, string solved, string rating, string version, string column, string reason)
    {
        using var rows = new MappedRows(Calls, Header);
        var fault = rows.Fault($"{call},{at},Kultur,{answered},{wait},{solved},{rating},{version}");
        (fault.Column, fault.Reason).Should().Be((column, reason));
    }

    [Fact]
    public void A_name_too_long_is_a_fault_of_its_column()
    {
        using var rows = new MappedRows(Calls, Header);
        var fault = rows.Fault($"1,2021-07-01 08:00,{new string('x', 201)},Y,1,,,");
        (fault.Column, fault.Reason).Should().Be(("customer", "is longer than 200 characters"));
    }

    [Fact]
    public void The_version_is_the_row_s_own_else_the_file_s()
    {
        using var rows = new MappedRows(Calls, Header, fileRevision: 77);
        rows.Event("1,2021-07-01 08:00,,Y,1,,,5").Revision.Should().Be(5);
        rows.Event("1,2021-07-01 08:00,,Y,1,,,").Revision.Should().Be(77);
    }

    [Theory]
    [InlineData("a|b,c", "a,b|c")]
    [InlineData("a\\|b,c", "a\\,b|c")]
    [InlineData("a,", ",a")]
    public void Different_keys_never_make_one_identity(string one, string other)
    {
        const string mapping = """
            name: pairs
            zone: UTC
            times: yyyy-MM-dd
            events:
              - { type: servicedesk.indicator.reported.v1, id: [a, b], time: at, set: { indicator: { value: i }, period: at, value: { value: "1" }, readFrom: { value: f } } }
            """;
        using var rows = new MappedRows(mapping, "at,a,b");
        rows.Event("2021-07-01," + one).Id.Should().NotBe(rows.Event("2021-07-01," + other).Id);
        var fault = rows.Fault("2021-07-01,,");
        (fault.Column, fault.Reason).Should().Be(("a + b", "is missing: it identifies indicator.reported.v1"));
    }
}
