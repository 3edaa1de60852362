using System.Collections.Frozen;
using System.Text.Json;

namespace Metrics.ServiceDesk.Events;

/// <summary>The written form of enum members: <c>MajorIncident</c> is <c>major-incident</c> in events, tables and YAML.</summary>
public static class Words
{
    /// <summary>The written form.</summary>
    public static string Of<T>(T value)
        where T : struct, Enum => Table<T>.Written[value];

    /// <summary>The member that is written so; false when there is none.</summary>
    public static bool TryParse<T>(string text, out T value)
        where T : struct, Enum => Table<T>.Read.TryGetValue(text, out value);

    /// <summary>All written forms, in order.</summary>
    public static IEnumerable<string> All<T>()
        where T : struct, Enum => Enum.GetValues<T>().Select(Of);

    private static class Table<T>
        where T : struct, Enum
    {
        public static readonly FrozenDictionary<T, string> Written =
            Enum.GetValues<T>().ToFrozenDictionary(v => v, v => JsonNamingPolicy.KebabCaseLower.ConvertName(v.ToString()));

        public static readonly FrozenDictionary<string, T> Read =
            Written.ToFrozenDictionary(pair => pair.Value, pair => pair.Key, StringComparer.Ordinal);
    }
}
