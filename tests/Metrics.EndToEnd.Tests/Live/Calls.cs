namespace Metrics.EndToEnd.Tests.Live;

/// <summary>Numbered calls as events, and how events are posted.</summary>
internal static class Calls
{
    public const string One = "application/cloudevents+json";
    public const string Batch = "application/cloudevents-batch+json";
    public const string Json = "application/json";
    public const string Lines = "application/x-ndjson";

    /// <summary>One call on one line, with its end.</summary>
    public static string Line(int number, string more = "")
        => Samples.Event($"call-{number}", "contact.recorded", $"2023-03-{1 + (number % 28):00}T{7 + (number % 11):00}:{number % 60:00}:00Z", $"call-{number}", Data(number), more);

    /// <summary>Calls, one a line.</summary>
    public static string LinesOf(int from, int count) => string.Concat(Enumerable.Range(from, count).Select(n => Line(n)));

    /// <summary>Calls as a JSON array.</summary>
    public static string BatchOf(int from, int count) => $"[{string.Join(",", Enumerable.Range(from, count).Select(n => Line(n).TrimEnd('\n')))}]";

    private static string Data(int number) => number % 9 == 0
        ? $$"""{"queue":"Q{{number % 3}}","outcome":"abandoned","waitSeconds":{{number % 90}}}"""
        : $$"""{"queue":"Q{{number % 3}}","customer":"Kund {{number % 5}}","outcome":"answered","waitSeconds":{{number % 200}},"talkSeconds":{{number % 700}}}""";
}
