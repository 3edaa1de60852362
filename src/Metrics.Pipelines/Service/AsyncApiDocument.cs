using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Metrics.ServiceDesk.Events;

namespace Metrics.Pipelines.Service;

/// <summary>
/// Writes the AsyncAPI 3.0 document of the events' ways in: a topic for each family, its dead-letter topic, and the post over HTTP. Types,
/// topics and headers are those of the product; what a message holds is its JSON Schema, which the document refers to.
/// </summary>
public static class AsyncApiDocument
{
    private const string Head = """
        # Written from the event types, topics and headers of the product; README.md says how to write it anew.
        asyncapi: 3.0.0
        id: urn:servicedesk:metrics
        info:
          title: Service-desk events
          version: 1.0.0
          description: Events of a service desk as CloudEvents 1.0 in structured JSON. An event is identified by its source and id, so sending it again does no harm, and arrival order never matters.
        defaultContentType: application/cloudevents+json
        servers:
          kafka:
            host: kafka:9092
            protocol: kafka
            description: The broker that kafka.bootstrapServers names; here as docker/compose.yaml has it.
          http:
            host: 127.0.0.1:8080
            protocol: http
            description: The service, where web.address and web.port say; from its own machine no key is needed.
            security:
              - $ref: '#/components/securitySchemes/bearer'
              - $ref: '#/components/securitySchemes/apiKey'
        channels:

        """;

    private const string Shared = """
        components:
          securitySchemes:
            bearer:
              type: http
              scheme: bearer
              description: A key with the role write, as 'metrics key' makes it.
            apiKey:
              type: httpApiKey
              name: X-Api-Key
              in: header
              description: The same key in a header of its own.
          messageTraits:
            event:
              contentType: application/cloudevents+json
              bindings:
                kafka:
                  key:
                    type: string
                    description: The event's subject, so that what concerns one ticket or contact stays in order; its id when it has none. It is not read.
                  bindingVersion: 0.5.0
          messages:

        """;

    private const string PostOperation = """
          post-events:
            action: receive
            channel:
              $ref: '#/channels/events'
            summary: 202 once what was good is safe on disk, with what was wrong and why; 400 when nothing was good; 413 and 415 for bodies that aren't read; 429 with Retry-After when too much waits; 503 when nothing can be kept.
            bindings:
              http:
                method: POST
                bindingVersion: 0.3.0

        """;

    private const string LinesMessage = """
            lines:
              title: A stream of events
              summary: One event a line, any number of lines; those that are wrong are told by their number.
              contentType: application/x-ndjson
              payload:
                type: string

        """;

    private static readonly (string Name, string Meaning, string? Rule)[] Headers =
    [
        (DeadLetterHeaders.Reason, "What is wrong with it.", null),
        (DeadLetterHeaders.Pointer, "The JSON pointer at fault; absent when the fault is of the message as a whole.", null),
        (DeadLetterHeaders.Topic, "The topic it was read from.", null),
        (DeadLetterHeaders.Partition, "The partition it was read from.", "pattern: ^[0-9]+$"),
        (DeadLetterHeaders.Offset, "Its offset there.", "pattern: ^[0-9]+$"),
        (DeadLetterHeaders.RejectedAt, "When it was refused.", "format: date-time"),
    ];

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes it.</summary>
    /// <param name="schema">The JSON Schema of a type, with its title and description.</param>
    /// <returns>YAML that ends in a line break.</returns>
    public static string Write(Func<EventType, JsonNode> schema) => string.Concat(
    [
        Head, .. KafkaSettings.DefaultTopics.Select(t => Topic(t.Key, t.Value)), .. KafkaSettings.DefaultTopics.Select(t => DeadLetters(t.Key, t.Value)), Posts(),
        "operations:\n", .. KafkaSettings.DefaultTopics.Keys.Select(Operations), PostOperation,
        Shared, .. EventType.All.Select(t => Message(t, schema(t))), BatchMessage(), LinesMessage, RejectedMessage(),
    ]);

    private static string Topic(EventFamily family, string topic) => $"""
          {Words.Of(family)}:
            address: {topic}
            description: Events of the family {Words.Of(family)}, one a message.
            servers:
              - $ref: '#/servers/kafka'
            messages:
        {References(EventType.All.Where(t => t.Family == family).Select(EventSchemas.ShortName))}

        """;

    private static string DeadLetters(EventFamily family, string topic) => $"""
          {Words.Of(family)}-dead-letter:
            address: {topic}{KafkaSettings.DefaultDeadLetterSuffix}
            description: Messages of {topic} that were refused.
            servers:
              - $ref: '#/servers/kafka'
            messages:
        {References(["rejected"])}

        """;

    private static string Posts() => $"""
          events:
            address: /api/v1/events
            description: Events of every family, posted one by one, in batches or as a stream of lines.
            servers:
              - $ref: '#/servers/http'
            messages:
        {References(EventType.All.Select(EventSchemas.ShortName).Concat(["batch", "lines"]))}

        """;

    private static string Operations(EventFamily family) => $"""
          read-{Words.Of(family)}:
            action: receive
            channel:
              $ref: '#/channels/{Words.Of(family)}'
            summary: Each message counts exactly once, whatever dies in between.
          refuse-{Words.Of(family)}:
            action: send
            channel:
              $ref: '#/channels/{Words.Of(family)}-dead-letter'
            summary: What can't be read goes here, and the rest goes on.

        """;

    private static string RejectedMessage() => $"""
            rejected:
              title: A message that was refused
              summary: The message's value byte for byte, whatever it was; what is wrong with it stands in the headers, UTF-8 texts all.
              contentType: application/octet-stream
              headers:
                type: object
                required: [{string.Join(", ", Headers.Select(h => h.Name).Where(n => n != DeadLetterHeaders.Pointer))}]
                properties:
        {string.Concat(Headers.Select(Header))}      payload:
                description: Any bytes.

        """;

    private static string Header((string Name, string Meaning, string? Rule) header)
        => $"          {header.Name}:\n            type: string\n{(header.Rule is { } rule ? $"            {rule}\n" : "")}            description: {header.Meaning}\n";

    private static string Message(EventType type, JsonNode schema) => $"""
            {EventSchemas.ShortName(type)}:
              name: {type.Name}
              title: {Quoted(schema["title"])}
              summary: {Quoted(schema["description"])}
              traits:
                - $ref: '#/components/messageTraits/event'
              payload:
                $ref: ./{EventSchemas.FileName(type)}

        """;

    private static string BatchMessage() => $"""
            batch:
              title: Several events
              summary: What became of each is told by its place.
              contentType: application/cloudevents-batch+json
              payload:
                type: array
                items:
                  anyOf:
        {string.Join('\n', EventType.All.Select(t => $"            - $ref: ./{EventSchemas.FileName(t)}"))}

        """;

    private static string References(IEnumerable<string> messages)
        => string.Join('\n', messages.Select(m => $"      {m}:\n        $ref: '#/components/messages/{m}'"));

    // A JSON text is a YAML text too, whatever stands in it.
    private static string Quoted(JsonNode? text) => JsonSerializer.Serialize(text?.GetValue<string>(), Plain);
}
