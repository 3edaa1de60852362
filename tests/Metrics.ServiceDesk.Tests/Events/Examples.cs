using System.Text;
using Metrics.Intake.CloudEvents;
using Metrics.ServiceDesk.Events;

namespace Metrics.ServiceDesk.Tests.Events;

/// <summary>The example events of schemas/examples.</summary>
internal static class Examples
{
    public static IReadOnlyDictionary<string, string> Valid { get; } = Read("valid");

    public static IReadOnlyDictionary<string, string> Invalid { get; } = Read("invalid");

    public static string ShortTypeOf(string name) => EventType.All.Select(EventSchemas.ShortName).Single(t => name == t || name.StartsWith(t + ".", StringComparison.Ordinal));

    /// <summary>A decoder to which every organisation is known, as it is to a schema.</summary>
    public static CloudEventDecoder Decoder() => new(Organisation.DefaultId, new EveryOrganisation());

    public static DataFault? Decode(string json, out ServiceEvent? e) => Decoder().TryDecode(Encoding.UTF8.GetBytes(json), out e);

    /// <summary>A valid event of a type with this data.</summary>
    public static string EventOf(string shortType, string data)
        => $$"""{"specversion":"1.0","id":"1","source":"/test","type":"servicedesk.{{shortType}}","time":"2023-11-20T08:15:00Z","subject":"Ä-1","data":{{data}}}""";

    private static SortedDictionary<string, string> Read(string kind) => new(
        Directory.GetFiles(RepositoryFolder.Of("schemas", "examples", kind), "*.json")
            .ToDictionary(f => Path.GetFileNameWithoutExtension(f), File.ReadAllText),
        StringComparer.Ordinal);

    private sealed class EveryOrganisation : Dictionary<string, Organisation>, IReadOnlyDictionary<string, Organisation>
    {
        bool IReadOnlyDictionary<string, Organisation>.ContainsKey(string key) => true;
    }
}
