using System.Text.RegularExpressions;

namespace Metrics.Tidy.Tests;

/// <summary>The style of the source text.</summary>
public sealed partial class SourceTests
{
    private const int FileLines = 300;
    private const int TestFileLines = 200;
    private const int MethodLines = 60;

    // Written in two parts, so that this file keeps the rule it holds.
    private static readonly string[] Markers = ["TO" + "DO", "FIX" + "ME", "HA" + "CK", "XX" + "X"];

    private static readonly string[] RegistryHosts =
    [
        "nuget" + ".org", "npmjs" + ".org", "npmjs" + ".com", "yarnpkg" + ".com", "pypi" + ".org", "pythonhosted" + ".org", "crates" + ".io",
        "rubygems" + ".org", "maven" + ".org", "unpkg" + ".com", "jsdelivr" + ".net", "pkgs.dev" + ".azure", "proxy" + ".golang",
    ];

    [Fact]
    public void Files_fit_on_a_few_screens()
    {
        Longer("src", FileLines).Should().BeEmpty($"a source file has at most {FileLines} lines");
        Longer("tests/Metrics.EndToEnd.Tests", TestFileLines).Should().BeEmpty($"a file of these tests has at most {TestFileLines} lines");
        Longer("tests/Metrics.Tidy.Tests", TestFileLines).Should().BeEmpty($"a file of these tests has at most {TestFileLines} lines");
    }

    [Fact]
    public void Methods_fit_on_a_screen() => RepositoryText.Under("src", ".cs").SelectMany(LongMembers).Should().BeEmpty($"a method has at most {MethodLines} lines");

    [Fact]
    public void Nothing_is_folded_away_in_regions()
        => RepositoryText.Lines(CSharp(), l => l.TrimStart().StartsWith("#" + "region", StringComparison.Ordinal)).Should().BeEmpty();

    [Fact]
    public void No_marker_of_unfinished_work_is_left()
    {
        var marker = new Regex($@"\b({string.Join('|', Markers)})\b", RegexOptions.CultureInvariant);
        RepositoryText.Lines(RepositoryText.Texts().Where(f => !f.EndsWith("package-lock.json", StringComparison.Ordinal)), marker.IsMatch).Should().BeEmpty();
    }

    [Fact]
    public void Types_are_named_after_what_they_are()
        => RepositoryText.Lines(CSharp(), l => TypeNames().Match(l) is { Success: true } type && Vague().IsMatch(type.Groups["name"].Value)).Should().BeEmpty();

    [Fact]
    public void Namespaces_are_file_scoped_and_types_sealed_unless_made_to_be_derived()
    {
        RepositoryText.Lines(CSharp(), l => OpenNamespace().IsMatch(l)).Should().BeEmpty();
        RepositoryText.Lines(RepositoryText.Under("tests/Metrics.EndToEnd.Tests", ".cs").Concat(RepositoryText.Under("tests/Metrics.Tidy.Tests", ".cs")), l => OpenClass().IsMatch(l)).Should().BeEmpty();
    }

    [Fact]
    public void No_path_of_somebodys_machine_stands_in_what_is_shipped()
    {
        var files = RepositoryText.Texts().Where(f => f.StartsWith("src/", StringComparison.Ordinal) || f.StartsWith("pipelines/", StringComparison.Ordinal)
            || f.StartsWith("schemas/", StringComparison.Ordinal) || f.StartsWith("eng/", StringComparison.Ordinal) || f is "metrics" or "Makefile" or "README.md" or "ARCHITECTURE.md");
        RepositoryText.Lines(files, l => MachinePath().IsMatch(l)).Should().BeEmpty();
    }

    [Fact]
    public void No_registry_is_named_so_that_any_mirror_will_do()
    {
        RepositoryText.Lines(RepositoryText.Texts(), l => RegistryHosts.Any(h => l.Contains(h, StringComparison.OrdinalIgnoreCase))).Should().BeEmpty();
        var locks = RepositoryText.Files.Where(f => Path.GetFileName(f) is "package-lock.json" or "packages.lock.json");
        RepositoryText.Lines(locks, l => l.Contains("\"resolved\": \"http", StringComparison.Ordinal)).Should().BeEmpty("a lock file names versions and hashes, not hosts");
    }

    [Fact]
    public void Every_sql_file_says_its_grain_first()
    {
        foreach (var file in RepositoryText.Under("pipelines/sql", ".sql"))
            RepositoryText.Text(file).Should().StartWith("-- ").And.Contain("-- grain: ", $"{file} says what a row is");
    }

    private static IEnumerable<string> CSharp() => RepositoryText.Under("src", ".cs").Concat(RepositoryText.Under("tests", ".cs"));

    private static IEnumerable<string> Longer(string folder, int most)
        => RepositoryText.Under(folder, ".cs").Select(f => (File: f, Lines: File.ReadLines(RepositoryText.At(f)).Count())).Where(f => f.Lines > most).Select(f => $"{f.File}: {f.Lines}");

    // The formatter puts a member's braces on lines of their own, 4 or 8 columns in; a type's own braces are no member's.
    private static IEnumerable<string> LongMembers(string file)
    {
        var lines = File.ReadAllLines(RepositoryText.At(file));
        for (var i = 1; i < lines.Length; i++)
        {
            if (lines[i] is not ("    {" or "        {")) continue;
            var start = i - 1;
            while (start > 0 && lines[start - 1].Length > 0 && lines[start - 1].Trim() is not ("{" or "}") && !lines[start].TrimStart().StartsWith('[')) start--;
            if (lines[start..i].Any(TypeNames().IsMatch)) continue;
            var end = Array.FindIndex(lines, i, l => l.StartsWith(lines[i].Replace('{', '}'), StringComparison.Ordinal));
            if (end - start + 1 > MethodLines) yield return $"{file}:{start + 1}: {lines[start].Trim()} ({end - start + 1} lines)";
        }
    }

    [GeneratedRegex(@"^\s*((public|internal|private|protected|file|static|sealed|abstract|partial|readonly|ref|unsafe)\s+)*(class|record|struct|interface|enum)\s+((struct|class)\s+)?(?<name>\w+)")]
    private static partial Regex TypeNames();

    [GeneratedRegex("Helper|Util|Manager|Common")]
    private static partial Regex Vague();

    [GeneratedRegex(@"^namespace [\w.]+\s*(\{.*)?$")]
    private static partial Regex OpenNamespace();

    [GeneratedRegex(@"^(public|internal) (partial )?(class|record) ")]
    private static partial Regex OpenClass();

    [GeneratedRegex(@"(?<![\w./<$}\-])/(work|root|home|tmp)(?![\w-])")]
    private static partial Regex MachinePath();
}
