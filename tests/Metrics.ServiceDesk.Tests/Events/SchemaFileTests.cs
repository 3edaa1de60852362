using System.Text.Json.Nodes;
using Metrics.ServiceDesk.Events;

namespace Metrics.ServiceDesk.Tests.Events;

public sealed class SchemaFileTests
{
    private const string HowTo = "the records have changed; schemas/README.md says how to write the files anew";

    public static TheoryData<string> Types { get; } = new(EventType.All.Select(t => t.Name));

    [Theory]
    [MemberData(nameof(Types))]
    public void A_schema_file_says_what_the_record_says(string type)
    {
        var written = EventSchemas.Write(EventType.Find(type)!, RecordSummaries.Of);
        var path = RepositoryFolder.Of("schemas", EventSchemas.FileName(EventType.Find(type)!));

        if (Golden.Updates) File.WriteAllText(path, written);

        File.ReadAllText(path).Should().Be(written, HowTo);
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void A_schema_names_its_type_and_describes_every_member_of_the_data(string type)
    {
        var schema = JsonNode.Parse(EventSchemas.Write(EventType.Find(type)!, RecordSummaries.Of))!;
        var data = schema["properties"]!["data"]!;

        schema["$id"]!.GetValue<string>().Should().Be("urn:servicedesk:schema:" + type["servicedesk.".Length..]);
        schema["properties"]!["type"]!["const"]!.GetValue<string>().Should().Be(type);
        schema["description"].Should().NotBeNull();
        (data["properties"]?.AsObject() ?? []).Where(m => m.Value!["description"] is null || m.Value["type"] is null).Should().BeEmpty();
    }

    [Fact]
    public void Every_schema_file_has_its_type()
        => Directory.GetFiles(RepositoryFolder.Of("schemas"), "*.schema.json").Select(Path.GetFileName)
            .Should().BeEquivalentTo(EventType.All.Select(EventSchemas.FileName));

    [Fact]
    public void The_readme_lists_every_type_once()
    {
        var listed = File.ReadLines(RepositoryFolder.Of("schemas", "README.md"))
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(line => line.Split('`')[1]);

        listed.Should().Equal(EventType.All.Select(EventSchemas.ShortName));
    }

    [Fact]
    public void Without_descriptions_a_schema_still_holds_every_rule()
    {
        var type = EventType.Of<VolumeCounted>();
        var described = JsonNode.Parse(EventSchemas.Write(type, RecordSummaries.Of))!["properties"]!["data"]!;
        var bare = JsonNode.Parse(EventSchemas.Write(type))!["properties"]!["data"]!;

        foreach (var (_, member) in described["properties"]!.AsObject()) member!.AsObject().Remove("description");

        bare.ToJsonString().Should().Be(described.ToJsonString());
    }
}
