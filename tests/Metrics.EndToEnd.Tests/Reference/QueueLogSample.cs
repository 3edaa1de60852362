using System.Globalization;

namespace Metrics.EndToEnd.Tests.Reference;

/// <summary>
/// A queue_log as Asterisk writes it, of invented calls: some days, two queues, calls that are sent on, wait in vain, come twice, call
/// closed or wrong numbers, with the noise that stands between. The same for the same seed. The days are working days.
/// </summary>
internal sealed class QueueLogSample
{
    /// <summary>Whom no event and no reject may name.</summary>
    public static readonly string[] Agents = ["Anna Berg", "Bo Ceder", "PJSIP/dora"];

    private static readonly string[] Queues = ["support", "ekonomi"];

    private readonly Random _random;
    private readonly List<(long At, int Order, string Row)> _rows = [];
    private int _calls;

    private QueueLogSample(int seed) => _random = new Random(seed);

    /// <summary>Rows, in the order in which they are written.</summary>
    /// <param name="seed">Which.</param>
    /// <param name="days">The mornings, 00:00 UTC.</param>
    /// <param name="calls">Calls a day.</param>
    public static string[] Rows(int seed, DateTimeOffset[] days, int calls)
    {
        var sample = new QueueLogSample(seed);
        foreach (var day in days)
        {
            var midnight = day.ToUnixTimeSeconds();
            sample.Write(midnight + 5, "NONE", "NONE", "NONE", "CONFIGRELOAD", "");
            sample.Write(midnight + 28_700, "MANAGER", "support", sample.Agent(), "ADDMEMBER", "");
            for (var i = 0; i < calls; i++) sample.Call(midnight + 28_800 + sample._random.Next(32_000));
        }

        return [.. sample._rows.OrderBy(r => r.At).ThenBy(r => r.Order).Select(r => r.Row)];
    }

    private void Call(long at)
    {
        var call = string.Create(CultureInfo.InvariantCulture, $"{at}.{++_calls}");
        var caller = _random.Next(20) == 0 ? "anonymous" : $"070{1_000_000 + _random.Next(300)}";
        var queue = Queues[_random.Next(2)];
        switch (_random.Next(20))
        {
            case 0:
                Write(at, call, queue, "NONE", "CLOSED", "");
                return;
            case 1:
                Write(at, call, queue, "NONE", _random.Next(2) == 0 ? "JOINEMPTY" : "FULL", "");
                return;
            case 2:
                Write(Enter(at, call, queue, caller) + 3, call, queue, "NONE", "MISROUTED", "");
                return;
        }

        var visits = 1 + (_random.Next(4) == 0 ? _random.Next(3) : 0);
        for (var visit = 1; visit < visits; visit++)
        {
            var gaveUp = Enter(at, call, queue, caller);
            var waited = _random.Next(90);
            at = gaveUp + waited;
            if (_random.Next(3) == 0) Write(at, call, queue, "NONE", "EXITWITHKEY", $"2|1|1|{waited}");
            else Write(at, call, queue, "NONE", _random.Next(2) == 0 ? "EXITWITHTIMEOUT" : "EXITEMPTY", $"1|1|{waited}");
        }

        Answer(Enter(at, call, queue, caller), call, queue, caller, mayBeSentOn: true);
    }

    private void Answer(long at, string call, string queue, string caller, bool mayBeSentOn)
    {
        var wait = _random.Next(3) == 0 ? _random.Next(240) : _random.Next(70);
        var agent = Agent();
        if (wait > 20) Write(at + 15, call, queue, agent, "RINGNOANSWER", "15000");
        if (_random.Next(6) == 0)
        {
            Write(at + wait, call, queue, "NONE", "ABANDON", $"1|2|{wait}");
            return;
        }

        Write(at + wait, call, queue, agent, "CONNECT", $"{wait}|{at}.9|3");
        var talk = _random.Next(600);
        var end = at + wait + talk;
        if (!mayBeSentOn || _random.Next(5) > 0)
        {
            Write(end, call, queue, agent, _random.Next(2) == 0 ? "COMPLETEAGENT" : "COMPLETECALLER", $"{wait}|{talk}|1");
            return;
        }

        var other = Queues[queue == Queues[0] ? 1 : 0];
        var (word, data) = _random.Next(4) switch
        {
            0 => ("TRANSFER", $"200|default|{wait}|{talk}|1"),
            1 => ("BLINDTRANSFER", $"200|default|{wait}|{talk}|1"),
            2 => ("ATTENDEDTRANSFER", $"BRIDGE|1c2d-33|{wait}|{talk}|1"),
            _ => ("ATTENDEDTRANSFER", $"LINK|Local/200-1;1|Local/200-1;2|{wait}|{talk}|1"),
        };
        Write(end, call, queue, agent, word, data);
        Answer(Enter(end, call, other, caller), call, other, caller, mayBeSentOn: false);
    }

    private long Enter(long at, string call, string queue, string caller)
    {
        Write(at, call, "NONE", "NONE", "DID", "0850800000");
        Write(at, call, queue, "NONE", "ENTERQUEUE", $"|{caller}|1|Karin Ek");
        return at;
    }

    private string Agent() => Agents[_random.Next(Agents.Length)];

    private void Write(long at, string call, string queue, string agent, string word, string data)
        => _rows.Add((at, _rows.Count, string.Create(CultureInfo.InvariantCulture, $"{at}|{call}|{queue}|{agent}|{word}|{data}")));
}
