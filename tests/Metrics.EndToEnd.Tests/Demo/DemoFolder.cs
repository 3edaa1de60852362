using System.Text.Json;
using Metrics.EndToEnd.Tests.Running;

namespace Metrics.EndToEnd.Tests.Demo;

/// <summary>One folder in which the demo has run once, for all classes that only ask; those that tell more copy its database first.</summary>
public sealed class DemoFolder : IAsyncLifetime
{
    public const string Goteborg = "goteborg-intraservice";
    public const string Linkoping = "linkoping-vss";
    public const string Stockholm = "stockholm-servicenamnden";

    /// <summary>The demo's events.</summary>
    public string Events => Place.At(Path.Combine("data", "demo-events.ndjson.gz"));

    /// <summary>What the demo printed.</summary>
    internal Ran Ran { get; private set; } = null!;

    /// <summary>The folder.</summary>
    internal Workplace Place { get; } = new();

    public async Task InitializeAsync() => Ran = (await MetricsProgram.RunAsync(Place.Folder, ["demo", "--once"])).Succeeded();

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
}
