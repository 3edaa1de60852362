using System.Text.Json;
using Metrics.EndToEnd.Tests.Running;

namespace Metrics.EndToEnd.Tests.Demo;

/// <summary>
/// A folder like the one that the demo has run in, once for all: a copy of its database, and what else it wrote. Classes that tell more copy the database first.
/// </summary>
public sealed class DemoFolder : IAsyncLifetime
{
    public const string Goteborg = "goteborg-intraservice";
    public const string Linkoping = "linkoping-vss";
    public const string Stockholm = "stockholm-servicenamnden";

    /// <summary>The demo's events.</summary>
    public string Events => Place.At(Path.Combine("data", "demo-events.ndjson.gz"));

    // A database has one process at a time, so each collection has its own.
    private static readonly Lazy<Task<(Workplace Place, Ran Ran)>> Once = new(RunAsync);

    /// <summary>What the demo printed.</summary>
    internal Ran Ran { get; private set; } = null!;

    /// <summary>The folder that it ran in; nobody asks its database.</summary>
    internal Workplace First { get; private set; } = null!;

    /// <summary>The folder.</summary>
    internal Workplace Place { get; } = new();

    public async Task InitializeAsync()
    {
        (First, Ran) = await Once.Value;
        Directory.CreateDirectory(Place.At("data"));
        foreach (var name in Directory.GetFileSystemEntries(First.At("data")).Select(f => Path.GetFileName(f)!))
        {
            if (name.EndsWith(".duckdb", StringComparison.Ordinal)) File.Copy(First.At(Path.Combine("data", name)), At(name));
            else File.CreateSymbolicLink(At(name), First.At(Path.Combine("data", name)));
        }
    }

    public Task DisposeAsync()
    {
        Place.Dispose();
        return Task.CompletedTask;
    }

    /// <summary>The path of a file that the demo wrote.</summary>
    public string At(string name) => Place.At(Path.Combine("data", name));

    /// <summary>Runs a command on the demo's database.</summary>
    internal Task<Ran> Run(params string[] arguments) => Place.RunOn(Path.Combine("data", "demo.duckdb"), arguments);

    /// <summary>A report of the demo's database, as JSON.</summary>
    internal async Task<JsonElement> Report(string period, string organisation, params string[] more)
        => (await Run(["report", period, "--organisation", organisation, "--format", "json", .. more])).Succeeded().Json;

    /// <summary>A copy of the demo's database under another name, for what a test tells it.</summary>
    public string Copy(string name)
    {
        File.Copy(At("demo.duckdb"), Place.At(name));
        return name;
    }

    private static async Task<(Workplace Place, Ran Ran)> RunAsync()
    {
        var place = new Workplace();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => place.Dispose();
        return (place, (await MetricsProgram.RunAsync(place.Folder, ["demo", "--once"])).Succeeded());
    }
}
