using System.Globalization;
using NodaTime;
using NodaTime.Text;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Metrics.Pipelines.Yaml;

/// <summary>
/// A node of a YAML file that remembers where it stands, so that every complaint names file, line and key.
/// Unknown keys are errors: a misspelt option must not be an ignored one.
/// </summary>
public sealed class YamlValue
{
    private readonly string _file;
    private readonly YamlNode _node;
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);

    private YamlValue(string file, string key, YamlNode node) => (_file, Key, _node) = (file, key, node);

    /// <summary>The path of this node in its file.</summary>
    public string Key { get; }

    /// <summary>Whether it is a map.</summary>
    public bool IsMap => _node is YamlMappingNode;

    /// <summary>Whether it is a list.</summary>
    public bool IsList => _node is YamlSequenceNode;

    /// <summary>Reads a file that holds one map.</summary>
    /// <exception cref="ConfigurationException">It is missing, not YAML, or not a map.</exception>
    public static YamlValue Load(string file)
    {
        if (!File.Exists(file)) throw new ConfigurationException(file, 0, "", "there is no such file");
        try
        {
            using var reader = new StreamReader(file);
            var stream = new YamlStream();
            stream.Load(reader);
            if (stream.Documents is not [{ RootNode: YamlMappingNode map }])
                throw new ConfigurationException(file, 1, "", "must hold one map of keys");
            return new YamlValue(file, "", map);
        }
        catch (YamlException e)
        {
            throw new ConfigurationException(file, (int)e.Start.Line, "", $"is not valid YAML: {e.Message}");
        }
    }

    /// <summary>The error of this node.</summary>
    public ConfigurationException Error(string reason) => new(_file, (int)_node.Start.Line, Key, reason);

    /// <summary>The node under a key, or null.</summary>
    public YamlValue? Find(string key)
    {
        _asked.Add(key);
        var map = _node as YamlMappingNode ?? throw Error("must be a map of keys");
        return map.Children.TryGetValue(new YamlScalarNode(key), out var child) ? Child(key, child) : null;
    }

    /// <summary>The node under a key.</summary>
    public YamlValue Get(string key) => Find(key) ?? throw Error($"the key '{key}' is missing");

    /// <summary>The entries of a map, in the file's order.</summary>
    public IEnumerable<(string Name, YamlValue Value)> Entries()
    {
        var map = _node as YamlMappingNode ?? throw Error("must be a map of keys");
        foreach (var (name, child) in map.Children)
        {
            var text = (name as YamlScalarNode)?.Value ?? throw Error("keys must be plain text");
            _asked.Add(text);
            yield return (text, Child(text, child));
        }
    }

    /// <summary>The items of a list; a single value counts as a list of one, and nothing at all as an empty one.</summary>
    public IEnumerable<YamlValue> Items() => _node switch
    {
        YamlSequenceNode list => list.Children.Select((child, i) => new YamlValue(_file, $"{Key}[{i}]", child)),
        YamlScalarNode { Style: ScalarStyle.Plain, Value: null or "" } => [],
        _ => [this],
    };

    /// <summary>The text of a scalar.</summary>
    public string Text() => _node is YamlScalarNode { Value: { } text } ? text : throw Error("must be a single value");

    /// <summary>The texts of a list (or of one scalar).</summary>
    public string[] Texts() => Items().Select(i => i.Text()).ToArray();

    /// <summary>A whole number.</summary>
    public int Number() => int.TryParse(Text(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
        ? value
        : throw Error($"'{Text()}' is not a whole number");

    /// <summary>A number, written with a point.</summary>
    public decimal Decimal() => decimal.TryParse(Text(), NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
        ? value
        : throw Error($"'{Text()}' is not a number such as 1200 or 97.5");

    /// <summary>A day.</summary>
    public LocalDate Day() => LocalDatePattern.Iso.Parse(Text()) is { Success: true, Value: var day }
        ? day
        : throw Error($"'{Text()}' is not a day such as 2021-03-15");

    /// <summary>The day under a key, or null.</summary>
    public LocalDate? FindDay(string key) => Find(key)?.Day();

    /// <summary>true or false.</summary>
    public bool Flag() => Text() switch
    {
        "true" => true,
        "false" => false,
        var text => throw Error($"'{text}' is neither true nor false"),
    };

    /// <summary>One of the words given.</summary>
    public T Word<T>()
        where T : struct, Enum => ServiceDesk.Events.Words.TryParse<T>(Text(), out var value)
        ? value
        : throw Error($"'{Text()}' is not one of {string.Join(", ", ServiceDesk.Events.Words.All<T>())}");

    /// <summary>What some keys say, in one text; comments and spacing leave it as it is.</summary>
    public string Said(params ReadOnlySpan<string> keys)
    {
        var said = new System.Text.StringBuilder();
        foreach (var key in keys) said.Append(key).Append(':').Append(Find(key)?._node).Append('\n');
        return said.ToString();
    }

    /// <summary>Complains about keys that nobody asked for.</summary>
    public void NothingElse()
    {
        if (_node is not YamlMappingNode map) return;
        foreach (var name in map.Children.Keys)
        {
            var text = (name as YamlScalarNode)?.Value ?? "?";
            if (!_asked.Contains(text))
                throw new ConfigurationException(_file, (int)name.Start.Line, Join(text), $"is not known here; known are {string.Join(", ", _asked.Order(StringComparer.Ordinal))}");
        }
    }

    private YamlValue Child(string key, YamlNode node) => new(_file, Join(key), node);

    private string Join(string key) => Key.Length == 0 ? key : $"{Key}.{key}";
}
