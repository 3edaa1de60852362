using System.Text.Json;
using Metrics.Host;
using Metrics.Oracle.Tests.Oracle;

namespace Metrics.Oracle.Tests.Fixtures;

/// <summary>One of the shared data sets, read into a database once for all tests of a class.</summary>
public abstract class SharedData : IDisposable
{
    private readonly Workplace? _workplace;

    /// <summary>Reads the file, where it is there.</summary>
    /// <param name="folder">The folder under shared/data.</param>
    /// <param name="file">The file in it.</param>
    /// <param name="source">A shipped mapping's name, or a mapping file.</param>
    protected SharedData(string folder, string file, string source)
    {
        if (Repository.SharedData is null || !Directory.Exists(Path.Combine(Repository.SharedData, folder))) return;
        folder = Path.Combine(Repository.SharedData, folder);
        _workplace = new Workplace();
        Outcome = _workplace.IngestAsync(Path.Combine(folder, file), source, "default").GetAwaiter().GetResult();
        using var reference = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "reference.json")));
        Reference = reference.RootElement.Clone();
        Oracle = _workplace.Oracle(Desk.Default);
    }

    internal Workplace Workplace => _workplace!;

    internal IngestOutcome Outcome { get; } = null!;

    internal IndependentOracle Oracle { get; } = null!;

    internal JsonElement Reference { get; }

    /// <summary>The oracle's value of a count or the numerator of a share, by month.</summary>
    internal Dictionary<string, decimal> Numerators(string kpi, string variant = "") => Oracle.Figures(new Asked(Length.Month, []))
        .Where(f => f.Key.Kpi == kpi && f.Key.Variant == variant)
        .ToDictionary(f => f.Key.Period, f => f.Value.Numerator!.Value);

    /// <summary>A number of each member of an object of the reference.</summary>
    internal Dictionary<string, decimal> Expected(string name, params string[] path) => Reference.GetProperty(name).EnumerateObject()
        .ToDictionary(p => p.Name, p => path.Aggregate(p.Value, (element, step) => element.GetProperty(step)).GetDecimal());

    /// <inheritdoc/>
    public void Dispose()
    {
        _workplace?.Dispose();
        GC.SuppressFinalize(this);
    }
}
