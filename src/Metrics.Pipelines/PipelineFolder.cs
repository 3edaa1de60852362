using Metrics.Pipelines.Kpis;
using Metrics.Pipelines.Organisations;
using Metrics.Pipelines.Sources;
using Metrics.Pipelines.Yaml;
using Metrics.ServiceDesk;
using Metrics.ServiceDesk.Kpis;

namespace Metrics.Pipelines;

/// <summary>The pipelines/ folder: what runs, readable without C#.</summary>
/// <param name="root">Its path.</param>
public sealed class PipelineFolder(string root)
{
    private readonly Lazy<Catalogue> _catalogue = new(() => CatalogueReader.Read(Path.Combine(root, "kpis")));
    private readonly Lazy<IReadOnlyDictionary<string, Organisation>> _organisations =
        new(() => OrganisationReader.Read(Path.Combine(root, "organisations")));

    /// <summary>The folder beside the program, or the one that METRICS_PIPELINES names.</summary>
    public static PipelineFolder Default { get; } = new(
        Environment.GetEnvironmentVariable("METRICS_PIPELINES") ?? Path.Combine(AppContext.BaseDirectory, "pipelines"));

    /// <summary>The KPI catalogue.</summary>
    public Catalogue Catalogue => _catalogue.Value;

    /// <summary>The organisations, by id.</summary>
    public IReadOnlyDictionary<string, Organisation> Organisations => _organisations.Value;

    /// <summary>An organisation by id.</summary>
    /// <exception cref="ConfigurationException">There is none of that id.</exception>
    public Organisation Organisation(string id) => Organisations.GetValueOrDefault(id)
        ?? throw new ConfigurationException(
            $"there is no organisation '{id}'; pipelines/organisations has {string.Join(", ", Organisations.Keys)}");

    /// <summary>A source mapping: a shipped one by name, or a mapping file of the user's own.</summary>
    /// <param name="nameOrFile"><c>call-list</c>, say, or a path ending in .yaml or .yml.</param>
    /// <exception cref="ConfigurationException">There is none, or it can't be used.</exception>
    public SourceMapping Source(string nameOrFile)
    {
        if (nameOrFile.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase) || nameOrFile.EndsWith(".yml", StringComparison.OrdinalIgnoreCase))
            return SourceMappingReader.Read(nameOrFile);
        var file = Path.Combine(root, "sources", Path.GetFileName(nameOrFile) + ".yaml");
        return File.Exists(file)
            ? SourceMappingReader.Read(file)
            : throw new ConfigurationException($"there is no source '{nameOrFile}'; shipped are {string.Join(", ", SourceNames())}, or name a .yaml mapping file");
    }

    /// <summary>The names of the shipped mappings.</summary>
    public IEnumerable<string> SourceNames() => Directory.GetFiles(Path.Combine(root, "sources"), "*.yaml")
        .Select(f => Path.GetFileNameWithoutExtension(f)!).Order(StringComparer.Ordinal);

    /// <summary>The text of an SQL file under pipelines/sql.</summary>
    public string Sql(string name) => File.ReadAllText(Path.Combine(root, "sql", name));

    /// <summary>The migrations, in order: name and text.</summary>
    public IEnumerable<(string Name, string Text)> Migrations() => Directory.GetFiles(Path.Combine(root, "sql", "migrations"), "*.sql")
        .Order(StringComparer.Ordinal).Select(f => (Path.GetFileNameWithoutExtension(f), File.ReadAllText(f)));
}
