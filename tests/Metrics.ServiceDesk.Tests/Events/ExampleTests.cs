using System.Globalization;
using System.Text;
using System.Text.Json;
using Metrics.Intake.CloudEvents;
using Metrics.ServiceDesk.Events;
using NodaTime;

namespace Metrics.ServiceDesk.Tests.Events;

public sealed class ExampleTests
{
    public static TheoryData<string> Valid { get; } = new(Examples.Valid.Keys);

    public static TheoryData<string> Invalid { get; } = new(Examples.Invalid.Keys);

    [Theory]
    [MemberData(nameof(Valid))]
    public void A_valid_example_is_taken(string name)
    {
        Examples.Decode(Examples.Valid[name], out var e).Should().BeNull();

        EventSchemas.ShortName(e!.Type).Should().Be(Examples.ShortTypeOf(name));
    }

    [Theory]
    [MemberData(nameof(Invalid))]
    public void An_invalid_example_is_refused_with_a_place_and_a_reason(string name)
    {
        var fault = Examples.Decode(Examples.Invalid[name], out var e);

        e.Should().BeNull();
        fault.Should().NotBeNull();
        fault!.Pointer.Should().MatchRegex("^(/.*)?$");
        fault.Reason.Should().NotBeNullOrWhiteSpace();
    }

    [Fact]
    public void Every_invalid_example_is_refused_for_the_fault_in_its_name()
    {
        var refusals = new StringBuilder();
        foreach (var (name, text) in Examples.Invalid)
        {
            var fault = Examples.Decode(text, out _)!;
            refusals.Append(CultureInfo.InvariantCulture, $"{name}\n    {(fault.Pointer.Length > 0 ? fault.Pointer : "(whole)")} {fault.Reason}\n");
        }

        var path = RepositoryFolder.Of("tests", "Metrics.ServiceDesk.Tests", "Events", "refusals.golden.txt");
        if (Golden.Updates) File.WriteAllText(path, refusals.ToString());

        refusals.ToString().Should().Be(File.ReadAllText(path), "UPDATE_SCHEMAS=1 writes it anew; read it before it is kept");
    }

    [Fact]
    public void Every_type_has_a_valid_and_an_invalid_example()
    {
        var types = EventType.All.Select(EventSchemas.ShortName).ToArray();

        Examples.Valid.Keys.Select(Examples.ShortTypeOf).Distinct().Should().BeEquivalentTo(types);
        Examples.Invalid.Keys.Select(Examples.ShortTypeOf).Distinct().Should().BeEquivalentTo(types);
    }

    [Fact]
    public void Every_member_of_every_type_stands_in_a_valid_example()
    {
        var shown = Examples.Valid.SelectMany(pair => JsonDocument.Parse(pair.Value).RootElement.GetProperty("data").EnumerateObject()
            .Where(m => m.Value.ValueKind != JsonValueKind.Null)
            .Select(m => $"{Examples.ShortTypeOf(pair.Key)} {m.Name}"));

        EventType.All.SelectMany(t => t.Data.Properties.Select(p => $"{EventSchemas.ShortName(t)} {p.Name}")).Except(shown).Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Valid))]
    public void Data_written_again_means_the_same(string name)
    {
        Examples.Decode(Examples.Valid[name], out var e);
        var original = JsonDocument.Parse(Examples.Valid[name]).RootElement.GetProperty("data");
        var written = JsonDocument.Parse(e!.DataJson).RootElement;

        Meaning(written, e.Type).Should().Equal(Meaning(original, e.Type));
    }

    [Theory]
    [MemberData(nameof(Valid))]
    public void Data_reads_back_from_the_log_as_it_was(string name)
    {
        Examples.Decode(Examples.Valid[name], out var e);

        var restored = ServiceEvent.Restore(e!.Type, e.Organisation, e.Source, e.Id, e.Subject, e.Time, e.DataJson, e.Key, e.SubjectKey, e.Revision);

        restored.Data.Should().Be(e.Data);
        JsonSerializer.Serialize(restored.Data, e.Type.Data).Should().Be(e.DataJson);
    }

    [Theory]
    [MemberData(nameof(Valid))]
    public void A_valid_example_written_out_is_the_same_event(string name)
    {
        Examples.Decode(Examples.Valid[name], out var e);
        using var stream = new MemoryStream();
        using (var writer = new CloudEventWriter(stream)) writer.Write(e!);

        Examples.Decode(Encoding.UTF8.GetString(stream.ToArray()), out var again).Should().BeNull();

        again.Should().BeEquivalentTo(e);
    }

    // Null is absence, 5.0 is 5, and a date-time is an instant to the microsecond.
    private static SortedDictionary<string, object> Meaning(JsonElement data, EventType type) => new(
        data.EnumerateObject().Where(m => m.Value.ValueKind != JsonValueKind.Null).ToDictionary(m => m.Name, m => m.Value.ValueKind switch
        {
            JsonValueKind.Number => m.Value.GetDecimal(),
            JsonValueKind.String when IsInstant(type, m.Name) => Rfc3339.TryParse(m.Value.GetString(), out var instant) ? (object)instant : "no date-time",
            JsonValueKind.String => m.Value.GetString()!,
            _ => m.Value.GetBoolean(),
        }),
        StringComparer.Ordinal);

    private static bool IsInstant(EventType type, string member) => type.Data.Properties.Single(p => p.Name == member).PropertyType == typeof(Instant);
}
