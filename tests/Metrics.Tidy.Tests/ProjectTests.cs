using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Metrics.Tidy.Tests;

/// <summary>Projects point one way, each outside dependency has one owner, and every version stands in one place.</summary>
public sealed class ProjectTests
{
    // A project may refer to those on lower floors only.
    private static readonly Dictionary<string, int> Floors = new(StringComparer.Ordinal)
    {
        ["Metrics.ServiceDesk"] = 0,
        ["Metrics.Pipelines"] = 1,
        ["Metrics.Intake"] = 2,
        ["Metrics.Warehouse"] = 2,
        ["Metrics.Forecasting"] = 2,
        ["Metrics.Reporting"] = 2,
        ["Metrics.Host"] = 3,
        ["Metrics.Cli"] = 4,
    };

    // Reporting lays out what the warehouse answers.
    private static readonly (string From, string To)[] Beside = [("Metrics.Reporting", "Metrics.Warehouse")];

    // Package, the namespace its types are known by, and the project that owns it.
    private static readonly (string Package, string Namespace, string Owner)[] Owners =
    [
        ("NodaTime", "", "Metrics.ServiceDesk"),
        ("YamlDotNet", "YamlDotNet", "Metrics.Pipelines"),
        ("CsvHelper", "CsvHelper", "Metrics.Intake"),
        ("Confluent.Kafka", @"Confluent\.Kafka", "Metrics.Intake"),
        ("Polly.Core", "Polly", "Metrics.Host"),
        ("Microsoft.AspNetCore.OpenApi", "", "Metrics.Host"),
        ("DuckDB.NET.Data", @"DuckDB\.NET", "Metrics.Warehouse"),
        ("DuckDB.NET.Data.Full", @"DuckDB\.NET", "Metrics.Warehouse"),
        ("DocumentFormat.OpenXml", @"DocumentFormat\.OpenXml", "Metrics.Reporting"),
        ("MathNet.Numerics", @"MathNet\.Numerics", "Metrics.Forecasting"),
        ("Microsoft.ML.TimeSeries", @"Microsoft\.ML", "Metrics.Forecasting"),
        ("System.CommandLine", @"System\.CommandLine", "Metrics.Cli"),
        ("Spectre.Console", @"Spectre\.Console", "Metrics.Cli"),
    ];

    [Fact]
    public void Every_project_of_src_has_a_floor_and_refers_downwards_only()
    {
        ProjectFile.Src.Select(p => p.Name).Should().BeSubsetOf(Floors.Keys);
        var wrong = ProjectFile.Src
            .SelectMany(p => p.Projects.Where(r => r.StartsWith("Metrics.", StringComparison.Ordinal)).Select(r => (From: p.Name, To: r)))
            .Where(r => Floors[r.To] >= Floors[r.From] && !Beside.Contains(r));
        wrong.Should().BeEmpty("Cli → Host → {Intake, Warehouse} → Pipelines → ServiceDesk");
    }

    [Fact]
    public void Only_the_host_and_the_command_line_reach_past_the_floor_below()
    {
        // Whoever reads files doesn't know the database, and whoever keeps the database doesn't know files.
        Src("Metrics.Intake").Projects.Should().NotContain("Metrics.Warehouse");
        Src("Metrics.Warehouse").Projects.Should().NotContain("Metrics.Intake");
        Src("Metrics.Cli").Projects.Should().Equal("Metrics.Host");
        Src("Metrics.ServiceDesk").Projects.Should().BeEmpty();
    }

    [Fact]
    public void An_outside_dependency_belongs_to_one_project()
    {
        var references = ProjectFile.Src.SelectMany(p => p.Packages.Where(r => (string?)r.Attribute("PrivateAssets") != "all").Select(r => (Project: p.Name, Package: ProjectFile.Include(r)))).ToArray();
        foreach (var (package, _, owner) in Owners)
            references.Where(r => r.Package == package).Select(r => r.Project).Should().BeSubsetOf([owner], $"{package} belongs to {owner}");
        references.GroupBy(r => r.Package).Where(g => g.Select(r => r.Project).Distinct().Count() > 1).Select(g => g.Key).Should().BeEmpty();
        Src("Metrics.ServiceDesk").Packages.Select(ProjectFile.Include).Should().Equal("NodaTime");
    }

    [Fact]
    public void A_dependency_is_not_used_behind_its_owners_back()
    {
        foreach (var (package, name, owner) in Owners.Where(o => o.Namespace.Length > 0))
        {
            var use = new Regex($@"(?<![\w.""]){name}\.?(?=[A-Z;])|using {name}", RegexOptions.CultureInvariant);
            var files = RepositoryText.Under("src", ".cs").Where(f => !f.StartsWith($"src/{owner}/", StringComparison.Ordinal));
            RepositoryText.Lines(files, l => !l.TrimStart().StartsWith("//", StringComparison.Ordinal) && use.IsMatch(l) && !l.Contains($"\"{package}", StringComparison.Ordinal))
                .Should().BeEmpty($"{package} belongs to {owner}");
        }
    }

    [Fact]
    public void Every_package_has_its_version_in_one_place()
    {
        var central = XDocument.Parse(RepositoryText.Text("Directory.Packages.props")).Descendants("PackageVersion").Select(ProjectFile.Include).ToArray();
        central.Should().OnlyHaveUniqueItems();
        foreach (var project in ProjectFile.All)
        {
            project.Packages.Select(ProjectFile.Include).Should().BeSubsetOf(central, $"{project.File} names no version itself");
            project.Packages.Where(p => p.Attribute("Version") is not null || p.Attribute("VersionOverride") is not null).Select(ProjectFile.Include).Should().BeEmpty(project.File);
        }
    }

    [Fact]
    public void Every_project_has_a_lock_file_and_stands_in_the_solution()
    {
        var solution = RepositoryText.Text("Metrics.sln").Replace('\\', '/');
        ProjectFile.All.Where(p => !RepositoryText.Files.Contains($"{p.Folder}/packages.lock.json", StringComparer.Ordinal)).Select(p => p.File).Should().BeEmpty("each has its packages.lock.json");
        ProjectFile.All.Where(p => !solution.Contains($"\"{p.File}\"", StringComparison.Ordinal)).Select(p => p.File).Should().BeEmpty("Metrics.sln lists each");
    }

    [Fact]
    public void Official_packages_leave_no_stand_in_behind()
    {
        var official = Evaluate("Metrics.Warehouse", "-p:OfficialPackages=true");
        Identities(official, "PackageReference").Should().Contain("DuckDB.NET.Data.Full").And.NotContain("DuckDB.NET.Data");
        Identities(official, "ProjectReference").Should().NotContain(p => p.Contains("stand-ins", StringComparison.Ordinal));

        var present = Evaluate("Metrics.Warehouse", "-p:OfficialPackages=false");
        Identities(present, "PackageReference").Should().Contain("DuckDB.NET.Data").And.NotContain("DuckDB.NET.Data.Full");
        Identities(present, "ProjectReference").Count(p => p.Contains("stand-ins", StringComparison.Ordinal)).Should().Be(2);

        var learning = Evaluate("Metrics.Forecasting", "-p:OfficialPackages=true");
        Identities(learning, "PackageReference").Should().Contain("Microsoft.ML.TimeSeries");
        Identities(learning, "ProjectReference").Should().NotContain(p => p.Contains("stand-ins", StringComparison.Ordinal));
        Identities(Evaluate("Metrics.Forecasting", "-p:OfficialPackages=false"), "ProjectReference").Count(p => p.Contains("stand-ins", StringComparison.Ordinal)).Should().Be(2);
    }

    private static ProjectFile Src(string name) => ProjectFile.Src.Single(p => p.Name == name);

    private static JsonElement Evaluate(string project, string property)
    {
        var output = RepositoryText.Run("dotnet", "msbuild", $"src/{project}/{project}.csproj", property, "-getItem:PackageReference,ProjectReference");
        output.Should().NotBeNull("MSBuild evaluates the project without restoring it");
        return JsonDocument.Parse(output!).RootElement.GetProperty("Items");
    }

    private static string[] Identities(JsonElement items, string name)
        => [.. items.GetProperty(name).EnumerateArray().Select(i => i.GetProperty("Identity").GetString()!.Replace('\\', '/'))];
}
