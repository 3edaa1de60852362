using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Metrics.ServiceDesk.Events;

namespace Metrics.ServiceDesk.Tests.Events;

/// <summary>Makes new events of the examples by changing a thing or three. The same seed makes the same events.</summary>
internal sealed class EventMutator(int seed)
{
    private static readonly JsonSerializerOptions[] Spellings =
    [
        new() { MaxDepth = 200 },
        new() { MaxDepth = 200, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping },
        new() { MaxDepth = 200, WriteIndented = true },
    ];

    private static readonly string[] Attributes =
        ["specversion", "id", "source", "type", "time", "subject", "datacontenttype", "dataschema", "organisation", "revision", "recordedtime", "traceparent"];

    private static readonly string[] Names =
    [
        .. EventType.All.SelectMany(t => t.Data.Properties.Select(p => p.Name)).Distinct(),
        .. Attributes,
        "data", "data_base64",
        "x", "x9", "9", "X", "trace_id", "trace-id", "å", "", " ", "a/b", "a~b", "a.b", "a'b", "id ", "__proto__", "constructor", "toString", "hasOwnProperty", "$ref",
    ];

    private static readonly string[] Valid = [.. Examples.Valid.Values];
    private static readonly string[] Invalid = [.. Examples.Invalid.Values.Where(text => text.StartsWith('{'))];

    private readonly Random _random = new(seed);
    private readonly OddValues _odd = new(new Random(seed + 1));

    /// <summary>The next event's text.</summary>
    public string Next()
    {
        var root = JsonNode.Parse(_random.Next(5) == 0 ? Pick(Invalid) : Pick(Valid))!.AsObject();
        do Change(root);
        while (_random.Next(3) == 0);
        var text = root.ToJsonString(Pick(Spellings));
        if (text.Contains(OddValues.DeepMark, StringComparison.Ordinal)) return text.Replace(OddValues.DeepMark, Deep(), StringComparison.Ordinal);
        return _random.Next(12) == 0 ? Smudge(text) : text;
    }

    private void Change(JsonObject root)
    {
        var target = root["data"] is JsonObject data && _random.Next(3) > 0 ? data : root;
        switch (_random.Next(13))
        {
            case 0 or 1 when target.Count > 0:
                target.Remove(Member(target));
                break;
            case 2:
                target[Pick(Names)] = _odd.Any();
                break;
            case 3 when target.Count > 0:
                Rename(target, Member(target));
                break;
            case 4 or 5 when target.Count > 0:
                target[Member(target)] = _odd.Any();
                break;
            case 6 when target.Count > 0:
                target[Member(target)] = null;
                break;
            case 7 when target.Count > 1:
                (target[Member(target)], target[Member(target)]) = (target[Member(target)]?.DeepClone(), target[Member(target)]?.DeepClone());
                break;
            case 8:
                root["data"] = JsonNode.Parse(Pick(Valid))!["data"]!.DeepClone();
                break;
            case 9:
                var attribute = Pick(Attributes);
                root[attribute] = _odd.Fitting(attribute);
                break;
            case 10 when target.Count > 0:
                Scribble(target, Member(target));
                break;
            default:
                Border(root);
                break;
        }
    }

    private void Border(JsonObject root)
    {
        if (root["type"] is not JsonValue name || !name.TryGetValue<string>(out var text) || EventType.Find(text) is not { Data.Properties.Count: > 0 } type) return;
        if (root["data"] is not JsonObject data) return;
        var property = Pick([.. type.Data.Properties]);
        data[property.Name] = _odd.About(property);
    }

    private void Rename(JsonObject target, string name)
    {
        var value = target[name]?.DeepClone();
        target.Remove(name);
        target[_random.Next(4) switch { 0 => name.ToUpperInvariant(), 1 => name + "s", 2 => name + "\u0000", _ => Pick(Names) }] = value;
    }

    // A character more, less or another in a text.
    private void Scribble(JsonObject target, string name)
    {
        if (target[name] is not JsonValue value || !value.TryGetValue<string>(out var text) || text.Length == 0 || text.Any(char.IsSurrogate)) return;
        target[name] = Edit(text, "0123456789-:.TZ+ aÅ\0\n");
    }

    // The same in the JSON itself; texts with escapes are left alone, since half an escape is judged elsewhere.
    private string Smudge(string text) => text.Contains("\\u", StringComparison.Ordinal) || text.Any(char.IsSurrogate) ? text : Edit(text, "{}[]\",:0123456789.-+eE \n\tnulx\u0001å");

    private string Edit(string text, string alphabet)
    {
        var at = _random.Next(text.Length);
        var c = alphabet[_random.Next(alphabet.Length)].ToString();
        return _random.Next(3) switch { 0 => text.Insert(at, c), 1 => text.Remove(at, 1), _ => text.Remove(at, 1).Insert(at, c) };
    }

    private string Deep()
    {
        var depth = Pick(63, 64, 65, 500, 3000);
        return _random.Next(2) == 0
            ? new string('[', depth) + new string(']', depth)
            : string.Concat(Enumerable.Repeat("{\"a\":", depth)) + "1" + new string('}', depth);
    }

    private string Member(JsonObject target) => target.ElementAt(_random.Next(target.Count)).Key;

    private T Pick<T>(params T[] from) => from[_random.Next(from.Length)];
}
