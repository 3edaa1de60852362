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

        var nulls = (root.Find("nulls")?.Texts() ?? [""]).ToHashSet(StringComparer.Ordinal);
        var (columns, trailing) = ColumnReader.Listed(root, nulls);
        var known = new KnownColumns(columns.Length > 0 ? [.. columns, .. trailing] : null);
        var (values, conditions) = (new ValueRuleReader(known), new ConditionReader(known));
        var derived = ColumnReader.Derived(root.Find("derived"), known, values, conditions);
        var mapping = new SourceMapping
        {
            File = file,
            Fingerprint = fingerprint,
            Name = name,
            Format = format,
            Delimiter = Delimiter(root),
            Quotes = root.Find("quotes")?.Word<FieldQuotes>() ?? FieldQuotes.Doubled,
            Encoding = Encoding(root),
            Zone = Zone(root),
            Ambiguous = root.Find("ambiguous")?.Word<AmbiguousTime>() ?? AmbiguousTime.Reject,
            TimeFormats = root.Find("times") is { } times ? ValueRuleReader.TimeFormats(times) : ["yyyy-MM-dd HH:mm:ss"],
            Nulls = nulls,
            Columns = columns,
            Trailing = trailing,
            Derived = derived,
            Hidden = root.Find("hidden") is { } hidden ? known.All(hidden) : [],
            Key = root.Find("key") is { } key ? known.One(key) : null,
            Revision = root.Find("revision")?.Items().Select(values.Read).ToArray() ?? [],
            OutsideHours = root.Find("outsideHours")?.Word<OutsideHours>() ?? OutsideHours.Offered,
            Events = new EventRuleReader(values, conditions).Read(root),
            Checks = ColumnReader.Checks(root.Find("checks"), values, conditions),
        };
        root.NothingElse();
        if (mapping.Key is null && mapping.Events.Any(e => e.When.Any(w => w.LooksBack)))
            throw root.Get("events").Error("a condition looks at the record before; 'key' must name the column whose records belong together");
        if (mapping.OutsideHours == OutsideHours.Closed && mapping.Events.All(e => e.Type != EventType.Of<ContactOffered>()))
            throw root.Get("outsideHours").Error($"says what becomes of {EventType.Of<ContactOffered>().Name} outside opening hours, and none of the events is one");
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
}
