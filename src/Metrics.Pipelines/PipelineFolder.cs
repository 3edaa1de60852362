using Metrics.Pipelines.Calendars;
using Metrics.Pipelines.Kpis;
using Metrics.Pipelines.Organisations;
using Metrics.Pipelines.Policies;
using Metrics.Pipelines.Sources;
using Metrics.Pipelines.Yaml;
using Metrics.ServiceDesk;
using Metrics.ServiceDesk.Calendars;
using Metrics.ServiceDesk.Kpis;
using Metrics.ServiceDesk.Sla;

namespace Metrics.Pipelines;

/// <summary>The pipelines/ folder: what runs, readable without C#.</summary>
public sealed class PipelineFolder
{
    private readonly string _root;
    private readonly Lazy<Catalogue> _catalogue;
    private readonly Lazy<IReadOnlyDictionary<string, OpeningCalendar>> _calendars;
    private readonly Lazy<IReadOnlyDictionary<string, Policy>> _policies;
    private readonly Lazy<IReadOnlyDictionary<string, Organisation>> _organisations;

    /// <summary>A folder; its files are read when they are asked for.</summary>
    public PipelineFolder(string root)
    {
        _root = root;
        _catalogue = new(() => CatalogueReader.Read(Path.Combine(root, "kpis")));
        _calendars = new(() => CalendarReader.ReadAll(Path.Combine(root, "calendars")));
        _policies = new(() => new PolicyReader(Calendars).ReadAll(Path.Combine(root, "policies")));
        _organisations = new(() => new OrganisationReader(Calendars, Policies, () => Catalogue).ReadAll(Path.Combine(root, "organisations")));
    }

    /// <summary>The folder beside the program, or the one that METRICS_PIPELINES names.</summary>
    public static PipelineFolder Default { get; } = new(
        Environment.GetEnvironmentVariable("METRICS_PIPELINES") ?? Path.Combine(AppContext.BaseDirectory, "pipelines"));

    /// <summary>The KPI catalogue.</summary>
    public Catalogue Catalogue => _catalogue.Value;

    /// <summary>The opening hours, by id.</summary>
    public IReadOnlyDictionary<string, OpeningCalendar> Calendars => _calendars.Value;

    /// <summary>The agreements on service levels, by id.</summary>
    public IReadOnlyDictionary<string, Policy> Policies => _policies.Value;

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
        var file = Path.Combine(_root, "sources", Path.GetFileName(nameOrFile) + ".yaml");
        return File.Exists(file)
            ? SourceMappingReader.Read(file)
            : throw new ConfigurationException($"there is no source '{nameOrFile}'; shipped are {string.Join(", ", SourceNames())}, or name a .yaml mapping file");
    }

    /// <summary>The names of the shipped mappings.</summary>
    public IEnumerable<string> SourceNames() => Directory.GetFiles(Path.Combine(_root, "sources"), "*.yaml")
        .Select(f => Path.GetFileNameWithoutExtension(f)!).Order(StringComparer.Ordinal);

    /// <summary>
    /// A hash of what facts and cells follow from: the catalogue, calendars, policies, the tables, and of the organisations what
    /// places and times their facts. A new target or layout leaves it as it is.
    /// </summary>
    public string Fingerprint() => FileHash.Of(
        ((string[])["kpis", "calendars", "policies", Path.Combine("sql", "derived")]).SelectMany(FilesOf).Select(f => (Path.GetFileName(f)!, File.ReadAllText(f)))
        .Concat(FilesOf("organisations").Select(f => (Path.GetFileName(f)!, OrganisationReader.DecidesFacts(f)))));

    private IEnumerable<string> FilesOf(string folder) => Path.Combine(_root, folder) is var path && Directory.Exists(path) ? Directory.GetFiles(path).Order(StringComparer.Ordinal) : [];

    /// <summary>The text of an SQL file under pipelines/sql.</summary>
    /// <param name="name">The file, from there.</param>
    /// <param name="prefix">What stands before the tables it reads: empty, or an attached database with its dot.</param>
    public string Sql(string name, string prefix = "") => File.ReadAllText(Path.Combine(_root, "sql", name)).Replace("{prefix}", prefix, StringComparison.Ordinal);

    /// <summary>The migrations, in order: name and text.</summary>
    public IEnumerable<(string Name, string Text)> Migrations() => Directory.GetFiles(Path.Combine(_root, "sql", "migrations"), "*.sql")
        .Order(StringComparer.Ordinal).Select(f => (Path.GetFileNameWithoutExtension(f), File.ReadAllText(f)));
}
