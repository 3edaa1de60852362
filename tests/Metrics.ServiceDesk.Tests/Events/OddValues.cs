using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Metrics.ServiceDesk.Events;

namespace Metrics.ServiceDesk.Tests.Events;

/// <summary>Values at, about and far past the borders of what events may hold.</summary>
internal sealed class OddValues(Random random)
{
    /// <summary>Stands for brackets nested deeper than a tree of nodes can be written.</summary>
    public const string DeepMark = "\"deep-mark\"";

    private static readonly string[] Numbers =
    [
        "0", "-0", "-0.0", "1", "-1", "1.0", "1.5", "0.1", "1e3", "1E3", "1e+3", "1000e-3", "1e-3", "0e400", "1e-400", "-1e-400", "1e-300", "-1e-300",
        "1e-28", "1e-29", "-1e-29", "1e400", "-1e400", "1e28", "1e29", "1e300", "123456789012345678901234567890", "2024", "2024.0", "2.024e3", "2024.5",
        "604800", "604800.0000000001", "1000", "1000.0000000000001", "1000000000", "1000000001", "1e9", "1e10", "1e12", "1000000000000.0001", "-1e12",
        "9007199254740991", "9007199254740992", "9007199254740991e0", "2147483647", "2147483648", "-2147483649", "1e99999999999", "1e-99999999999",
    ];

    private static readonly string[] Times =
    [
        "2023-11-20T08:15:00Z", "2023-11-20T08:15:00+01:00", "2023-11-20T08:15:00.1Z", "2023-11-20T08:15:00.123456789-23:59", "2023-11-20T08:15:00-00:00",
        "2023-11-20T08:15:00.1234567890Z", "2023-11-20T08:15:00.Z", "2023-11-20T08:15:00,5Z", "2023-11-20t08:15:00Z", "2023-11-20T08:15:00z",
        "2023-11-20 08:15:00Z", "2023-11-20T08:15Z", "2023-11-20T08:15:00", "2023-11-20T24:00:00Z", "2023-11-20T23:59:60Z", "2016-12-31T23:59:60Z",
        "2023-11-20T08:60:00Z", "2023-11-20T08:15:00+24:00", "2023-11-20T08:15:00+01", "2023-11-20T08:15:00+0100", "2023-11-20T08:15:00+01:60",
        "2023-02-29T00:00:00Z", "2024-02-29T00:00:00Z", "2100-02-29T00:00:00Z", "2000-02-29T00:00:00Z", "2024-02-30T00:00:00Z", "2023-04-31T00:00:00Z",
        "2023-13-01T00:00:00Z", "2023-00-01T00:00:00Z", "2023-01-00T00:00:00Z", "2023-01-32T00:00:00Z", "1970-01-01T00:00:00Z", "1969-12-31T23:59:59Z",
        "1970-01-01T00:00:00+23:59", "2199-12-31T23:59:59.999999999Z", "2199-12-31T23:59:59-23:59", "2200-01-01T00:00:00Z", "12023-11-20T08:15:00Z",
        "-2023-11-20T08:15:00Z", "2023-11-20T08:15:00Z\n", " 2023-11-20T08:15:00Z", "2023-11-20T08:15:00Z ", "2023-1\0-20T08:15:00Z", "2023-11-20T08:15:0\0Z",
        "２０２３-11-20T08:15:00Z", "2023-11-20T08:15:00+1\0:00", "2023-11-20T08:15:00−01:00", "20231120T081500Z", "2023-W47-1T08:15:00Z", "2023-324T08:15:00Z",
    ];

    private static readonly string[] Periods =
    [
        "2023-11", "2023-11-30", "2023-11-31", "2024-02-29", "2023-02-29", "2100-02-29", "2000-02-29", "2023-00", "2023-13", "2023-1", "2023", "1969-12", "1970-01",
        "2199-12-31", "2200-01", "2023-11\n", "2023-11-30\n", "2023-11-3", "2023-11-", "2023-11-00", "2023-11-30T00:00:00Z", " 2023-11", "2023/11", "２０２３-11",
    ];

    private static readonly string[] Words =
    [
        "request", "incident", "major-incident", "personal-data-incident", "complaint", "Incident", "majorIncident", "major_incident", "answered", "abandoned",
        "timed-out", "transferred", "closed", "misrouted", "waiting", "timedout", "flow", "stock", "Flow", "manual", "electronic", "automated", "women", "men",
        "servicedesk.ticket.opened.v1", "servicedesk.volume.counted.v1", "servicedesk.survey.result.v1", "servicedesk.ticket.opened.v2", "ticket.opened.v1",
        "1.0", "1", "0.3", "1.0 ", "", " ", "x", "\0", "\n", "null", "true", "0", "Åäö", "e\u0301", "\ufeff", "🛠", "default",
    ];

    private static readonly string[] MediaTypes =
    [
        "application/json", "application/JSON", "text/json", "application/json; charset=utf-8", "application/json;", "application/json ", "application/json\n",
        "application/json;\n", "application/json; charset=å", "application/json\t;x", "application/json x", "application/jsonp", "application/cloudevents+json",
        "application/vnd.göteborg+json", "application/a+b+json", "application/+json", "application/json+xml", "application/x-json", "/json", "json", "application/", "application/xml",
    ];

    private static readonly int[] Lengths = [0, 1, 2, 199, 200, 201, 299, 300, 301, 1999, 2000, 2001, 5000];

    /// <summary>Any value.</summary>
    public JsonNode? Any() => random.Next(12) switch
    {
        0 => null,
        1 => random.Next(2) == 0,
        2 or 3 => JsonNode.Parse(Pick(Numbers)),
        4 => Pick(Times),
        5 => Pick(Periods),
        6 or 7 => Pick(Words),
        8 or 9 => Long(Pick(Lengths)),
        10 => random.Next(3) == 0 ? JsonNode.Parse(DeepMark) : new JsonArray(random.Next(2) == 0 ? [] : [Any()]),
        _ => random.Next(2) == 0 ? new JsonObject() : new JsonObject { ["a"] = Any() },
    };

    /// <summary>A value at or just past a bound of this property; any other where it has none.</summary>
    public JsonNode? About(JsonPropertyInfo property)
    {
        foreach (var attribute in property.AttributeProvider!.GetCustomAttributes(inherit: true))
        {
            if (attribute is RangeAttribute range) return Near(Convert.ToDouble(random.Next(2) == 0 ? range.Minimum : range.Maximum, CultureInfo.InvariantCulture));
            if (attribute is StringLengthAttribute length) return Long(length.MaximumLength + random.Next(-1, 2));
            if (attribute is RegularExpressionAttribute) return Pick(Periods);
        }

        var bare = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        return bare.IsEnum ? Pick(Words) : bare == typeof(NodaTime.Instant) ? Pick(Times) : Any();
    }

    /// <summary>A value of the kind that this attribute of the envelope has; any other where it has none of its own.</summary>
    public JsonNode? Fitting(string attribute) => attribute switch
    {
        "time" or "recordedtime" => Pick(Times),
        "datacontenttype" => Pick(MediaTypes),
        "revision" => JsonNode.Parse(Pick(Numbers)),
        "id" or "source" or "subject" or "organisation" => Long(Limits.Identity + random.Next(-1, 2)),
        "type" or "specversion" => Pick(Words),
        _ => Any(),
    };

    // The next doubles, since ajv knows no others.
    private JsonNode Near(double bound) => random.Next(5) switch
    {
        0 => JsonNode.Parse(Math.BitIncrement(bound).ToString("R", CultureInfo.InvariantCulture))!,
        1 => JsonNode.Parse(Math.BitDecrement(bound).ToString("R", CultureInfo.InvariantCulture))!,
        2 => bound + random.Next(-1, 2),
        3 => JsonNode.Parse(bound.ToString("F1", CultureInfo.InvariantCulture))!,
        _ => JsonNode.Parse(bound.ToString("E5", CultureInfo.InvariantCulture))!,
    };

    // Of so many code points, some of them two UTF-16 units or an escape.
    private string Long(int length) => string.Concat(Enumerable.Range(0, length).Select(_ => Pick("a", "å", "ö", "🛠", "\u0001", "𝄞", "\"", "e\u0301"[1..])));

    private T Pick<T>(params T[] from) => from[random.Next(from.Length)];
}
