using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Metrics.Tidy.Tests;

/// <summary>What is written about the product is true of it, as far as a test can tell.</summary>
public sealed partial class DocumentTests
{
    [Fact]
    public void There_is_a_readme_and_an_architecture()
    {
        foreach (var file in (string[])["README.md", "ARCHITECTURE.md"]) RepositoryText.Files.Contains(file, StringComparer.Ordinal).Should().BeTrue($"{file} is there");
        RepositoryText.Text("README.md").Should().Contain("make demo").And.Contain("make test");
    }

    [Fact]
    public void The_architecture_names_every_room()
    {
        var text = RepositoryText.Text("ARCHITECTURE.md");
        ProjectFile.Src.Select(p => p.Folder).Where(f => !text.Contains(f, StringComparison.Ordinal)).Should().BeEmpty("every project of src is explained");
        RepositoryText.Under("pipelines", "").Select(f => string.Join('/', f.Split('/')[..2])).Distinct()
            .Where(f => !text.Contains(f, StringComparison.Ordinal)).Should().BeEmpty("every folder of pipelines is explained");
    }

    [Fact]
    public void The_architecture_names_no_room_that_is_not_there()
    {
        var rooms = Rooms().Matches(RepositoryText.Text("ARCHITECTURE.md")).Select(m => m.Groups["room"].Value).ToArray();
        rooms.Should().NotBeEmpty();
        rooms.Where(r => !Directory.Exists(RepositoryText.At(r)) && !File.Exists(RepositoryText.At(r))).Should().BeEmpty();
    }

    [Fact]
    public void The_architecture_lists_every_dependency_with_its_version()
    {
        var lines = RepositoryText.Text("ARCHITECTURE.md").Split('\n');
        var versions = XDocument.Parse(RepositoryText.Text("Directory.Packages.props")).Descendants("PackageVersion").ToDictionary(ProjectFile.Include, v => (string)v.Attribute("Version")!);
        foreach (var package in ProjectFile.Src.SelectMany(p => p.Packages).Where(p => (string?)p.Attribute("PrivateAssets") != "all").Select(ProjectFile.Include).Where(p => p != "DuckDB.NET.Data.Full").Distinct())
            lines.Should().Contain(l => l.StartsWith('|') && l.Contains(package, StringComparison.Ordinal) && l.Contains(versions[package], StringComparison.Ordinal), $"{package} {versions[package]} stands in the table");
    }

    [Fact]
    public void Every_link_between_documents_leads_somewhere()
    {
        var broken = RepositoryText.Files.Where(f => f.EndsWith(".md", StringComparison.Ordinal)).SelectMany(file => Links().Matches(RepositoryText.Text(file))
            .Select(m => m.Groups["to"].Value).Where(to => !to.Contains(':', StringComparison.Ordinal))
            .Where(to => !Path.Exists(Path.Combine(Path.GetDirectoryName(RepositoryText.At(file))!, to))).Select(to => $"{file}: {to}"));
        broken.Should().BeEmpty();
    }

    [Fact]
    public void Commands_in_the_readme_are_commands_there_are()
    {
        var commands = RepositoryText.Under("src/Metrics.Cli/Commands", "Command.cs").Select(f => Capitals().Replace(Path.GetFileNameWithoutExtension(f)[..^"Command".Length], "-$0").ToLowerInvariant()).ToArray();
        CommandLines().Matches(RepositoryText.Text("README.md")).Select(m => m.Groups["command"].Value).Distinct().Should().NotBeEmpty().And.BeSubsetOf(commands);
        var targets = Targets().Matches(RepositoryText.Text("Makefile")).Select(m => m.Groups["target"].Value).ToArray();
        MakeLines().Matches(RepositoryText.Text("README.md")).Select(m => m.Groups["target"].Value).Distinct().Should().BeSubsetOf(targets);
    }

    [GeneratedRegex(@"(?m)^\| `(?<room>[\w./-]+)` \|")]
    private static partial Regex Rooms();

    [GeneratedRegex(@"\]\((?<to>[^)#\s]+)(#[^)]*)?\)")]
    private static partial Regex Links();

    [GeneratedRegex("(?<!^)[A-Z]")]
    private static partial Regex Capitals();

    [GeneratedRegex(@"\./metrics (?<command>[a-z][a-z-]*)")]
    private static partial Regex CommandLines();

    [GeneratedRegex(@"(?m)^(\$ )?make (?<target>[a-z-]+)")]
    private static partial Regex MakeLines();

    [GeneratedRegex(@"(?m)^(?<target>[a-z-]+):")]
    private static partial Regex Targets();
}
