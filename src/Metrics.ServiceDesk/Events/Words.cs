using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Metrics.ServiceDesk.Events;

/// <summary>The written form of enum members: <c>MajorIncident</c> is <c>major-incident</c> in events, tables and YAML. Enums count from 0, by ones.</summary>
public static class Words
{
    /// <summary>The written form.</summary>
    public static string Of<T>(T value)
        where T : struct, Enum => Table<T>.Written[Unsafe.As<T, int>(ref value)];

    /// <summary>The member that is written so; false when there is none.</summary>
    public static bool TryParse<T>(string text, out T value)
        where T : struct, Enum
    {
        var found = Table<T>.Read.TryGetValue(text, out var place);
        value = Unsafe.As<int, T>(ref place);
        return found;
    }

    /// <summary>All written forms, in order.</summary>
    public static IEnumerable<string> All<T>()
        where T : struct, Enum => Table<T>.Written;

    // By place, in collections that all enums share: those of each enum's own would be compiled anew at every command's start.
    private static class Table<T>
        where T : struct, Enum
    {
        public static readonly string[] Written = WordsOf(typeof(T));

        public static readonly Dictionary<string, int> Read = PlacesOf(Written);
    }

    private static string[] WordsOf(Type type)
    {
        var values = Enum.GetValuesAsUnderlyingType(type);
        for (var i = 0; i < values.Length; i++)
        {
            if (values is not int[] numbers || numbers[i] != i) throw new ArgumentException($"{type} doesn't count from 0 by ones", nameof(type));
        }

        return [.. Enum.GetNames(type).Select(JsonNamingPolicy.KebabCaseLower.ConvertName)];
    }

    private static Dictionary<string, int> PlacesOf(string[] words)
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var word in words) places[word] = places.Count;
        return places;
    }
}
