using System.Globalization;
using System.Text.Json;
using Metrics.EndToEnd.Tests.Running;

namespace Metrics.EndToEnd.Tests.Reference;

/// <summary>Asterisk's queue_log through the program, every figure against plain loops over the rows.</summary>
public sealed class QueueLogTests
{
    private const string Source = "asterisk-queue-log";

    private static readonly DateTimeOffset[] Days = [.. Enumerable.Range(6, 5).Select(d => new DateTimeOffset(2023, 11, d, 0, 0, 0, TimeSpan.Zero))];

    private static readonly string[] Damaged =
    [
        "1699300000|1699300000.9001|support|NONE|ENTERQUEUE||070100|one|Karin Ek", "16993000xx|NONE|NONE|Anna Berg|PAUSEALL|", "1699300000|1699300000.9002|support|NONE|ABAN", "1699300000|1699300000",
    ];

    [Fact]
    public async Task Every_figure_agrees_with_plain_loops_over_the_rows()
    {
        using var place = Keyed();
        string[] rows = [.. QueueLogSample.Rows(20231106, Days, 150), .. Damaged];
        var answer = await place.Ingest(place.Write("queue_log", string.Join('\n', rows) + "\n"), Source);
        (answer.GetProperty("read").GetInt64(), answer.GetProperty("rejected").GetInt64()).Should().Be((rows.LongLength, (long)Damaged.Length));
        var visits = Visits(rows[..^Damaged.Length]);
        visits.Should().HaveCountGreaterThan(700).And.Contain(v => v.Number > 2);

        var figures = await place.Kpi("--per", "queue", "--by", "day");
        foreach (var group in visits.GroupBy(v => (v.Queue, v.Day)))
            Check(figures.Where(f => f.Text("queue") == group.Key.Queue && f.Text("period") == group.Key.Day).ToArray(), [.. group], $"{group.Key}");
        (await place.Run("verify")).Succeeded().Output.Should().Contain("0 differences");
    }

    [Fact]
    public async Task A_log_that_was_rotated_tells_the_same_and_reading_it_again_tells_nothing_new()
    {
        var rows = QueueLogSample.Rows(7, Days, 40).ToList();
        // Somebody waits while the log is rotated, at midnight.
        var midnight = Days[2].ToUnixTimeSeconds();
        rows.Insert(rows.FindIndex(r => At(r) >= midnight), $"{midnight - 10}|{midnight - 10}.77|support|NONE|ENTERQUEUE||0701234567|1");
        var cut = rows.FindIndex(r => At(r) >= midnight);
        rows.Insert(cut, $"{midnight}|{midnight - 10}.77|support|Anna Berg|CONNECT|10|x|5");
        using var whole = Keyed();
        await whole.Ingest(whole.Write("queue_log", Text(rows)), Source);
        using var rotated = Keyed();
        await rotated.Ingest(rotated.Write("queue_log.1.gz", Text(rows[..cut])), Source);
        await rotated.Ingest(rotated.Write("queue_log", Text(rows[cut..])), Source);
        foreach (var command in (string[][])[["facts", "contacts"], ["kpi", "--by", "day", "--per", "queue", "--format", "json"]])
            (await rotated.Run(command)).Succeeded().Output.Should().Be((await whole.Run(command)).Succeeded().Output);
        (await whole.Run("facts", "contacts")).Output.Should().Contain($"{midnight - 10}.77|support|1,").And.Contain("answered,10.0");

        (await rotated.Ingest(rotated.Write("moved", Text(rows[..cut])), Source)).GetProperty("read").GetInt64().Should().Be(0);
        // The whole log is another file, whose rows are known.
        (await rotated.Ingest(rotated.Write("both", Text(rows)), Source)).GetProperty("accepted").GetInt64().Should().Be(0);
    }

    [Fact]
    public async Task Nobody_is_named_in_the_log_nor_in_rejects()
    {
        using var place = Keyed();
        place.Write("queue_log", Text([.. QueueLogSample.Rows(3, Days[..1], 60), .. Damaged]));
        var answer = await place.Ingest("queue_log", Source);
        string[] kept = [await File.ReadAllTextAsync(answer.GetProperty("rejectsFile").GetString()!), System.Text.Encoding.Latin1.GetString(await File.ReadAllBytesAsync(place.At(Workplace.DatabaseName)))];
        kept.Should().OnlyContain(text => !text.Contains("Karin", StringComparison.Ordinal) && !text.Contains("0701000", StringComparison.Ordinal) && !QueueLogSample.Agents.Any(a => text.Contains(a, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Without_the_secret_key_nothing_is_read_and_the_cure_is_named()
    {
        using var place = new Workplace();
        place.Write("queue_log", Text(QueueLogSample.Rows(3, Days[..1], 2)));
        (await place.Run("ingest", "queue_log", "--source", Source)).Failed(2, Source, "no key is set", "METRICS_HASH_KEY_FILE", "openssl rand -hex 32");
        place.Environment["METRICS_HASH_KEY_FILE"] = place.At("caller.key");
        (await place.Run("ingest", "queue_log", "--source", Source)).Failed(2, "METRICS_HASH_KEY_FILE names", "caller.key", "can't be read");
        place.Write("caller.key", "short\n");
        (await place.Run("ingest", "queue_log", "--source", Source)).Failed(2, "caller.key", "fewer than 32 characters");
        place.Write("caller.key", new string('k', 40) + "\n");
        (await place.Ingest("queue_log", Source)).GetProperty("accepted").GetInt64().Should().BePositive();
    }

    private static Workplace Keyed() => new() { Environment = { ["METRICS_HASH_KEY"] = "5f4dcc3b5aa765d61d8327deb882cf99" } };

    private static string Text(IEnumerable<string> rows) => string.Join('\n', rows) + "\n";

    private static long At(string row) => long.Parse(row.Split('|')[0], CultureInfo.InvariantCulture);

    private static void Check(JsonElement[] figures, Visit[] visits, string where)
    {
        var offered = visits.Where(v => v.Way is not ("CLOSED" or "MISROUTED")).ToArray();
        var answered = offered.Where(v => v.Way == "CONNECT").ToArray();
        var abandoned = offered.Where(v => v.Way == "ABANDON").ToArray();
        void Numerator(decimal expected, string kpi, string? variant = null) => (figures.Of(kpi, variant).Select(f => f.Number("numerator") ?? 0).SingleOrDefault()).Should().Be(expected, "{0} {1} of {2}", kpi, variant, where);
        Numerator(offered.Length, "contacts-offered");
        Numerator(answered.Length, "contacts-answered");
        Numerator(answered.Count(v => v.Wait <= 120), "service-level", "of-answered-120");
        Numerator(answered.Count(v => v.Wait <= 60), "service-level", "of-answered-60");
        Numerator(abandoned.Length, "abandon-rate", "all");
        Numerator(abandoned.Count(v => v.Wait > 11), "contacts-abandoned-long");
        Numerator(answered.Sum(v => v.Wait), "speed-of-answer");
        Numerator(answered.Sum(v => v.Talk), "talk-time");
        Numerator(visits.Count(v => v.Way == "CLOSED"), "contacts-closed-hours");
        Numerator(visits.Count(v => v.Way == "MISROUTED"), "contacts-misrouted");
    }

    private static List<Visit> Visits(string[] rows)
    {
        var all = new List<Visit>();
        foreach (var f in rows.Select(r => r.Split('|')))
        {
            var (word, data) = (f[4], f[5..]);
            var before = all.FindLast(v => v.Call == f[1] && v.Queue == f[2]);
            if (word is "ENTERQUEUE" or "JOINEMPTY" or "FULL" or "CLOSED")
                all.Add(new Visit(f[1], f[2], DateTimeOffset.FromUnixTimeSeconds(long.Parse(f[0], CultureInfo.InvariantCulture)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), (before?.Number ?? 0) + 1) { Way = word });
            else if (word == "MISROUTED" || (before?.Way == "ENTERQUEUE" && word is "CONNECT" or "ABANDON" or "EXITWITHTIMEOUT" or "EXITEMPTY" or "EXITWITHKEY"))
                (before!.Way, before.Wait) = (word, word == "CONNECT" ? Number(data[0]) : word == "ABANDON" ? Number(data[2]) : 0);
            else if (word is "COMPLETEAGENT" or "COMPLETECALLER") before!.Talk = Number(data[1]);
            else if (word.EndsWith("TRANSFER", StringComparison.Ordinal)) before!.Talk = Number(data[^2]);
        }

        return all;
    }

    private static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);

    private sealed record Visit(string Call, string Queue, string Day, int Number)
    {
        public string Way { get; set; } = "";

        public decimal Wait { get; set; }

        public decimal Talk { get; set; }
    }
}
