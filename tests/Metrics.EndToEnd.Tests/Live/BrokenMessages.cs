using System.Text;

namespace Metrics.EndToEnd.Tests.Live;

/// <summary>Seeded damage to valid events: bytes, tokens, types, sizes, depth, encodings, dates. Each is surely no event.</summary>
internal sealed class BrokenMessages(Random random)
{
    private readonly Func<string, byte[]>[] _ways =
    [
        // Bytes: cut short, a byte that no UTF-8 has, nothing at all, noise.
        text => Encoding.UTF8.GetBytes(text)[..random.Next(text.Length)],
        text => WithByte(text, random.Next(text.Length), 0xFF),
        text => WithByte(text, random.Next(text.Length), 0xC0),
        _ => [],
        _ => Noise(random, random.Next(1, 2000)),
        // Tokens: a bracket, quote or comma lost, text behind the end, two documents.
        text => Encoding.UTF8.GetBytes(Without(text, "{}\":,"[random.Next(5)], random)),
        text => Encoding.UTF8.GetBytes(text + "x"),
        text => Encoding.UTF8.GetBytes(text + text),
        text => Encoding.UTF8.GetBytes("[" + text + "]"),
        // Types and values.
        text => Swap(text, "\"answered\"", ((string[])["\"lost\"", "7", "null", "[]", "{}", "true"])[random.Next(6)]),
        text => Swap(text, ":7}", ((string[])[":-7}", ":\"7\"}", ":1e99}", ":[7]}", ":700000000}"])[random.Next(5)]),
        text => Swap(text, "\"1.0\"", ((string[])["\"2.0\"", "1.0", "null", "\"\""])[random.Next(4)]),
        text => Swap(text, "contact.recorded", ((string[])["contact.forgotten", "", "contact.recorded.v9"])[random.Next(3)]),
        text => Swap(text, "\"source\":\"desk\"", "\"source\":\"\""),
        text => Swap(text, "\"specversion\":\"1.0\",", ""),
        text => Swap(text, "\"queue\":\"Q\"", "\"queue\":\"Q\",\"surprise\":1"),
        text => Swap(text, "\"specversion\":\"1.0\"", "\"specversion\":\"1.0\",\"specversion\":\"1.0\""),
        text => Swap(text, "\"queue\":\"Q\"", "\"queue\":\"\\u0000\""),
        text => Swap(text, "\"queue\":\"Q\"", "\"queue\":\"\\ud800\""),
        // Dates beyond reason.
        text => Swap(text, "2024-03-01T09:00:00Z", ((string[])["2024-02-30T09:00:00Z", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "2024-03-01", "24-3-1", "2024-03-01T25:00:00Z", "now"])[random.Next(7)]),
        // Sizes and depth.
        text => Swap(text, "\"queue\":\"Q\"", $"\"queue\":\"{new string('q', random.Next(5_000, 40_000))}\""),
        text => Swap(text, "\"queue\":\"Q\"", $"\"queue\":{new string('[', 5_000)}{new string(']', 5_000)}"),
        text => Encoding.UTF8.GetBytes(new string('{', random.Next(1, 5_000))),
    ];

    /// <summary>A broken message of one's own.</summary>
    public byte[] Next(string id) => _ways[random.Next(_ways.Length)](Encoding.UTF8.GetString(LiveSite.Answered(id)));

    private static byte[] Swap(string text, string what, string by)
    {
        text.Should().Contain(what);
        return Encoding.UTF8.GetBytes(text.Replace(what, by, StringComparison.Ordinal));
    }

    private static byte[] WithByte(string text, int at, byte value)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        bytes[at] = value;
        return bytes;
    }

    private static string Without(string text, char what, Random random)
    {
        var places = Enumerable.Range(0, text.Length).Where(i => text[i] == what).ToArray();
        return text.Remove(places[random.Next(places.Length)], 1);
    }

    private static byte[] Noise(Random random, int length)
    {
        var bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }
}
