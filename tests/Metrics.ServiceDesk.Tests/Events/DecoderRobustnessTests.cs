using System.Text;
using Metrics.Intake.CloudEvents;

namespace Metrics.ServiceDesk.Tests.Events;

public sealed class DecoderRobustnessTests
{
    private const int Seed = 20231122;

    private static readonly byte[][] Valid = [.. Examples.Valid.Values.Select(text => Encoding.UTF8.GetBytes(text.TrimEnd()))];

    private readonly CloudEventDecoder _decoder = Examples.Decoder();

    public static TheoryData<string> DeepPlaces { get; } = new("DEEP", """{"data":DEEP}""", """{"id":DEEP}""", """{"x":DEEP}""", """{"dataschema":DEEP}""", """{"X":DEEP}""")
    {
        Examples.EventOf("ticket.opened.v1", "DEEP"),
        Examples.EventOf("ticket.opened.v1", """{"unit":DEEP}"""),
        Examples.EventOf("ticket.opened.v1", """{"kind":DEEP}"""),
        Examples.EventOf("ticket.opened.v1", """{"unknown":DEEP}"""),
        Examples.EventOf("ticket.deadline-agreed.v1", """{"due":DEEP}"""),
        Examples.EventOf("survey.result.v1", """{"answers":DEEP}"""),
    };

    [Fact]
    public void Random_bytes_are_a_fault()
    {
        var random = new Random(Seed);
        for (var i = 0; i < 20_000; i++)
        {
            var bytes = new byte[random.Next(400)];
            random.NextBytes(bytes);
            Refuses(bytes);
        }
    }

    [Fact]
    public void Random_pieces_of_JSON_are_a_fault()
    {
        string[] pieces = ["{", "}", "[", "]", ":", ",", "\"", "\"id\"", "\"data\"", "\"type\"", "1.0", "-", "1e9", "null", "true", "\\", "\\u", "\\ud83d", " ", "\n", "//", "'", "å", "🛠"];
        var random = new Random(Seed);
        for (var i = 0; i < 20_000; i++)
            Refuses(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, random.Next(60)).Select(_ => pieces[random.Next(pieces.Length)]))));
    }

    [Fact]
    public void Bytes_changed_in_a_valid_event_never_throw()
    {
        var random = new Random(Seed);
        for (var i = 0; i < 50_000; i++)
        {
            var bytes = Valid[random.Next(Valid.Length)].ToArray();
            for (var n = random.Next(1, 4); n > 0; n--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            Judges(bytes);
        }
    }

    [Fact]
    public void Every_beginning_of_a_valid_event_is_a_fault()
    {
        foreach (var bytes in Valid)
        {
            for (var length = 0; length < bytes.Length; length++) Refuses(bytes.AsSpan(0, length));
        }
    }

    [Theory]
    [InlineData(0xff)]
    [InlineData(0x80)]
    [InlineData(0xc0, 0x80)]
    [InlineData(0xe5)]
    [InlineData(0xed, 0xa0, 0x80)]
    [InlineData(0xf4, 0x90, 0x80, 0x80)]
    public void Bytes_that_are_not_UTF8_are_a_fault_wherever_they_stand(params int[] wrong)
    {
        var insert = wrong.Select(b => (byte)b).ToArray();
        foreach (var bytes in Valid)
        {
            for (var at = 0; at <= bytes.Length; at += 7)
            {
                // In the middle of a character they could complete it.
                if (at < bytes.Length && (bytes[at] & 0xc0) == 0x80) continue;
                byte[] broken = [.. bytes.AsSpan(0, at), .. insert, .. bytes.AsSpan(at)];
                _decoder.TryDecode(broken, out _)!.Reason.Should().Be("is not UTF-8");
            }
        }
    }

    [Theory]
    [MemberData(nameof(DeepPlaces))]
    public void Nesting_ten_thousand_deep_is_a_fault_wherever_it_stands(string place)
    {
        foreach (var depth in new[] { 64, 65, 1000, 10_000 })
        {
            Refuses(place, new string('[', depth) + new string(']', depth));
            Refuses(place, string.Concat(Enumerable.Repeat("{\"a\":", depth)) + "1" + new string('}', depth));
            Refuses(place, new string('[', depth));
            Refuses(place, string.Concat(Enumerable.Repeat("[{\"data\":", depth)));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \r\n\t ")]
    [InlineData("\ufeff{}")]
    [InlineData("{}")]
    [InlineData("{} {}")]
    [InlineData("{},")]
    [InlineData("// an event\n{}")]
    [InlineData("{\"id\":\"1\",}")]
    [InlineData("{'id':'1'}")]
    [InlineData("{\"id\":NaN}")]
    [InlineData("{\"data\":01}")]
    [InlineData("\0")]
    public void What_is_no_event_is_a_fault(string text) => Refuses(Encoding.UTF8.GetBytes(text));

    [Fact]
    public void A_fault_leaves_no_trace_in_the_next_event()
    {
        foreach (var bytes in Valid)
        {
            Refuses(bytes.AsSpan(0, bytes.Length - 1));
            _decoder.TryDecode(bytes, out _).Should().BeNull();
        }
    }

    private void Refuses(string place, string deep) => Refuses(Encoding.UTF8.GetBytes(place.Replace("DEEP", deep, StringComparison.Ordinal)));

    private void Refuses(ReadOnlySpan<byte> bytes) => Judges(bytes).Should().BeFalse($"(seed {Seed}) {Encoding.UTF8.GetString(bytes)} is no event");

    private bool Judges(ReadOnlySpan<byte> bytes)
    {
        var fault = _decoder.TryDecode(bytes, out var e);
        (e is null).Should().Be(fault is not null);
        if (fault is null) return true;
        (fault.Pointer.Length == 0 || fault.Pointer[0] == '/').Should().BeTrue();
        fault.Reason.Should().NotBeNullOrWhiteSpace();
        return false;
    }
}
