using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace Metrics.EndToEnd.Tests.Running;

/// <summary>A temporary folder that commands run in, with a database of its own; gone at the end.</summary>
internal sealed class Workplace : IDisposable
{
    /// <summary>The folder.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("metrics-e2e-").FullName;

    /// <summary>The database that commands use unless they name another.</summary>
    public const string DatabaseName = "metrics.duckdb";

    /// <summary>A configuration folder of its own; null is the product's.</summary>
    public string? Pipelines { get; private set; }

    /// <summary>Environment variables that commands run with.</summary>
    public Dictionary<string, string> Environment { get; } = new(StringComparer.Ordinal);

    /// <summary>Gives the folder a configuration of its own, to begin with the product's; writes files of it.</summary>
    public void Configure(params (string Name, string Text)[] files)
    {
        if (Pipelines is null)
        {
            Pipelines = At("pipelines");
            var from = Path.Combine(Repository.Root, "pipelines");
            foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
            {
                var to = Path.Combine(Pipelines, Path.GetRelativePath(from, file));
                Directory.CreateDirectory(Path.GetDirectoryName(to)!);
                File.Copy(file, to);
            }
        }

        foreach (var (name, text) in files) File.WriteAllText(Path.Combine(Pipelines, name), text);
    }

    /// <summary>A place in the folder.</summary>
    public string At(string name) => Path.Combine(Folder, name);

    /// <summary>Writes a file; a name that ends in .gz is compressed.</summary>
    public string Write(string name, string text)
    {
        using var stream = File.Create(At(name));
        if (name.EndsWith(".gz", StringComparison.Ordinal))
        {
            using var zip = new GZipStream(stream, CompressionLevel.Fastest);
            zip.Write(Encoding.UTF8.GetBytes(text));
        }
        else
        {
            stream.Write(Encoding.UTF8.GetBytes(text));
        }

        return name;
    }

    /// <summary>Runs a command on the folder's database.</summary>
    public Task<Ran> Run(params string[] arguments) => RunOn(DatabaseName, arguments);

    /// <summary>Runs a command on another database.</summary>
    public Task<Ran> RunOn(string database, params string[] arguments)
        => MetricsProgram.RunAsync(Folder, [.. arguments, "--db", database], pipelines: Pipelines, environment: Environment);

    /// <summary>Runs a command on the folder's database with something on its standard input.</summary>
    public Task<Ran> Feed(byte[] input, params string[] arguments)
        => MetricsProgram.RunAsync(Folder, [.. arguments, "--db", DatabaseName], input);

    /// <summary>Ingests a file and answers what became of it.</summary>
    public async Task<JsonElement> Ingest(string file, string source, params string[] more)
        => (await Run(["ingest", file, "--source", source, "--format", "json", .. more])).Succeeded().Json;

    /// <summary>Asks for KPIs as JSON.</summary>
    public async Task<JsonElement[]> Kpi(params string[] arguments)
        => [.. (await Run(["kpi", .. arguments, "--format", "json"])).Succeeded().Json.EnumerateArray()];

    /// <summary>A folder with the sample calls ingested.</summary>
    public static Task<Workplace> WithCalls() => FilledWith(Calls, "calls.csv", Samples.Calls);

    /// <summary>A folder with the sample incident log ingested.</summary>
    public static Task<Workplace> WithIncidents() => FilledWith(Incidents, "incidents.csv", Samples.Incidents);

    /// <summary>A folder with the sample calls, incidents and volumes ingested.</summary>
    public static Task<Workplace> WithEverything() => FilledWith(Everything, "calls.csv", Samples.Calls);

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    // Each sample is ingested once; the others start from a copy of its database.
    private static readonly Lazy<Task<byte[]>> Calls = new(() => Database("calls.csv", Samples.Calls, "call-list"));
    private static readonly Lazy<Task<byte[]>> Incidents = new(() => Database("incidents.csv", Samples.Incidents, "servicenow-incident-log"));
    private static readonly Lazy<Task<byte[]>> Everything = new(async () =>
    {
        using var place = new Workplace();
        await place.Ingest(place.Write("calls.csv", Samples.Calls), "call-list");
        await place.Ingest(place.Write("incidents.csv", Samples.Incidents), "servicenow-incident-log");
        await place.Ingest(place.Write("volumes.csv", Samples.Volumes), "volume-counts");
        return await File.ReadAllBytesAsync(place.At(DatabaseName));
    });

    private static async Task<byte[]> Database(string file, string text, string source)
    {
        using var place = new Workplace();
        await place.Ingest(place.Write(file, text), source);
        return await File.ReadAllBytesAsync(place.At(DatabaseName));
    }

    private static async Task<Workplace> FilledWith(Lazy<Task<byte[]>> database, string file, string text)
    {
        var bytes = await database.Value;
        var place = new Workplace();
        place.Write(file, text);
        await File.WriteAllBytesAsync(place.At(DatabaseName), bytes);
        return place;
    }
}
