using System.Globalization;
using System.Text;

namespace Metrics.EndToEnd.Tests.Live;

/// <summary>One post: what is sent, as what, and how many good calls are surely in it.</summary>
internal sealed record FuzzedPost(byte[] Body, string? Type, string? Coding, int Calls);

/// <summary>
/// Seeded posts that are wrong in most ways there are. Good calls stand beside rubbish and must be counted; what is changed byte by byte are
/// tickets, so that no accident adds a call.
/// </summary>
internal sealed class PostFuzz(int seed)
{
    private static readonly string?[] Types =
    [
        null, "", "text/plain", "application/", "/", ";", "application/json; charset=utf-16", "application/x-ndjson; charset=\"", "APPLICATION/JSON", "application/cloudevents+json ", "*/*",
        "application/cloudevents-batch+json;a=b;c", "multipart/form-data", "application/vnd.api+json", "\"application/json\"", Live.Calls.Json, Live.Calls.One, Live.Calls.Batch, Live.Calls.Lines,
    ];

    private static readonly string[] Rubbish =
    [
        "", " ", "{", "}", "[", "]", "null", "true", "0", "-", "1e999999", "\"", "\"\\ud800\"", "{}", "{\"\":\"\"}", "[[]]", "{\"specversion\":\"1.0\"}", "{\"specversion\":null,\"id\":[]}", "\u2028", "\0", "\uFEFF{}",
        "{\"id\":1,\"id\":2}", "<event/>", "id;source;type", "{\"a\":" + "[{\"a\":" + "0}]}", "{\"data\":{\"waitSeconds\":1e400}}", "\\n", "// comment", "{\"time\":\"0000-00-00T00:00:00Z\"}",
    ];

    private readonly Random _random = new(seed);
    private int _call;
    private int _ticket;

    public FuzzedPost Next() => _random.Next(8) switch
    {
        0 => new(Encoding.UTF8.GetBytes(Live.Calls.Line(_call++)), _random.Next(2) == 0 ? Live.Calls.One : Live.Calls.Json, null, 1),
        1 or 2 => Lines(),
        3 => Batch(),
        4 => new(Mutated(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, _random.Next(1, 6)).Select(_ => Ticket() + "\n")))), Live.Calls.Lines, null, 0),
        5 => new(Mutated(Encoding.UTF8.GetBytes(_random.Next(2) == 0 ? Ticket() : $"[{Ticket()},{Ticket()}]")), Types[^_random.Next(1, 5)], null, 0),
        6 => new(Bytes(_random.Next(300)), Types[_random.Next(Types.Length)], _random.Next(2) == 0 ? null : "gzip", 0),
        _ => new(Encoding.UTF8.GetBytes(Odd()), Types[_random.Next(Types.Length)], _random.Next(9) == 0 ? "br" : null, 0),
    };

    private FuzzedPost Lines()
    {
        using var body = new MemoryStream();
        var calls = 0;
        for (var n = _random.Next(1, 12); n > 0; n--)
        {
            switch (_random.Next(4))
            {
                case 0 or 1:
                    calls++;
                    body.Write(Encoding.UTF8.GetBytes(Live.Calls.Line(_call++).TrimEnd('\n')));
                    break;
                case 2:
                    body.Write(Encoding.UTF8.GetBytes(Rubbish[_random.Next(Rubbish.Length)]));
                    break;
                default:
                    body.Write([.. Mutated(Encoding.UTF8.GetBytes(Ticket())).Where(b => b != '\n')]);
                    break;
            }

            body.Write(n == 1 && _random.Next(2) == 0 ? [] : _random.Next(3) == 0 ? "\r\n"u8 : "\n"u8);
        }

        return new(body.ToArray(), Live.Calls.Lines, null, calls);
    }

    private FuzzedPost Batch()
    {
        string[] values = ["null", "[]", "{}", "\"\"", "-0", "1e999", "{\"specversion\":\"1.0\",\"id\":\"\\u0000\"}", "[[[[[[]]]]]]", "\"\\ud800\"", "false"];
        var (items, calls) = (new List<string>(), 0);
        for (var n = _random.Next(0, 12); n > 0; n--)
        {
            if (_random.Next(2) == 0)
            {
                calls++;
                items.Add(Live.Calls.Line(_call++));
            }
            else
            {
                items.Add(values[_random.Next(values.Length)]);
            }
        }

        return new(Encoding.UTF8.GetBytes($" [{string.Join(_random.Next(2) == 0 ? "," : "\r\n ,\t", items)}]\n"), _random.Next(2) == 0 ? Live.Calls.Batch : Live.Calls.Json, null, calls);
    }

    private string Ticket() => Samples.Event($"ticket-{_ticket++}", "ticket.opened", "2023-03-01T08:00:00Z", "T1", "{\"unit\":\"U\",\"priority\":\"1\"}").TrimEnd('\n');

    private string Odd() => _random.Next(4) switch
    {
        0 => new string('[', _random.Next(1, 3000)),
        1 => string.Concat(Enumerable.Repeat("{\"a\":", _random.Next(1, 3000))),
        2 => "[" + string.Join(',', Enumerable.Range(0, _random.Next(3000)).Select(n => n.ToString(CultureInfo.InvariantCulture))) + "]",
        _ => Rubbish[_random.Next(Rubbish.Length)],
    };

    private byte[] Mutated(byte[] body)
    {
        var bytes = body.ToList();
        for (var n = _random.Next(1, 5); n > 0 && bytes.Count > 0; n--)
        {
            var at = _random.Next(bytes.Count);
            switch (_random.Next(6))
            {
                case 0:
                    bytes[at] ^= (byte)(1 << _random.Next(8));
                    break;
                case 1:
                    bytes.RemoveAt(at);
                    break;
                case 2:
                    bytes.InsertRange(at, Bytes(_random.Next(1, 4)));
                    break;
                case 3:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                case 4:
                    bytes.InsertRange(at, bytes.Skip(at).Take(_random.Next(20)).ToArray());
                    break;
                default:
                    bytes.InsertRange(at, Encoding.UTF8.GetBytes(Rubbish[_random.Next(Rubbish.Length)]));
                    break;
            }
        }

        return [.. bytes];
    }

    private byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        _random.NextBytes(bytes);
        return bytes;
    }
}
