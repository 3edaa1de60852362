using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using NodaTime;

namespace Metrics.ServiceDesk.Events;

/// <summary>
/// Writes the JSON Schema (2020-12) of an event type: the whole CloudEvent, envelope and data. The data's part comes from its
/// record and the attributes that <see cref="DataRules"/> enforces. A schema says the same whether or not its reader asserts
/// <c>format</c>: patterns alone refuse 30 February.
/// </summary>
public static class EventSchemas
{
    /// <summary>The highest revision: what a JSON number holds exactly everywhere, 2^53 − 1.</summary>
    public const long MaxRevision = 9_007_199_254_740_991;

    /// <summary>The media types that mean JSON to CloudEvents: <c>*/json</c> and <c>*/*+json</c>, with or without parameters.</summary>
    public const string JsonMediaType =
        @"^[0-9A-Za-z!#$&^_.+-]+/([0-9A-Za-z!#$&^_.+-]+\+)?[Jj][Ss][Oo][Nn][ \t]*(;[ -~]*)?$";

    private const string Prefix = "servicedesk.";

    // What Rfc3339.Pattern and PeriodText.Pattern let through though no calendar has it: month 13, day 32, 31 April, 29 February of a common year.
    private const string NoSuchDay =
        "^(....-(00|1[3-9]|[2-9].)|....-..-(00|3[2-9]|[4-9].)|....-(02-3.|(0[469]|11)-31)|(2100|..([02468][1235679]|[13579][01345789]))-02-29)";

    private const string NoNul = @"^[^\u0000]*$";

    private static readonly JsonSerializerOptions Layout = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The type as files and ids name it: <c>ticket.opened.v1</c>.</summary>
    public static string ShortName(EventType type) => type.Name[Prefix.Length..];

    /// <summary>The name of the type's file in schemas/.</summary>
    public static string FileName(EventType type) => ShortName(type) + ".schema.json";

    /// <summary>Writes the schema of a type.</summary>
    /// <param name="type">The type.</param>
    /// <param name="describe">What a record or a property of one means; null leaves the descriptions of data out.</param>
    /// <returns>Indented JSON that ends in a line break.</returns>
    public static string Write(EventType type, Func<MemberInfo, string?>? describe = null)
    {
        var name = ShortName(type);
        var data = Data(type, describe ?? (_ => null));
        var description = data["description"]?.DeepClone();
        data.Remove("description");
        var schema = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["$id"] = "urn:servicedesk:schema:" + name,
            ["title"] = Title(name),
        };
        if (description is not null) schema["description"] = description;
        schema["type"] = "object";
        schema["properties"] = Envelope(type, data);
        schema["required"] = Required(type);
        schema["propertyNames"] = new JsonObject { ["pattern"] = "^[a-z0-9]+$" };
        schema["additionalProperties"] = Described("An extension attribute.", new JsonObject { ["type"] = new JsonArray("string", "number", "boolean", "null") });
        return schema.ToJsonString(Layout) + "\n";
    }

    private static JsonObject Envelope(EventType type, JsonObject data) => new()
    {
        ["specversion"] = Described("The version of CloudEvents.", new JsonObject { ["const"] = "1.0" }),
        ["id"] = Described("Unique in its source. The same id again is a duplicate, or a correction when it says something else.", Text(Limits.Identity, nullable: false)),
        ["source"] = Described("The system that tells it.", Text(Limits.Identity, nullable: false)),
        ["type"] = new JsonObject { ["const"] = type.Name },
        ["time"] = Described("When it happened.", DateTime(nullable: false)),
        ["subject"] = Described(
            NeedsSubject(type) ? "The ticket or contact it is about, within its source." : "What it is about; the event's id when absent.",
            Text(Limits.Identity, nullable: !NeedsSubject(type))),
        ["data"] = data,
        ["datacontenttype"] = Described("JSON, whatever its flavour.", new JsonObject { ["type"] = Or("string", nullable: true), ["pattern"] = JsonMediaType }),
        ["dataschema"] = Described("Not read: the type says which schema holds.", new JsonObject { ["type"] = Or("string", nullable: true), ["minLength"] = 1 }),
        ["organisation"] = Described("One of those in pipelines/organisations; the intake's own when absent.", Text(Limits.Identity, nullable: true)),
        ["revision"] = Described(
            "Which version of the event this is; the highest wins. 0 when absent.",
            new JsonObject { ["type"] = Or("integer", nullable: true), ["minimum"] = 0, ["maximum"] = MaxRevision }),
        ["recordedtime"] = Described("When it became known; honoured for sources that are trusted with it.", DateTime(nullable: true)),
        ["data_base64"] = false,
    };

    private static JsonArray Required(EventType type)
        => NeedsSubject(type)
            ? new JsonArray("specversion", "id", "source", "type", "time", "subject", "data")
            : new JsonArray("specversion", "id", "source", "type", "time", "data");

    /// <summary>Whether an event of this type must name its subject: only tickets and contacts are told by several events.</summary>
    public static bool NeedsSubject(EventType type) => type.Family is EventFamily.Ticket or EventFamily.Contact;

    private static JsonObject Data(EventType type, Func<MemberInfo, string?> describe)
        => type.Data.GetJsonSchemaAsNode(new JsonSchemaExporterOptions
        {
            TreatNullObliviousAsNonNullable = true,
            TransformSchemaNode = (context, node) => Member(context, node, describe),
        }).AsObject();

    private static JsonObject Member(JsonSchemaExporterContext context, JsonNode node, Func<MemberInfo, string?> describe)
    {
        if (context.PropertyInfo is not { } property) return Described(describe(context.TypeInfo.Type), node.AsObject());
        var underlying = Nullable.GetUnderlyingType(property.PropertyType);
        var schema = Shape(underlying ?? property.PropertyType, underlying is not null) ?? node.AsObject();
        foreach (var attribute in property.AttributeProvider!.GetCustomAttributes(inherit: true)) Bound(schema, attribute);
        return Described(describe((MemberInfo)property.AttributeProvider), schema);
    }

    // The exporter can't see what the product's own converters read.
    private static JsonObject? Shape(Type type, bool nullable)
    {
        if (type == typeof(Instant)) return DateTime(nullable);
        if (type == typeof(decimal)) return new JsonObject { ["type"] = Or("number", nullable) };
        if (type == typeof(int)) return new JsonObject { ["type"] = Or("integer", nullable) };
        if (!type.IsEnum) return null;
        var words = Enum.GetNames(type).Select(n => (JsonNode?)JsonNamingPolicy.KebabCaseLower.ConvertName(n));
        return new JsonObject { ["type"] = Or("string", nullable), ["enum"] = new JsonArray([.. nullable ? words.Append(null) : words]) };
    }

    private static void Bound(JsonObject schema, object attribute)
    {
        switch (attribute)
        {
            case StringLengthAttribute length:
                schema["minLength"] = length.MinimumLength;
                schema["maxLength"] = length.MaximumLength;
                schema["pattern"] = NoNul;
                break;
            case RangeAttribute range:
                schema["minimum"] = Convert.ToDecimal(range.Minimum, CultureInfo.InvariantCulture);
                schema["maximum"] = Convert.ToDecimal(range.Maximum, CultureInfo.InvariantCulture);
                break;
            case RegularExpressionAttribute pattern:
                schema["pattern"] = pattern.Pattern;
                schema["not"] = Matching(NoSuchDay);
                break;
        }
    }

    private static JsonObject DateTime(bool nullable) => new()
    {
        ["type"] = Or("string", nullable),
        ["format"] = "date-time",
        ["pattern"] = Rfc3339.Pattern,
        ["not"] = Matching(NoSuchDay),
    };

    private static JsonObject Text(int length, bool nullable)
        => new() { ["type"] = Or("string", nullable), ["minLength"] = 1, ["maxLength"] = length, ["pattern"] = NoNul };

    // With its type: a pattern alone holds for every value that is no text, null too.
    private static JsonObject Matching(string pattern) => new() { ["type"] = "string", ["pattern"] = pattern };

    private static JsonNode Or(string type, bool nullable) => nullable ? new JsonArray(type, "null") : type;

    private static JsonObject Described(string? description, JsonObject schema)
    {
        if (description is not null) schema.Insert(0, "description", description);
        return schema;
    }

    private static string Title(string name)
    {
        var words = name.Replace('-', ' ').Split('.');
        return $"{char.ToUpperInvariant(words[0][0])}{words[0][1..]} {words[1]}, {words[2]}";
    }
}
