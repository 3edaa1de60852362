using System.Text.Json;
using System.Text.Json.Nodes;
using Metrics.EndToEnd.Tests.Running;

namespace Metrics.EndToEnd.Tests.Demo;

/// <summary>
/// What became of Göteborg's report of November 2023 on a copy of the demo's database: published as known on 5 December, changed
/// by a thousand events, published again, and changed by events that contradict others.
/// </summary>
public sealed class Published(DemoFolder demo) : IAsyncLifetime
{
    private const string AsOf = "2023-12-05";
    private string _database = "";

    /// <summary>The events that were told after the first publication.</summary>
    internal IReadOnlyList<Told> Told { get; private set; } = [];

    /// <summary>The comparison that was asked for before anything was published.</summary>
    internal Ran TooEarly { get; private set; } = null!;

    /// <summary>The report as it was published.</summary>
    internal Ran First { get; private set; } = null!;

    /// <summary>The same as known then, asked after the events.</summary>
    internal Ran Then { get; private set; } = null!;

    /// <summary>The report after the events.</summary>
    internal Ran Now { get; private set; } = null!;

    /// <summary>The comparison of the first publication with what is known now, for programs and for people.</summary>
    internal Ran Changed { get; private set; } = null!;

    internal Ran ChangedForPeople { get; private set; } = null!;

    /// <summary>The comparison just after the second publication.</summary>
    internal Ran Unchanged { get; private set; } = null!;

    internal Ran UnchangedForPeople { get; private set; } = null!;

    /// <summary>What ingest said of the events that contradict, and how much more each counts.</summary>
    internal JsonElement Contradicted { get; private set; }

    internal IReadOnlyDictionary<string, int> Contradictions { get; private set; } = new Dictionary<string, int>();

    /// <summary>The comparison of the second publication with what is known after the contradictions.</summary>
    internal Ran InConflict { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        _database = demo.Copy("published.duckdb");
        using var raw = new RawEvents(demo.Events, DemoFolder.Goteborg);
        Told = ToldLater.All(raw);
        TooEarly = await Report("--compare", "now");
        First = await Report("--as-of", AsOf, "--publish", "--format", "json");
        await Tell("later.ndjson", Told.Select(t => t.Line));
        Then = await Report("--as-of", AsOf, "--format", "json");
        Now = await Report("--format", "json");
        Changed = await Report("--compare", "now", "--format", "json");
        ChangedForPeople = await Report("--compare", "now");
        (await Report("--publish")).Succeeded();
        Unchanged = await Report("--compare", "now", "--format", "json");
        UnchangedForPeople = await Report("--compare", "now");
        await Contradict(raw);
        InConflict = await Report("--compare", "now", "--format", "json");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    /// <summary>The report of November 2023, with more options.</summary>
    internal Task<Ran> Report(params string[] more) => demo.Place.RunOn(_database, ["report", "2023-11", "--organisation", DemoFolder.Goteborg, .. more]);

    private async Task<JsonElement> Tell(string name, IEnumerable<string> lines)
    {
        var file = demo.Place.Write(name, string.Join('\n', lines) + "\n");
        return (await demo.Place.RunOn(_database, "ingest", file, "--source", "cloudevents", "--format", "json")).Succeeded().Json;
    }

    // The same revision in other words: a hash decides. Each counts another power of two more, so that their sum tells which stand.
    private async Task Contradict(RawEvents raw)
    {
        var told = Told.Select(t => t.Id).ToHashSet();
        var days = raw.Rows("SELECT id, line FROM raw WHERE (data->>'measure') = 'payroll-cases' AND id[-10:] >= '2023-01-01' ORDER BY id", r => (Id: r.GetString(0), Line: r.GetString(1))).Where(d => !told.Contains(d.Id)).Take(12).ToArray();
        Contradictions = days.Select((d, i) => (d.Id, More: 1 << i)).ToDictionary(d => d.Id, d => d.More);
        Contradicted = await Tell("contradictions.ndjson", days.Select(d =>
        {
            var line = JsonNode.Parse(d.Line)!;
            line["data"]!["count"] = line["data"]!["count"]!.GetValue<int>() + Contradictions[d.Id];
            return line.ToJsonString();
        }));
    }
}
