using Metrics.Pipelines.Sources;

namespace Metrics.Pipelines.Tests;

public sealed class MappingMistakeTests : IDisposable
{
    private const string Mapping = """
        name: phones
        format: delimited
        delimiter: ";"
        encoding: windows-1252
        zone: Europe/Stockholm
        ambiguous: earlier
        times: yyyy-MM-dd HH:mm
        nulls: ["", "-"]
        subject: call
        set: { customer: customer }
        events:
          - type: servicedesk.contact.recorded.v1
            when: [{ column: state, is: [done, lost] }]
            id: call
            time: { columns: [date, clock], format: yyyy-MM-dd HH:mm }
            set:
              outcome: { column: state, values: { done: answered, lost: abandoned }, others: reject }
              waitSeconds: { column: wait, in: minutes, decimal: "," }
              talkSeconds: { column: talk, duration: "hh:mm:ss" }
          - type: servicedesk.survey.rated.v1
            id: call
            time: rated
            set: { rating: rating, scaleLow: { value: "1" }, scaleHigh: { value: "5" } }
        checks: { weight: { is: number } }

        """;

    private static readonly Mistake[] Each =
    [
        new("nme: phones", "name: phones", "mapping.yaml:1: the key 'name' is missing"),
        new("name: my/phones", "name: phones", "mapping.yaml:1: name: 'my/phones' is not a name: it must say something, without '/'"),
        new("name: [phones]", "name: phones", "mapping.yaml:1: name: must be a single value"),
        new("format: csv", "format: delimited", "mapping.yaml:2: format: 'csv' is not one of delimited, cloud-events"),
        new("delimiter: ';;'", "delimiter: \";\"", "mapping.yaml:3: delimiter: ';;' is neither 'tab' nor one ASCII character"),
        new("delimiter: '\"'", "delimiter: \";\"", "mapping.yaml:3: delimiter: '\"' is neither 'tab' nor one ASCII character"),
        new("delimiter: §", "delimiter: \";\"", "mapping.yaml:3: delimiter: '§' is neither 'tab' nor one ASCII character"),
        new("encoding: latin9", "encoding: windows-1252", "mapping.yaml:4: encoding: 'latin9' is not one of utf-8, iso-8859-1, windows-1252"),
        new("zone: Sweden/Stockholm", "zone: Europe/Stockholm", "mapping.yaml:5: zone: 'Sweden/Stockholm' is neither 'organisation' nor a zone of the IANA database"),
        new("ambiguous: first", "ambiguous: earlier", "mapping.yaml:6: ambiguous: 'first' is not one of reject, earlier, later"),
        new("times: []", "times: yyyy-MM-dd HH:mm", "mapping.yaml:7: times: needs at least one format"),
        new("times: HH:mm", "times: yyyy-MM-dd HH:mm", "mapping.yaml:7: times: 'HH:mm' doesn't say year and month"),
        new("times: MM-dd HH:mm", "times: yyyy-MM-dd HH:mm", "mapping.yaml:7: times: 'MM-dd HH:mm' doesn't say year and month"),
        new("times: [d/M/yyyy, yyyy-MM HH:mm]", "times: yyyy-MM-dd HH:mm", "mapping.yaml:7: times[1]: 'yyyy-MM HH:mm' says a time but no day"),
        new("times: yyyy-MM-dd hh:mm", "times: yyyy-MM-dd HH:mm", "mapping.yaml:7: times: 'yyyy-MM-dd hh:mm' has a clock of twelve hours (h) without AM and PM (tt)"),
        new("times: d", "times: yyyy-MM-dd HH:mm", "mapping.yaml:7: times: 'd' doesn't say year and month"),
        new("times: yyyy-MM-dd 'HH", "times: yyyy-MM-dd HH:mm", "mapping.yaml:7: times: 'yyyy-MM-dd 'HH' is not a time format"),
        new("nulls: { a: b }", "nulls: [\"\", \"-\"]", "mapping.yaml:8: nulls: must be a single value"),
        new("zubject: call", "subject: call", "mapping.yaml:9: zubject: is not known here; known are ambiguous, checks, columns"),
        new("set: { kustomer: customer }", "set: { customer: customer }", "mapping.yaml:10: set.kustomer: none of the events has a member 'kustomer'"),
        new("ewents:", "events:", "mapping.yaml:1: the key 'events' is missing"),
        new("servicedesk.contact.recorded.v2", "servicedesk.contact.recorded.v1", "mapping.yaml:12: events[0].type: 'servicedesk.contact.recorded.v2' is not an event type"),
        new("servicedesk.contact.answered.v1\n    name: x", "servicedesk.contact.recorded.v1", "mapping.yaml:18: events[0].set.outcome: servicedesk.contact.answered.v1 has no member 'outcome'; it has waitSeconds"),
        new("    wen: [{", "    when: [{", "mapping.yaml:13: events[0].wen: is not known here; known are id, name, set, subject, time, type, when"),
        new("column: state, iz:", "column: state, is:", "mapping.yaml:13: events[0].when[0].iz: is not known here"),
        new("{ column: state }", "{ column: state, is: [done, lost] }", "mapping.yaml:13: events[0].when[0]: says nothing; give is, isNot"),
        new("{ column: state, changed: false }", "{ column: state, is: [done, lost] }", "mapping.yaml:13: events[0].when[0]: says nothing; give is, isNot"),
        new("{ is: [done, lost] }", "{ column: state, is: [done, lost] }", "mapping.yaml:13: events[0].when[0]: 'column' is missing"),
        new("{ first: true, is: done }", "{ column: state, is: [done, lost] }", "mapping.yaml:13: events[0].when[0]: 'column' is missing"),
        new("{ column: [state, wait], is: [done, lost] }", "{ column: state, is: [done, lost] }", "mapping.yaml:13: events[0].when[0]: only 'changed' takes several columns"),
        new("{ column: [state, wait], changed: true, is: done }", "{ column: state, is: [done, lost] }", "mapping.yaml:13: events[0].when[0]: only 'changed' takes several columns"),
        new("{ column: state, changed: yes }", "{ column: state, is: [done, lost] }", "mapping.yaml:13: events[0].when[0].changed: 'yes' is neither true nor false"),
        new("{ column: state, changed: true }", "{ column: state, is: [done, lost] }", "mapping.yaml:12: events: a condition looks at the record before; 'key' must name"),
        new("    id: call\n    thyme: x", "    id: call\n    time: { columns: [date, clock], format: yyyy-MM-dd HH:mm }", "mapping.yaml:12: events[0]: the key 'time' is missing"),
        new("time: { columns: [date, clock], format: hh:mm }", "time: { columns: [date, clock], format: yyyy-MM-dd HH:mm }", "mapping.yaml:15: events[0].time.format: 'hh:mm' doesn't say year and month"),
        new("time: { columns: [date], column: clock }", "time: { columns: [date, clock], format: yyyy-MM-dd HH:mm }", "mapping.yaml:15: events[0].time: comes from one of column, columns, either, value, not from several"),
        new("time: { format: yyyy-MM-dd HH:mm }", "time: { columns: [date, clock], format: yyyy-MM-dd HH:mm }", "mapping.yaml:15: events[0].time: needs 'column', 'columns', 'either' or 'value'"),
        new("      outkome:", "      outcome:", "events[0].set.outkome: servicedesk.contact.recorded.v1 has no member 'outkome'; it has"),
        new("", "      outcome: { column: state, values: { done: answered, lost: abandoned }, others: reject }\n", "mapping.yaml:12: events[0]: 'set' must give 'outcome': servicedesk.contact.recorded.v1 requires it"),
        new("others: keeep", "others: reject", "mapping.yaml:17: events[0].set.outcome.others: 'keeep' is neither keep nor reject"),
        new("{ column: state, others: keep }", "{ column: state, values: { done: answered, lost: abandoned }, others: reject }", "mapping.yaml:17: events[0].set.outcome.others: says what becomes of words"),
        new("in: days", "in: minutes", "mapping.yaml:18: events[0].set.waitSeconds.in: 'days' is not one of milliseconds, seconds, minutes, hours"),
        new("decimal: comma", "decimal: \",\"", "mapping.yaml:18: events[0].set.waitSeconds.decimal: 'comma' is neither '.' nor ','"),
        new("duration: hours", "duration: \"hh:mm:ss\"", "mapping.yaml:19: events[0].set.talkSeconds.duration: 'hours' is not a duration such as hh:mm:ss"),
        new("duration: \"hh:mm:ss\", in: minutes", "duration: \"hh:mm:ss\"", "mapping.yaml:19: events[0].set.talkSeconds.duration: says its unit itself"),
        new("checks: { weight: { is: heavy } }", "checks: { weight: { is: number } }", "mapping.yaml:24: checks.weight.is: 'heavy' is not one of number, time"),
        new("checks: { weight: { number: true } }", "checks: { weight: { is: number } }", "mapping.yaml:24: checks.weight: the key 'is' is missing"),
        new("checkz: { weight: { is: number } }", "checks: { weight: { is: number } }", "mapping.yaml:24: checkz: is not known here; known are ambiguous, checks, columns"),
        new("name: phones\nname: again", "name: phones", "mapping.yaml:2: is not valid YAML"),
        new("name: \"phones", "name: phones", "is not valid YAML"),
        new("name: phones\n---", "name: phones", "mapping.yaml:1: must hold one map of keys"),
    ];

    private readonly ConfigurationFolder _folder = new();

    public static TheoryData<string> Complaints => Mistake.Numbered(Each);

    [Theory]
    [MemberData(nameof(Complaints))]
    public void A_mistake_in_a_mapping_is_told_with_file_line_and_key(string complaint)
    {
        var mistake = Mistake.Of(Each, complaint);
        _folder.Error(() => Read(mistake.In(Mapping))).Should().Contain(mistake.Complaint).And.StartWith("mapping.yaml:");
    }

    [Fact]
    public void The_mapping_without_mistakes_is_read()
    {
        var mapping = Read(Mapping);
        (mapping.Name, mapping.Delimiter, mapping.Encoding, mapping.Zone!.Id, mapping.Ambiguous).Should().Be(("phones", ';', "windows-1252", "Europe/Stockholm", AmbiguousTime.Earlier));
        mapping.Events.Select(e => e.Name).Should().Equal("contact.recorded.v1", "survey.rated.v1");
        mapping.Events.Should().OnlyContain(e => e.Set.ContainsKey("customer"));
    }

    [Fact]
    public void Two_events_of_one_name_need_names_of_their_own()
    {
        const string twins = """
            name: twins
            zone: UTC
            subject: ticket
            events:
              - { type: servicedesk.ticket.paused.v1, time: a }
              - { type: servicedesk.ticket.paused.v1, time: b }
            """;
        _folder.Error(() => Read(twins)).Should().Be("mapping.yaml:5: events: two events are called 'ticket.paused.v1'; give each a 'name' of its own");
        Read(twins.Replace("time: b", "time: b, name: again", StringComparison.Ordinal)).Events.Should().HaveCount(2);
    }

    [Theory]
    [InlineData("servicedesk.ticket.resumed.v1")]
    [InlineData("servicedesk.contact.ended.v1")]
    public void Events_of_one_life_must_say_whose(string type)
        => _folder.Error(() => Read($"name: n\nzone: UTC\nevents:\n  - {{ type: {type}, id: x, time: t }}\n"))
            .Should().Be("mapping.yaml:4: events[0]: 'subject' must say which column names the ticket or contact: events of one life are told by it");

    [Theory]
    [InlineData("zone: UTC", "zone")]
    [InlineData("events: []", "events")]
    public void Events_that_are_events_already_need_no_columns(string line, string key)
        => _folder.Error(() => Read($"name: n\nformat: cloud-events\n{line}\n")).Should().Be($"mapping.yaml:3: {key}: is not known here; known are description, format, name, trustsRecordedTime");

    [Fact]
    public void A_mapping_of_no_events_is_none()
        => _folder.Error(() => Read("name: n\nzone: UTC\nevents: []\n")).Should().Be("mapping.yaml:3: events: must list at least one event");

    [Fact]
    public void A_file_that_is_not_there_is_said_to_be_so()
        => _folder.Error(() => SourceMappingReader.Read(Path.Combine(_folder.Root, "none.yaml"))).Should().Be("none.yaml: there is no such file");

    [Fact]
    public void A_changed_mapping_has_another_fingerprint()
        => Read(Mapping).Fingerprint.Should().Be(Read(Mapping).Fingerprint).And.NotBe(Read(Mapping + "# a word more\n").Fingerprint);

    public void Dispose() => _folder.Dispose();

    private SourceMapping Read(string text) => SourceMappingReader.Read(_folder.Write("mapping.yaml", text));
}
