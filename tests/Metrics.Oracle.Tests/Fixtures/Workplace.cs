using System.Globalization;
using DuckDB.NET.Data;
using Metrics.Host;
using Metrics.Oracle.Tests.Comparison;
using Metrics.Oracle.Tests.Oracle;
using Metrics.Oracle.Tests.SeededMonth;
using Metrics.Pipelines;
using Metrics.ServiceDesk;
using Metrics.Warehouse;

namespace Metrics.Oracle.Tests.Fixtures;

/// <summary>A clock that stands until it is moved.</summary>
internal sealed class StandingClock : TimeProvider
{
    public DateTimeOffset Now { get; set; } = new(2024, 1, 15, 8, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => Now;
}

/// <summary>A folder of its own with a copy of the pipelines, the organisations of the seeded month beside the shipped ones, and a database.</summary>
internal sealed class Workplace : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("metrics-oracle-").FullName;

    /// <summary>Prepares a workplace.</summary>
    public Workplace()
    {
        Copy(Path.Combine(Repository.Root, "pipelines"), PipelinesFolder);
        Copy(Repository.Fixture("pipelines"), PipelinesFolder);
    }

    public StandingClock Clock { get; } = new();

    public string Database => Path.Combine(_folder, "metrics.duckdb");

    private string PipelinesFolder => Path.Combine(_folder, "pipelines");

    /// <summary>Opens the database, or a copy of it; the configuration is read anew.</summary>
    public MetricsWarehouse Open(string? database = null) => MetricsWarehouse.Open(database ?? Database, new PipelineFolder(PipelinesFolder), Clock);

    /// <summary>Opens a copy of the database with a copy of the configuration of which one file says something else.</summary>
    public MetricsWarehouse OpenSaying(string database, string file, string said, string instead)
    {
        var folder = Path.ChangeExtension(database, ".pipelines");
        Copy(PipelinesFolder, folder);
        var text = File.ReadAllText(Path.Combine(folder, file));
        if (text.Split(said).Length != 2) throw new InvalidOperationException($"'{said}' must stand once in {file}");
        File.WriteAllText(Path.Combine(folder, file), text.Replace(said, instead, StringComparison.Ordinal));
        return MetricsWarehouse.Open(database, new PipelineFolder(folder), Clock);
    }

    /// <summary>The oracle over the closed database, or over a copy of it, asked when the product is asked.</summary>
    public IndependentOracle Oracle(Desk desk, DateTime? asOf = null, string? database = null)
        => new(database ?? Database, desk, Clock.Now.UtcDateTime, asOf);

    /// <summary>A copy of the closed database under another name.</summary>
    public string Copy(string name)
    {
        var copy = Path.Combine(_folder, name + ".duckdb");
        File.Copy(Database, copy);
        return copy;
    }

    /// <summary>A number that the closed database tells.</summary>
    public long Scalar(string sql)
    {
        using var connection = new DuckDBConnection($"DataSource={Database}");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    /// <summary>Reads one file and closes the database.</summary>
    public async Task<IngestOutcome> IngestAsync(string file, string source, string organisation)
    {
        using var warehouse = Open();
        return await ReadAsync(warehouse, file, source, organisation);
    }

    /// <summary>Reads files of CloudEvents one after the other, an hour apart.</summary>
    public async Task<BatchResult> TellAsync(IReadOnlyList<IReadOnlyList<string>> files)
    {
        using var warehouse = Open();
        var result = default(BatchResult);
        foreach (var lines in files)
        {
            var file = Path.Combine(_folder, $"{Path.GetRandomFileName()}.ndjson");
            await File.WriteAllLinesAsync(file, lines);
            var outcome = await ReadAsync(warehouse, file, "cloudevents", "default");
            if (outcome.Rejects.Count > 0) throw new InvalidOperationException($"{outcome.Rejects[0].Field}: {outcome.Rejects[0].Reason}");
            result += outcome.Result;
            Clock.Now += TimeSpan.FromHours(1);
        }

        return result;
    }

    /// <summary>Reads events that are told in this order.</summary>
    public Task<BatchResult> TellAsync(params IEnumerable<Told> events) => TellAsync([events.Select(e => e.Line()).ToArray()]);

    /// <summary>Holds every figure of an organisation against the oracle.</summary>
    public Verdict Compare(Desk desk)
    {
        var oracle = Oracle(desk);
        using var warehouse = Open();
        return Agreement.Everywhere(warehouse, oracle, desk);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static Task<IngestOutcome> ReadAsync(MetricsWarehouse warehouse, string file, string source, string organisation)
        => new FileIngest(warehouse).RunAsync(
            new InputFile(file), warehouse.Pipelines.Source(source), warehouse.Pipelines.Organisation(organisation), null, null, CancellationToken.None);

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }
}
