using Metrics.Pipelines.Sources;

namespace Metrics.Pipelines.Tests;

/// <summary>Files without a header, columns made of others, checks of some rows.</summary>
public sealed class ColumnMistakeTests : IDisposable
{
    private const string Mapping = """
        name: queue
        delimiter: "|"
        quotes: none
        zone: UTC
        times: unix
        nulls: ["", NONE]
        columns: [time, call, queue, word]
        trailing: [data1, data2]
        hidden: [data2]
        outsideHours: closed
        derived:
          what: { column: word, values: { ENTER: comes, LEAVE: goes } }
          visit:
            counts: [{ column: what, is: comes }]
            per: [call, queue]
        subject: [call, queue, visit]
        events:
          - type: servicedesk.contact.offered.v1
            when: [{ column: what, is: comes }]
            id: [time, call, visit]
            time: time
            set: { queue: queue, callerKey: { column: data1, keyed: true } }
          - type: servicedesk.contact.abandoned.v1
            when: [{ column: what, isNot: comes }]
            id: [time, call, visit]
            time: time
            set: { waitSeconds: { column: data1, required: true } }
        checks:
          - { column: time, is: time, required: true }
          - { column: data2, is: empty, when: [{ column: what, is: comes }] }

        """;

    private static readonly Mistake[] Each =
    [
        new("quotes: double", "quotes: none", "mapping.yaml:3: quotes: 'double' is not one of doubled, none"),
        new("nulls: [NONE]", "nulls: [\"\", NONE]", "mapping.yaml:8: trailing: are nothing where a row lacks them, so 'nulls' must hold \"\""),
        new("", "columns: [time, call, queue, word]\n", "mapping.yaml:7: trailing: only a file without a header, whose 'columns' the mapping lists, has trailing columns"),
        new("columns: []", "columns: [time, call, queue, word]", "mapping.yaml:7: columns: names no column"),
        new("columns: [time, call, queue, '']", "columns: [time, call, queue, word]", "mapping.yaml:7: columns[3]: is not a name"),
        new("columns: [time, call, queue, word, time]", "columns: [time, call, queue, word]", "mapping.yaml:7: columns[4]: 'time' stands twice"),
        new("trailing: [data1, data1]", "trailing: [data1, data2]", "mapping.yaml:8: trailing[1]: 'data1' stands twice"),
        new("trailing: [data1, queue]", "trailing: [data1, data2]", "mapping.yaml:8: trailing: names 'queue', which 'columns' names too"),
        new("hidden: [agent]", "hidden: [data2]", "mapping.yaml:9: hidden[0]: 'agent' is not a column; there are time, call, queue, word, data1, data2"),
        new("outsideHours: shut", "outsideHours: closed", "mapping.yaml:10: outsideHours: 'shut' is not one of offered, closed"),
        new("column: what, is: comes }]\n    id: [time, call, visit]\n    time: hour", "column: what, is: comes }]\n    id: [time, call, visit]\n    time: time", "mapping.yaml:21: events[0].time: 'hour' is not a column; there are time, call, queue, word, data1, data2, what, visit"),
        new("{ column: wort, values:", "{ column: word, values:", "mapping.yaml:12: derived.what.column: 'wort' is not a column; there are"),
        new("{ column: visit, values:", "{ column: word, values:", "mapping.yaml:12: derived.what.column: 'visit' is made after what names it; put it first"),
        new("  word: { column: word, values:", "  what: { column: word, values:", "mapping.yaml:12: derived.word: is one of the file's 'columns'; give it another name"),
        new("counts: []", "counts: [{ column: what, is: comes }]", "mapping.yaml:14: derived.visit.counts: must say by a condition which rows are counted"),
        new("counts: [{ column: visit, is: comes }]", "counts: [{ column: what, is: comes }]", "mapping.yaml:14: derived.visit.counts[0].column: 'visit' is made after what names it"),
        new("counts: [{ first: true }]", "counts: [{ column: what, is: comes }]", "mapping.yaml:14: derived.visit.counts: looks at the record before; only an event's 'when' does"),
        new("    per: []", "    per: [call, queue]", "mapping.yaml:15: derived.visit.per: names no column"),
        new("", "    per: [call, queue]\n", "mapping.yaml:14: derived.visit: the key 'per' is missing"),
        new("    per: [call, queue]\n    column: x", "    per: [call, queue]", "mapping.yaml:16: derived.visit.column: is not known here; known are counts, per"),
        new("subject: [call, queues]", "subject: [call, queue, visit]", "mapping.yaml:16: subject[1]: 'queues' is not a column"),
        new("{ column: wat, is: comes }]\n    id", "{ column: what, is: comes }]\n    id", "mapping.yaml:19: events[0].when[0].column: 'wat' is not a column"),
        new("keyed: maybe", "keyed: true", "mapping.yaml:22: events[0].set.callerKey.keyed: 'maybe' is neither true nor false"),
        new("keyed: true, in: minutes", "keyed: true", "mapping.yaml:22: events[0].set.callerKey.in: means nothing beside 'keyed'"),
        new("keyed: true, default: x", "keyed: true", "mapping.yaml:22: events[0].set.callerKey.default: means nothing beside 'keyed'"),
        new("column: data1, required: true, default: \"0\"", "column: data1, required: true", "mapping.yaml:27: events[1].set.waitSeconds.required: says that a record must have it, and it has a value anyway"),
        new("{ column: tyme, is: time, required: true }", "{ column: time, is: time, required: true }", "mapping.yaml:29: checks[0].column: 'tyme' is not a column"),
        new("{ is: time }", "{ column: time, is: time, required: true }", "mapping.yaml:29: checks[0]: needs 'column', 'columns', 'either' or 'value'"),
        new("is: empty, required: true,", "is: empty,", "mapping.yaml:30: checks[1]: can't be both empty and 'required'"),
        new("is: nothing,", "is: empty,", "mapping.yaml:30: checks[1].is: 'nothing' is not one of number, time, empty"),
        new("is: empty, when: [{ column: what, changed: true }]", "is: empty, when: [{ column: what, is: comes }]", "mapping.yaml:30: checks[1].when: looks at the record before"),
        new("checks: { wort: { is: number } }\nx:", "checks:", "mapping.yaml:28: checks.wort: 'wort' is not a column"),
    ];

    private readonly ConfigurationFolder _folder = new();

    public static TheoryData<string> Complaints => Mistake.Numbered(Each);

    [Theory]
    [MemberData(nameof(Complaints))]
    public void A_mistake_about_columns_is_told_with_file_line_and_key(string complaint)
    {
        var mistake = Mistake.Of(Each, complaint);
        _folder.Error(() => Read(mistake.In(Mapping))).Should().Contain(mistake.Complaint);
    }

    [Fact]
    public void The_mapping_without_mistakes_is_read()
    {
        var mapping = Read(Mapping);
        mapping.Columns.Concat(mapping.Trailing).Should().Equal("time", "call", "queue", "word", "data1", "data2");
        mapping.Derived.Select(d => d.Name).Should().Equal("what", "visit");
        mapping.Events[0].Subject.Should().HaveCount(3);
        (mapping.Quotes, mapping.OutsideHours).Should().Be((FieldQuotes.None, OutsideHours.Closed));
    }

    [Fact]
    public void Hours_mean_nothing_where_nothing_is_offered()
        => _folder.Error(() => Read("name: n\nzone: UTC\noutsideHours: closed\nsubject: a\nevents:\n  - { type: servicedesk.contact.abandoned.v1, id: a, time: t }\n"))
            .Should().Be("mapping.yaml:3: outsideHours: says what becomes of servicedesk.contact.offered.v1 outside opening hours, and none of the events is one");

    [Fact]
    public void Columns_made_of_a_header_s_columns_may_name_any_but_those_made_later()
    {
        const string mapping = "name: n\nzone: UTC\nderived: { a: { column: b }, b: { column: c } }\nevents:\n  - { type: servicedesk.volume.counted.v1, id: a, time: t, set: { measure: a, period: t, kind: a, count: a } }\n";
        _folder.Error(() => Read(mapping)).Should().Be("mapping.yaml:3: derived.a.column: 'b' is made after what names it; put it first");
        Read(mapping.Replace("a: { column: b }", "a: { column: d }", StringComparison.Ordinal)).Derived.Should().HaveCount(2);
    }

    public void Dispose() => _folder.Dispose();

    private SourceMapping Read(string text) => SourceMappingReader.Read(_folder.Write("mapping.yaml", text));
}
