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
        var name = Name(root.Get("name"));
        var fingerprint = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)).AsSpan(0, 16));
        var format = root.Find("format")?.Word<SourceFormat>() ?? SourceFormat.Delimited;
        if (format == SourceFormat.CloudEvents)
        {
            var trusts = root.Find("trustsRecordedTime")?.Flag() ?? false;
            root.NothingElse();
            return new SourceMapping { File = file, Fingerprint = fingerprint, Name = name, Format = format, TrustsRecordedTime = trusts };
        }

        var subject = root.Find("subject") is { } s ? ValueRuleReader.Read(s) : null;
        var shared = root.Find("set") is { } set ? Values(set) : [];
        var eventsNode = root.Get("events");
        var events = eventsNode.Items().Select(item => Event(item, subject, shared)).ToArray();
        if (events.Length == 0) throw eventsNode.Error("must list at least one event");
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
            TimeFormats = root.Find("times") is { } times ? ValueRuleReader.TimeFormats(times) : ["yyyy-MM-dd HH:mm:ss"],
            Nulls = Set(root.Find("nulls")?.Texts() ?? [""]),
            Key = root.Find("key")?.Text(),
            Revision = root.Find("revision")?.Items().Select(ValueRuleReader.Read).ToArray() ?? [],
            Events = events,
            Checks = root.Find("checks") is { } c ? Checks(c) : new Dictionary<string, CheckRule>(StringComparer.Ordinal),
        };
        root.NothingElse();
        foreach (var twins in events.GroupBy(e => e.Name, StringComparer.Ordinal).Where(g => g.Count() > 1))
            throw eventsNode.Error($"two events are called '{twins.Key}'; give each a 'name' of its own");
        if (mapping.Key is null && events.Any(e => e.When.Any(w => w.LooksBack)))
            throw eventsNode.Error("a condition looks at the record before; 'key' must name the column whose records belong together");
        foreach (var (member, value) in root.Find("set")?.Entries() ?? [])
        {
            if (!Array.Exists(events, e => e.Set.ContainsKey(member))) throw value.Error($"none of the events has a member '{member}'");
        }

        return mapping;
    }

    // The name is part of identities (organisation/name) and of file names.
    private static string Name(YamlValue node) => node.Text() is var name && !string.IsNullOrWhiteSpace(name) && !name.Any(c => c is '/' or '\\' || char.IsControl(c))
        ? name
        : throw node.Error($"'{name}' is not a name: it must say something, without '/' and '\\'");

    private static char Delimiter(YamlValue root) => root.Find("delimiter") is not { } node ? ',' : node.Text() switch
    {
        "tab" => '\t',
        { Length: 1 } one when char.IsAscii(one[0]) && !char.IsLetterOrDigit(one[0]) && one[0] is not ('"' or '\r' or '\n' or '\0') => one[0],
        var other => throw node.Error($"'{other}' is neither 'tab' nor one ASCII character that is no letter, digit or quote"),
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
                set[name] = ValueRuleReader.Read(value);
            }
        }

        foreach (var required in members.Values.Where(m => m.IsRequired && !set.ContainsKey(m.Name)))
            throw node.Error($"'set' must give '{required.Name}': {type.Name} requires it");

        var rule = new EventRule
        {
            Type = type,
            Name = node.Find("name")?.Text() ?? type.Name.Split('.', 2)[1],
            When = node.Find("when")?.Items().Select(When).ToArray() ?? [],
            Id = node.Find("id")?.Items().Select(ValueRuleReader.Read).ToArray() ?? [],
            Subject = node.Find("subject") is { } own ? ValueRuleReader.Read(own) : subject,
            Time = ValueRuleReader.Read(node.Get("time")),
            Set = set,
        };
        if (rule.Subject is null && (type.Family == EventFamily.Ticket || (type.Family == EventFamily.Contact && (rule.Id.Count == 0 || type != EventType.Of<ContactRecorded>()))))
            throw node.Error("'subject' must say which column names the ticket or contact: events of one life are told by it");
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
        var ofOneColumn = condition.Is is not null || condition.IsNot is not null || condition.Left is not null || condition.Increased
            || condition.Present is not null || condition.SameAs is not null;
        if (!ofOneColumn && !condition.Changed && condition.First is null)
            throw node.Error("says nothing; give is, isNot, left, changed, increased, present, sameAs or first");
        if ((ofOneColumn || condition.Changed) && condition.Columns.Count == 0) throw node.Error("'column' is missing");
        if (condition.Columns.Count > 1 && ofOneColumn) throw node.Error("only 'changed' takes several columns");
        return condition;
    }

    private static Dictionary<string, ValueRule> Values(YamlValue node)
        => node.Entries().ToDictionary(e => e.Name, e => ValueRuleReader.Read(e.Value), StringComparer.Ordinal);

    private static Dictionary<string, CheckRule> Checks(YamlValue node) => node.Entries().ToDictionary(
        e => e.Name,
        e =>
        {
            var kind = e.Value.Get("is").Word<CheckKind>();
            return new CheckRule(kind, ValueRuleReader.Read(e.Value, [e.Name]));
        },
        StringComparer.Ordinal);

    private static HashSet<string> Set(string[] texts) => texts.ToHashSet(StringComparer.Ordinal);
}
