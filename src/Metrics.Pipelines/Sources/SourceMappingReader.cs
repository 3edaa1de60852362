using System.Security.Cryptography;
using Metrics.Pipelines.Yaml;
using Metrics.ServiceDesk.Events;
using NodaTime;

namespace Metrics.Pipelines.Sources;

/// <summary>Reads and checks a mapping file.</summary>
public static class SourceMappingReader
{
    private static readonly string[] Encodings = ["utf-8", "iso-8859-1", "windows-1252"];

    /// <summary>Reads one.</summary>
    /// <exception cref="ConfigurationException">It can't be used; the message names file, line and key.</exception>
    public static SourceMapping Read(string file)
    {
        var root = YamlValue.Load(file);
        root.Find("description");
        var name = root.Get("name").Text();
        var fingerprint = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)).AsSpan(0, 16));
        var format = root.Find("format")?.Word<SourceFormat>() ?? SourceFormat.Delimited;
        if (format == SourceFormat.CloudEvents)
        {
            var trusts = root.Find("trustsRecordedTime")?.Flag() ?? false;
            root.NothingElse();
            return new SourceMapping { File = file, Fingerprint = fingerprint, Name = name, Format = format, TrustsRecordedTime = trusts };
        }

        var subject = root.Find("subject") is { } s ? Value(s) : null;
        var shared = root.Find("set") is { } set ? Values(set) : [];
        var events = root.Get("events").Items().Select(item => Event(item, subject, shared)).ToArray();
        var mapping = new SourceMapping
        {
            File = file,
            Fingerprint = fingerprint,
            Name = name,
            Format = format,
            Delimiter = Delimiter(root),
            Encoding = Encoding(root),
            Zone = Zone(root),
            Ambiguous = root.Find("ambiguous")?.Word<AmbiguousTime>() ?? AmbiguousTime.Reject,
            TimeFormats = root.Find("times")?.Texts() ?? ["yyyy-MM-dd HH:mm:ss"],
            Nulls = Set(root.Find("nulls")?.Texts() ?? [""]),
            Key = root.Find("key")?.Text(),
            Revision = root.Find("revision")?.Items().Select(Value).ToArray() ?? [],
            Events = events,
            Checks = root.Find("checks") is { } c ? Checks(c) : new Dictionary<string, CheckRule>(StringComparer.Ordinal),
        };
        root.NothingElse();
        foreach (var twins in events.GroupBy(e => e.Name, StringComparer.Ordinal).Where(g => g.Count() > 1))
            throw root.Get("events").Error($"two events are called '{twins.Key}'; give each a 'name' of its own");
        if (mapping.Key is null && events.Any(e => e.When.Any(w => w.LooksBack)))
            throw root.Error("a condition looks at the record before; 'key' must name the column whose records belong together");
        return mapping;
    }

    private static char Delimiter(YamlValue root) => root.Find("delimiter") is not { } node ? ',' : node.Text() switch
    {
        "tab" => '\t',
        { Length: 1 } one => one[0],
        var other => throw node.Error($"'{other}' is not one character or 'tab'"),
    };

    private static string Encoding(YamlValue root)
    {
        if (root.Find("encoding") is not { } node) return "utf-8";
        return Encodings.Contains(node.Text(), StringComparer.Ordinal)
            ? node.Text()
            : throw node.Error($"'{node.Text()}' is not one of {string.Join(", ", Encodings)}");
    }

    private static DateTimeZone? Zone(YamlValue root)
    {
        var node = root.Get("zone");
        if (node.Text() == "organisation") return null;
        return DateTimeZoneProviders.Tzdb.GetZoneOrNull(node.Text())
            ?? throw node.Error($"'{node.Text()}' is neither 'organisation' nor a zone of the IANA database, such as Europe/Stockholm");
    }

    private static EventRule Event(YamlValue node, ValueRule? subject, Dictionary<string, ValueRule> shared)
    {
        var typeNode = node.Get("type");
        var type = EventType.Find(typeNode.Text())
            ?? throw typeNode.Error($"'{typeNode.Text()}' is not an event type; schemas/ lists them");
        var members = type.Data.Properties.ToDictionary(p => p.Name, StringComparer.Ordinal);
        var set = shared.Where(pair => members.ContainsKey(pair.Key)).ToDictionary(StringComparer.Ordinal);
        if (node.Find("set") is { } setNode)
        {
            foreach (var (name, value) in setNode.Entries())
            {
                if (!members.ContainsKey(name))
                    throw value.Error($"{type.Name} has no member '{name}'; it has {string.Join(", ", members.Keys)}");
                set[name] = Value(value);
            }
        }

        foreach (var required in members.Values.Where(m => m.IsRequired && !set.ContainsKey(m.Name)))
            throw node.Error($"'set' must give '{required.Name}': {type.Name} requires it");

        var rule = new EventRule
        {
            Type = type,
            Name = node.Find("name")?.Text() ?? type.Name.Split('.', 2)[1],
            When = node.Find("when")?.Items().Select(When).ToArray() ?? [],
            Id = node.Find("id")?.Items().Select(Value).ToArray() ?? [],
            Subject = node.Find("subject") is { } own ? Value(own) : subject,
            Time = Value(node.Get("time")),
            Set = set,
        };
        if (rule.Subject is null && type.Family is (EventFamily.Ticket or EventFamily.Contact) && rule.Id.Count == 0)
            throw node.Error("'subject' must say which column names the ticket or contact, or 'id' which columns identify it");
        node.NothingElse();
        return rule;
    }

    private static Condition When(YamlValue node)
    {
        var condition = new Condition
        {
            Columns = node.Find("column")?.Texts() ?? [],
            Is = node.Find("is") is { } i ? Set(i.Texts()) : null,
            IsNot = node.Find("isNot") is { } n ? Set(n.Texts()) : null,
            Left = node.Find("left") is { } l ? Set(l.Texts()) : null,
            Changed = node.Find("changed")?.Flag() ?? false,
            Increased = node.Find("increased")?.Flag() ?? false,
            Present = node.Find("present")?.Flag(),
            SameAs = node.Find("sameAs")?.Text(),
            First = node.Find("first")?.Flag(),
        };
        node.NothingElse();
        if (condition.First is null && condition.Columns.Count == 0) throw node.Error("'column' is missing");
        if (condition.Columns.Count > 1 && !condition.Changed) throw node.Error("only 'changed' takes several columns");
        return condition;
    }

    private static Dictionary<string, ValueRule> Values(YamlValue node)
        => node.Entries().ToDictionary(e => e.Name, e => Value(e.Value), StringComparer.Ordinal);

    private static Dictionary<string, CheckRule> Checks(YamlValue node) => node.Entries().ToDictionary(
        e => e.Name,
        e =>
        {
            var kind = e.Value.Get("is").Word<CheckKind>();
            var rule = Value(e.Value, [e.Name]);
            return new CheckRule(kind, rule);
        },
        StringComparer.Ordinal);

    private static ValueRule Value(YamlValue node) => node.IsMap ? Value(node, []) : new ValueRule { Columns = [node.Text()] };

    private static ValueRule Value(YamlValue node, string[] columns)
    {
        var either = node.Find("either")?.Texts();
        var rule = new ValueRule
        {
            Columns = either ?? node.Find("column")?.Texts() ?? node.Find("columns")?.Texts() ?? columns,
            Either = either is not null,
            Optional = node.Find("optional")?.Flag() ?? false,
            Constant = node.Find("value")?.Text(),
            Default = node.Find("default")?.Text(),
            Formats = node.Find("format")?.Texts() ?? [],
            Values = node.Find("values")?.Entries().ToDictionary(e => e.Name, e => e.Value.Text(), StringComparer.Ordinal),
            KeepOthers = node.Find("others") is { } others && KeepOthers(others),
            DecimalSign = node.Find("decimal")?.Text() is { Length: 1 } sign ? sign[0] : '.',
            Factor = Factor(node),
            Duration = node.Find("duration")?.Text().Replace(":", "\\:", StringComparison.Ordinal),
        };
        node.NothingElse();
        if (rule.Columns.Count == 0 && rule.Constant is null) throw node.Error("needs 'column', 'columns', 'either' or 'value'");
        return rule;
    }

    private static bool KeepOthers(YamlValue node) => node.Text() switch
    {
        "keep" => true,
        "reject" => false,
        var other => throw node.Error($"'{other}' is neither keep nor reject"),
    };

    private static decimal Factor(YamlValue node) => node.Find("in") is not { } unit ? 1 : unit.Text() switch
    {
        "seconds" => 1,
        "milliseconds" => 0.001m,
        "minutes" => 60,
        "hours" => 3600,
        var other => throw unit.Error($"'{other}' is not one of milliseconds, seconds, minutes, hours"),
    };

    private static HashSet<string> Set(string[] texts) => texts.ToHashSet(StringComparer.Ordinal);
}
