using System.Text;
using Metrics.ServiceDesk.Events;

namespace Metrics.ServiceDesk.Tests.Events;

/// <summary>What no schema can say or ajv can't see, and where a fault points.</summary>
public sealed class DecoderFaultTests
{
    public static TheoryData<string> Attributes { get; } = new("specversion", "id", "source", "type", "time", "subject", "data", "datacontenttype", "dataschema", "organisation", "revision", "recordedtime", "traceparent");

    [Theory]
    [MemberData(nameof(Attributes))]
    public void A_member_that_stands_twice_is_refused_even_with_the_same_value(string name)
    {
        const string Rich = """
            "specversion":"1.0","id":"1","source":"/s","type":"servicedesk.ticket.opened.v1","time":"2023-11-20T08:15:00Z","subject":"Ä-1","data":{},
            "datacontenttype":"application/json","dataschema":"urn:x","organisation":"default","revision":1,"recordedtime":"2023-11-20T08:15:00Z","traceparent":"00"
            """;
        var again = Rich.Split(',').Select(m => m.Trim()).Single(m => m.StartsWith($"\"{name}\"", StringComparison.Ordinal));
        var escaped = again.Replace(name, $"\\u{(int)name[0]:x4}{name[1..]}", StringComparison.Ordinal);

        Examples.Decode($"{{{Rich}}}", out _).Should().BeNull();
        Examples.Decode($"{{{Rich},{again}}}", out _).Should().Be(new DataFault("/" + name, "stands twice"));
        Examples.Decode($"{{{Rich},{escaped}}}", out _).Should().Be(new DataFault("/" + name, "stands twice"));
    }

    [Theory]
    [InlineData("""{"unit":"a","unit":"a"}""")]
    [InlineData("""{"unit":null,"unit":"a"}""")]
    [InlineData("""{"unit":"a","\u0075nit":"a"}""")]
    [InlineData("""{"unit":"a","kind":"incident","unit":5}""")]
    public void A_member_of_data_that_stands_twice_is_refused(string data)
        => Fault("ticket.opened.v1", data).Should().Be(new DataFault("/data/unit", "stands twice"));

    [Fact]
    public void The_same_extension_in_the_next_event_does_not_stand_twice()
    {
        var decoder = Examples.Decoder();
        var bytes = Encoding.UTF8.GetBytes(Examples.EventOf("ticket.opened.v1", "{}").Replace("{\"spec", "{\"traceparent\":\"00\",\"spec", StringComparison.Ordinal));

        decoder.TryDecode(bytes, out _).Should().BeNull();
        decoder.TryDecode(bytes, out _).Should().BeNull();
    }

    [Theory]
    [InlineData("id")]
    [InlineData("source")]
    [InlineData("type")]
    [InlineData("time")]
    [InlineData("subject")]
    [InlineData("specversion")]
    [InlineData("datacontenttype")]
    [InlineData("dataschema")]
    [InlineData("organisation")]
    [InlineData("recordedtime")]
    [InlineData("traceparent")]
    public void Half_a_surrogate_pair_is_refused_wherever_it_stands(string attribute)
    {
        foreach (var half in new[] { @"\ud83d", @"\udee0", @"x\ud83dx", @"\ud83d\ud83d", @"\udee0\ud83d" })
        {
            Examples.Decode($$"""{"{{attribute}}":"{{half}}"}""", out _).Should().Be(new DataFault("/" + attribute, DataRules.LoneSurrogate));
            Examples.Decode($$"""{"{{half}}":"x"}""", out _).Should().Be(new DataFault("", DataRules.LoneSurrogate));
        }
    }

    [Theory]
    [InlineData("ticket.opened.v1", "unit")]
    [InlineData("ticket.opened.v1", "kind")]
    [InlineData("ticket.deadline-agreed.v1", "due")]
    [InlineData("volume.counted.v1", "period")]
    public void Half_a_surrogate_pair_in_data_is_refused(string type, string member)
    {
        Fault(type, $$"""{"{{member}}":"\ud83d"}""").Should().Be(new DataFault("/data/" + member, DataRules.LoneSurrogate));
        Fault(type, """{"\ud83d":1}""").Should().Be(new DataFault("/data", DataRules.LoneSurrogate));
    }

    [Fact]
    public void A_whole_surrogate_pair_is_a_text()
    {
        Examples.Decode(Examples.EventOf("ticket.opened.v1", """{"unit":"\ud83d\udee0"}"""), out var e).Should().BeNull();
        e!.Data.Should().Be(new TicketOpened { Unit = "🛠" });
    }

    [Theory]
    [InlineData("survey.result.v1", """{"mean":1,"scaleLow":1,"scaleHigh":5,"answers":3.000000000000000000001}""", "/data/answers")]
    [InlineData("contact.answered.v1", """{"waitSeconds":604800.00000000000001}""", "/data/waitSeconds")]
    [InlineData("contact.answered.v1", """{"waitSeconds":-0.000000000000000000000000001}""", "/data/waitSeconds")]
    public void Numbers_are_judged_to_28_digits_where_a_double_would_round_them(string type, string data, string pointer)
        => Fault(type, data)!.Pointer.Should().Be(pointer);

    [Theory]
    [InlineData("9007199254740990.5")]
    [InlineData("9007199254740991.3")]
    [InlineData("9007199254740993")]
    public void A_revision_is_judged_as_written(string revision)
        => Examples.Decode($$"""{"revision":{{revision}}}""", out _).Should().Be(new DataFault("/revision", "is not a whole number from 0 to 9007199254740991"));

    [Theory]
    [InlineData("application/json", true)]
    [InlineData("application/json; charset=utf-8", true)]
    [InlineData("TEXT/JSON", true)]
    [InlineData("application/cloudevents+json", true)]
    [InlineData("application/json\\n", false)]
    [InlineData("application/xml", false)]
    [InlineData("application/jsonp", false)]
    [InlineData("json", false)]
    public void A_content_type_is_one_that_CloudEvents_holds_to_be_JSON(string mediaType, bool taken)
    {
        var text = Examples.EventOf("ticket.opened.v1", "{}").Replace("{\"spec", $"{{\"datacontenttype\":\"{mediaType}\",\"spec", StringComparison.Ordinal);

        (Examples.Decode(text, out _) is null).Should().Be(taken);
    }

    [Theory]
    [InlineData("""{"a/b~c":1}""", "/data/a~1b~0c")]
    [InlineData("""{"a.b":1}""", "/data/a.b")]
    [InlineData("""{"":1}""", "/data/")]
    [InlineData("""{"it's":1}""", "/data/it's")]
    [InlineData("""{"unit":{"name":"x"}}""", "/data/unit")]
    [InlineData("""{"unit":["x"]}""", "/data/unit")]
    [InlineData("[]", "/data")]
    [InlineData("\"x\"", "/data")]
    [InlineData("null", "/data")]
    public void A_fault_in_data_points_at_its_member(string data, string pointer) => Fault("ticket.opened.v1", data)!.Pointer.Should().Be(pointer);

    [Fact]
    public void An_attribute_that_is_null_is_an_attribute_left_out()
    {
        const string Left = """{"specversion":"1.0","id":"1","source":"/s","type":"servicedesk.series-break.declared.v1","time":"2023-11-20T08:15:00Z","data":{"measure":"calls","from":"2021-03","reason":"Ny telefoni"}}""";
        var nulled = Left.Replace("{\"spec", """{"subject":null,"organisation":null,"revision":null,"recordedtime":null,"datacontenttype":null,"dataschema":null,"x":null,"spec""", StringComparison.Ordinal);

        Examples.Decode(Left, out var left).Should().BeNull();
        Examples.Decode(nulled, out var e).Should().BeNull();

        e.Should().BeEquivalentTo(left);
        e!.Subject.Should().Be("1");
        e.Organisation.Should().Be(Organisation.DefaultId);
    }

    [Fact]
    public void A_required_attribute_that_is_null_is_missing()
        => Examples.Decode(Examples.EventOf("ticket.opened.v1", "{}").Replace("\"Ä-1\"", "null", StringComparison.Ordinal), out _)!.Reason.Should().StartWith("lacks subject");

    [Fact]
    public void An_unknown_organisation_is_told_which_there_are()
    {
        var decoder = new Intake.CloudEvents.CloudEventDecoder("default", new Dictionary<string, Organisation>(StringComparer.Ordinal) { ["linkoping-vss"] = null!, ["default"] = null! });

        decoder.TryDecode("""{"organisation":"lidköping"}"""u8, out _)
            .Should().Be(new DataFault("/organisation", "there is no organisation 'lidköping'; pipelines/organisations has linkoping-vss, default"));
    }

    [Fact]
    public void A_reason_shows_the_beginning_of_a_long_text_without_its_control_characters()
    {
        var fault = Examples.Decode($$"""{"type":"a\n{{string.Concat(Enumerable.Repeat("🛠", 500))}}"}""", out _)!;

        fault.Reason.Should().StartWith("'a\ufffd🛠").And.EndWith("🛠…' is not a type that schemas/ lists");
        fault.Reason.Length.Should().BeLessThan(120);
    }

    private static DataFault? Fault(string type, string data) => Examples.Decode(Examples.EventOf(type, data), out _);
}
