using System.Text.Json.Nodes;
using Metrics.Pipelines.Service;
using Metrics.Pipelines.Yaml;
using Metrics.ServiceDesk.Events;

namespace Metrics.Pipelines.Tests.Service;

/// <summary>schemas/asyncapi.yaml is what the event types, topics and headers say, and what AsyncAPI means by a document.</summary>
public sealed class AsyncApiTests
{
    private static readonly string File = Repository.At("schemas", "asyncapi.yaml");
    private static readonly string Judge = Repository.At("tests", "Metrics.ServiceDesk.Tests", "ajv");

    [Fact]
    public void The_file_says_what_the_types_topics_and_headers_say()
    {
        var written = AsyncApiDocument.Write(type => JsonNode.Parse(System.IO.File.ReadAllText(Repository.At("schemas", EventSchemas.FileName(type))))!);
        if (Environment.GetEnvironmentVariable("UPDATE_SCHEMAS") == "1") System.IO.File.WriteAllText(File, written);
        System.IO.File.ReadAllText(File).Should().Be(written, "an event type, a topic or a header has changed; schemas/README.md says how to write the file anew");
    }

    [Fact]
    public async Task It_is_an_AsyncAPI_document_whose_channels_carry_every_example_there_is()
        => (await FaultsOf(File)).Should().BeEmpty();

    [Theory]
    [InlineData("action: receive", "action: wait", "/operations/")]
    [InlineData("./ticket.opened.v1.schema.json", "./ticket.opened.v9.schema.json", "leads nowhere")]
    [InlineData("./ticket.opened.v1.schema.json", "./ticket.closed.v1.schema.json", "under servicedesk.ticket.opened.v1 refuses it")]
    [InlineData("      ticket.paused.v1:\n        $ref: '#/components/messages/ticket.paused.v1'\n", "", "0 channels of kafka have a message servicedesk.ticket.paused.v1")]
    public async Task A_document_with_a_mistake_is_told_of_it(string text, string instead, string fault)
    {
        using var folder = new ConfigurationFolder();
        var whole = await System.IO.File.ReadAllTextAsync(File);
        var at = whole.IndexOf(text, StringComparison.Ordinal);
        (await FaultsOf(folder.Write("asyncapi.yaml", whole[..at] + instead + whole[(at + text.Length)..]))).Should().Contain(f => f.Contains(fault, StringComparison.Ordinal));
    }

    [Fact]
    public void Each_family_has_its_topic_with_the_types_of_the_family_and_its_dead_letter_topic()
    {
        var channels = YamlValue.Load(File).Get("channels").Entries().ToDictionary(c => c.Value.Get("address").Text(), c => c.Value.Get("messages").Entries().Select(m => m.Name).ToArray());
        foreach (var (family, topic) in KafkaSettings.DefaultTopics)
        {
            channels[topic].Should().Equal(EventType.All.Where(t => t.Family == family).Select(EventSchemas.ShortName));
            channels[topic + KafkaSettings.DefaultDeadLetterSuffix].Should().Equal("rejected");
        }

        channels["/api/v1/events"].Should().Equal([.. EventType.All.Select(EventSchemas.ShortName), "batch", "lines"]);
        channels.Should().HaveCount((2 * KafkaSettings.DefaultTopics.Count) + 1);
    }

    private static async Task<string[]> FaultsOf(string document)
    {
        if (!Directory.Exists(Path.Combine(Judge, "node_modules", "@asyncapi"))) throw new InvalidOperationException("The judge's packages are not installed: run eng/setup.");
        var ran = await OutsideProgram.RunAsync("node", [Path.Combine(Judge, "asyncapi.mjs"), document, Repository.At("schemas")])
            ?? throw new InvalidOperationException("The judge needs node on the PATH: run eng/setup.");
        ran.ExitCode.Should().Be(0, ran.Error);
        return ran.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
