using Metrics.ServiceDesk;
using Metrics.ServiceDesk.Events;
using Metrics.ServiceDesk.Sla;
using NodaTime;

namespace Metrics.Pipelines.Tests;

public sealed class PolicyMistakeTests : IDisposable
{
    private const string Office = """
        id: office
        label: { sv: Kontorstid, en: Office hours }
        zone: Europe/Stockholm
        versions: [{ hours: { monday-friday: "08:00-17:00" }, publicHolidays: closed }]

        """;

    private const string Shut = """
        id: shut
        label: { sv: Stängt, en: Shut }
        zone: Europe/Stockholm
        versions:
          - { hours: always, publicHolidays: open }
          - { validFrom: 2019-01-01, hours: { monday: closed }, publicHolidays: open }

        """;

    private const string Desk = """
        id: desk
        label: { sv: Desken, en: The desk }
        level: sla
        zone: Europe/Stockholm
        versions:
          - stoppedBy: [Väntar på kund]
            warnAt: 75
            promises:
              - { resolution: 16h }
              - { kind: [incident, major-incident], priority: "1", firstResponse: 30m, resolution: { within: 4h, time: calendar } }
          - validFrom: 2023-03-15
            calendar: office
            stoppedBy: any
            reopened: first
            promises: [{ resolution: 1h30m, warnAt: 50 }]

        """;

    private const string Organisation = """
        id: org
        label: { sv: Org, en: Org }
        zone: Europe/Stockholm
        serviceLevelSeconds: [120]
        shortAbandonSeconds: 11
        resolutionHours: [16]
        calendar: office
        policies: [desk]

        """;

    private static readonly Mistake[] Each =
    [
        new("level: slo", "level: sla", "desk.yaml:3: level: 'slo' is not one of sla, ola, uc"),
        new("zone: Sverige", "zone: Europe/Stockholm", "desk.yaml:4: zone: 'Sverige' is not a zone of the IANA database"),
        new("stoppedBy: customer", "stoppedBy: [Väntar på kund]", "desk.yaml:6: versions[0].stoppedBy: must list the reasons for waiting that stop the clock, or be any or none"),
        new("stoppedBy: [none]", "stoppedBy: [Väntar på kund]", "desk.yaml:6: versions[0].stoppedBy: 'none' is not a reason; write stoppedBy: none, without brackets"),
        new("promises: []", "promises: [{ resolution: 1h30m, warnAt: 50 }]", "desk.yaml:15: versions[1].promises: must list at least one promise"),
        new("priority: \"\"", "priority: \"1\"", "desk.yaml:10: versions[0].promises[1].priority: names nothing"),
        new("firstResponse: 17h, resolution: 16h", "resolution: 16h", "desk.yaml:9: versions[0].promises[0]: promises the first response later than the resolution"),
        new("id: ''", "id: desk", "desk.yaml:1: id: '' is not an id: it must say something"),
        new("warnAt: 100", "warnAt: 75", "desk.yaml:7: versions[0].warnAt: must be per cent of the promised time, 1 to 99"),
        new("resolution: 16", "resolution: 16h", "desk.yaml:9: versions[0].promises[0].resolution: '16' is not a time such as 16h, 30m or 1h30m, over zero and under ten years"),
        new("resolution: 0h", "resolution: 16h", "'0h' is not a time"),
        new("warnAt: 80", "resolution: 16h", "desk.yaml:9: versions[0].promises[0]: promises nothing; give firstResponse, resolution or both"),
        new("time: office", "time: calendar", "desk.yaml:10: versions[0].promises[1].resolution.time: 'office' is not one of opening, calendar"),
        new("kind: [incdent", "kind: [incident", "desk.yaml:10: versions[0].promises[1].kind[0]: 'incdent' is not one of request, incident, major-incident, personal-data-incident, complaint"),
        new("resolution: 16h }\n      - { resolution: 8h", "resolution: 16h", "desk.yaml:9: versions[0].promises: two promises tie: (every ticket) and (every ticket) are both for (every ticket)"),
        new("resolution: 16h }\n      - { channel: phone, customer: Äldre, resolution: 8h", "resolution: 16h", "two promises tie: (customer Äldre, channel phone) and (kind incident or major-incident, priority 1) are both for (customer Äldre, channel phone, kind incident or major-incident, priority 1); name more attributes in one of them"),
        new("line: second, resolution: 16h", "resolution: 16h", "desk.yaml:9: versions[0].promises[0].line: is not known here"),
        new("calendar: offices", "calendar: office", "desk.yaml:12: versions[1].calendar: there is no calendar 'offices'; there are office, shut"),
        new("calendar: shut", "calendar: office", "desk.yaml:15: versions[1].promises: desk@2023-03-15 promises 1.5 opening hours (every ticket), and shut never opens for so long"),
        new("reopened: last", "reopened: first", "desk.yaml:14: versions[1].reopened: 'last' is not one of first, total"),
    ];

    private readonly ConfigurationFolder _folder = new();

    public PolicyMistakeTests()
    {
        _folder.Write("calendars/office.yaml", Office);
        _folder.Write("calendars/shut.yaml", Shut);
    }

    public static TheoryData<string> Complaints => Mistake.Numbered(Each);

    [Theory]
    [MemberData(nameof(Complaints))]
    public void A_mistake_in_a_policy_is_told_with_file_line_and_key(string complaint)
    {
        var mistake = Mistake.Of(Each, complaint);
        _folder.Write("policies/desk.yaml", mistake.In(Desk));
        _folder.Error(() => _ = Pipelines.Policies).Should().Contain(mistake.Complaint);
    }

    [Fact]
    public void A_version_that_shadows_another_is_refused()
    {
        _folder.Write("policies/desk.yaml", Desk + "  - { validFrom: 2023-03-15, stoppedBy: any, promises: [{ resolution: 1h }] }\n");
        _folder.Error(() => _ = Pipelines.Policies).Should().Contain("desk.yaml:16: versions[2].validFrom: shadows the version before it, which is valid from 2023-03-15; versions stand in the order of time");
    }

    [Fact]
    public void A_policy_without_mistakes_is_read()
    {
        _folder.Write("policies/desk.yaml", Desk);
        var desk = Pipelines.Policies["desk"];
        var (old, now) = (desk.Versions[0], desk.Versions[1]);
        (old.Name, old.Reopened, old.Calendar, old.Promises[0].WarnAt).Should().Be(("desk", ResolutionUsed.Total, null, 0.75m));
        old.IsStoppedBy("väntar på kund").Should().BeTrue();
        old.IsStoppedBy("Leverantör").Should().BeFalse();
        old.Promises[1].Resolution.Should().Be(new TimeLimit(Duration.FromHours(4), ClockTime.Calendar));
        old.Promises[1].For.Matches(new TicketTraits(Slice.Of("org", null), "1", TicketKind.MajorIncident)).Should().BeTrue();
        old.Promises[1].For.Matches(new TicketTraits(Slice.Of("org", null), "1", null)).Should().BeFalse();
        (now.Name, now.Reopened, now.Calendar!.Id, now.IsStoppedBy(null)).Should().Be(("desk@2023-03-15", ResolutionUsed.First, "office", true));
        now.ValidFrom.Should().Be(Instant.FromUtc(2023, 3, 14, 23, 0));
        now.Promises[0].Resolution!.Value.Within.Should().Be(Duration.FromMinutes(90));
        desk.VersionAt(Instant.FromUtc(2023, 3, 14, 22, 59)).Should().BeSameAs(old);
        desk.VersionAt(Instant.FromUtc(2023, 3, 14, 23, 0)).Should().BeSameAs(now);
    }

    [Fact]
    public void Promises_of_two_policies_that_tie_are_named()
    {
        _folder.Write("organisations/org.yaml", Organisation.Replace("[desk]", "[desk, other]", StringComparison.Ordinal));
        _folder.Write("policies/desk.yaml", Other("{ resolution: 16h }").Replace("id: other", "id: desk", StringComparison.Ordinal));
        _folder.Write("policies/other.yaml", Other("{ customer: Äldre, resolution: 8h }", "{ channel: phone, resolution: 8h }"));
        _folder.Error(() => _ = Pipelines.Organisations).Should().Contain("other.yaml:6: versions[0].promises: two promises tie: (customer Äldre) and (channel phone)");
        _folder.Write("policies/other.yaml", Other("{ resolution: 8h }"));
        _folder.Error(() => _ = Pipelines.Organisations).Should().Contain("org.yaml:8: policies: desk (every ticket) and other (every ticket) tie: both are for (every ticket); name more attributes in one of them");
        _folder.Write("policies/other.yaml", Other("{ customer: Äldre, resolution: 8h }", "{ channel: phone, resolution: 6h }", "{ customer: Äldre, channel: phone, resolution: 4h }"));
        Pipelines.Organisation("org").Terms.Policies.Should().HaveCount(2, "the third promise decides between the two");
    }

    [Fact]
    public void A_rule_that_decides_between_two_must_hold_as_long_as_they_do()
    {
        string One(string id, string promise) => Other(promise).Replace("id: other", "id: " + id, StringComparison.Ordinal);
        _folder.Write("organisations/org.yaml", Organisation.Replace("[desk]", "[a, b, c]", StringComparison.Ordinal));
        _folder.Write("policies/a.yaml", One("a", "{ unit: U, resolution: 4h }"));
        _folder.Write("policies/b.yaml", One("b", "{ service: S, resolution: 40h }"));
        _folder.Write("policies/c.yaml", One("c", "{ unit: U, service: S, resolution: 8h }").Replace("- promises", "- validFrom: 2024-01-01\n    promises", StringComparison.Ordinal));
        _folder.Error(() => _ = Pipelines.Organisations).Should().Contain("a (unit U) and b (service S) tie: both are for (unit U, service S)");
        _folder.Write("policies/c.yaml", One("c", "{ unit: U, service: S, resolution: 8h }"));
        Pipelines.Organisation("org").Terms.Policies.Should().HaveCount(3);
    }

    [Fact]
    public void A_promise_that_a_later_version_of_the_hours_can_never_reach_is_refused()
    {
        _folder.Write("calendars/office.yaml", Office.Replace("publicHolidays: closed }]", "publicHolidays: closed }, { validFrom: 2024-01-01, hours: { monday: closed }, publicHolidays: open }]", StringComparison.Ordinal));
        _folder.Write("policies/desk.yaml", Desk);
        _folder.Write("organisations/org.yaml", Organisation);
        _folder.Error(() => _ = Pipelines.Organisations).Should().Contain("office never opens for so long");
    }

    [Fact]
    public void Promises_to_the_customer_and_between_lines_do_not_tie()
    {
        _folder.Write("organisations/org.yaml", Organisation.Replace("[desk]", "[other, later]", StringComparison.Ordinal));
        _folder.Write("policies/other.yaml", Other("{ resolution: 8h }"));
        _folder.Write("policies/later.yaml", Other("{ resolution: 9h }").Replace("id: other", "id: later", StringComparison.Ordinal));
        _folder.Error(() => _ = Pipelines.Organisations).Should().Contain("tie");
        _folder.Write("policies/later.yaml", Other("{ line: Andra, resolution: 9h }").Replace("id: other", "id: later", StringComparison.Ordinal).Replace("level: sla", "level: ola", StringComparison.Ordinal));
        Pipelines.Organisation("org").Terms.Policies.Should().HaveCount(2, "one is to the customer, one between lines");
    }

    [Fact]
    public void A_promise_longer_than_the_organisation_s_calendar_ever_opens_is_refused()
    {
        _folder.Write("policies/desk.yaml", Desk);
        _folder.Write("organisations/org.yaml", Organisation.Replace("calendar: office", "calendar: office\ncalendars: [{ service: Arkiv, calendar: shut }]", StringComparison.Ordinal));
        _folder.Error(() => _ = Pipelines.Organisations).Should().Contain("org.yaml:9: policies: desk promises 16 opening hours (every ticket), and shut never opens for so long");
    }

    [Fact]
    public void Calendars_that_tie_are_refused()
    {
        _folder.Write("policies/desk.yaml", Desk);
        _folder.Write("organisations/org.yaml", Organisation.Replace("calendar: office", "calendar: office\ncalendars: [{ service: Arkiv, calendar: office }, { customer: Äldre, calendar: office }]", StringComparison.Ordinal));
        _folder.Error(() => _ = Pipelines.Organisations).Should().Contain("org.yaml:8: calendars: (service Arkiv) and (customer Äldre) tie: both are for (service Arkiv, customer Äldre)");
    }

    public void Dispose() => _folder.Dispose();

    private PipelineFolder Pipelines => new(_folder.Root);

    private static string Other(params string[] promises) => $"""
        id: other
        label: LABEL
        level: sla
        zone: Europe/Stockholm
        versions:
          - promises: [{string.Join(", ", promises)}]
            stoppedBy: none

        """.Replace("LABEL", "{ sv: Annan, en: Other }", StringComparison.Ordinal);
}
