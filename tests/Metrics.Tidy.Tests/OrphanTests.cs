using System.Text.RegularExpressions;

namespace Metrics.Tidy.Tests;

/// <summary>Nothing lies about that nobody uses: event types, mappings, measures, SQL.</summary>
public sealed partial class OrphanTests
{
    private const string Types = "src/Metrics.ServiceDesk/Events/EventType.cs";

    // The log keeps these, and no fold reads them yet. Whoever makes one count takes it out of the list.
    private static readonly string[] OnlyKept =
    [
    ];

    [Fact]
    public void Every_event_type_has_its_data_and_every_data_its_type()
    {
        var declared = RepositoryText.Under("src/Metrics.ServiceDesk/Events", ".cs").SelectMany(f => DataRecords().Matches(RepositoryText.Text(f))).Select(m => m.Groups["name"].Value).ToArray();
        Events().Select(e => e.Data).Should().BeEquivalentTo(declared);
        Events().Select(e => e.Name).Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public void Every_event_type_has_a_schema_and_examples_and_no_schema_is_left_over()
    {
        var names = Events().Select(e => e.Name["servicedesk.".Length..]).ToArray();
        RepositoryText.Under("schemas", ".schema.json").Where(f => f.Count(c => c == '/') == 1).Select(f => f["schemas/".Length..^".schema.json".Length]).Should().BeEquivalentTo(names);
        foreach (var verdict in (string[])["valid", "invalid"])
        {
            var examples = RepositoryText.Under($"schemas/examples/{verdict}", ".json").Select(Path.GetFileName).ToArray();
            names.Where(n => !examples.Any(e => e!.StartsWith(n + ".", StringComparison.Ordinal))).Should().BeEmpty($"each type has a {verdict} example");
            examples.Where(e => !names.Any(n => e!.StartsWith(n + ".", StringComparison.Ordinal))).Should().BeEmpty("each example is of a type");
        }
    }

    [Fact]
    public void Every_event_type_is_read_by_a_fold_or_said_to_be_only_kept()
    {
        var folds = string.Concat(RepositoryText.Under("src/Metrics.ServiceDesk", ".cs").Where(f => !f.Contains("/Events/", StringComparison.Ordinal)).Select(RepositoryText.Text));
        Events().Select(e => e.Data).Where(data => !Regex.IsMatch(folds, $@"\b{data}\b")).Should().BeEquivalentTo(OnlyKept);
    }

    [Fact]
    public void Every_mapping_is_called_by_its_file_and_exercised_by_a_test()
    {
        var tests = string.Concat(RepositoryText.Under("tests", ".cs").Where(f => !f.Contains("Tidy", StringComparison.Ordinal)).Select(RepositoryText.Text));
        foreach (var file in RepositoryText.Under("pipelines/sources", ".yaml"))
        {
            var name = Path.GetFileNameWithoutExtension(file);
            Regex.Match(RepositoryText.Text(file), @"(?m)^name: (\S+)$").Groups[1].Value.Should().Be(name);
            tests.Contains($"\"{name}\"", StringComparison.Ordinal).Should().BeTrue($"a test should read something by {file}");
            foreach (var type in EventNames().Matches(RepositoryText.Text(file)).Select(m => m.Groups["name"].Value)) Events().Select(e => e.Name).Should().Contain(type, file);
        }
    }

    [Fact]
    public void Every_measure_is_part_of_a_kpi_and_every_part_is_a_measure()
    {
        foreach (var file in RepositoryText.Under("pipelines/kpis", ".yaml"))
        {
            var text = RepositoryText.Text(file);
            if (!MadeOfCounts().IsMatch(text)) CheckMeasures(file, text);
        }
    }

    [Fact]
    public void Every_query_is_asked_and_every_query_asked_for_is_there()
    {
        var asked = RepositoryText.Under("src", ".cs").SelectMany(f => QueryNames().Matches(RepositoryText.Text(f))).Select(m => m.Groups["name"].Value).Distinct().ToArray();
        var files = RepositoryText.Under("pipelines/sql/query", ".sql").Select(f => f["pipelines/sql/".Length..]).ToArray();
        Regex Pattern(string name) => new("^" + Regex.Replace(Regex.Escape(name), @"\\\{.*?}", "[a-z-]+") + "$");
        files.Where(f => !asked.Any(a => Pattern(a).IsMatch(f))).Should().BeEmpty("a query that nobody asks is not kept");
        asked.Where(a => !files.Any(Pattern(a).IsMatch)).Should().BeEmpty("a query that is asked is there");
    }

    [Fact]
    public void Migrations_are_numbered_without_a_gap_and_nothing_else_lies_under_sql()
    {
        var migrations = RepositoryText.Under("pipelines/sql/migrations", ".sql").Select(f => Path.GetFileName(f)!).ToArray();
        migrations.Select(m => m[..3]).Should().Equal(Enumerable.Range(1, migrations.Length).Select(n => n.ToString("000")));
        RepositoryText.Under("pipelines/sql", "").Should().OnlyContain(f => f.StartsWith("pipelines/sql/migrations/", StringComparison.Ordinal) || f.StartsWith("pipelines/sql/query/", StringComparison.Ordinal) || f == "pipelines/sql/derived/facts.sql");
    }

    private static void CheckMeasures(string file, string text)
    {
        var parts = text.Split("\nkpis:\n");
        parts.Should().HaveCount(2, $"{file} has its measures above its KPIs");
        var measures = Measures().Matches(parts[0]).Select(m => m.Groups["name"].Value).ToArray();
        var used = Terms().Matches(parts[1]).SelectMany(m => Names().Matches(m.Groups["terms"].Value)).Select(m => m.Value).Distinct().ToArray();
        used.Should().NotBeEmpty();
        measures.Where(m => !used.Contains(m, StringComparer.Ordinal)).Should().BeEmpty($"every measure of {file} is part of a KPI");
        used.Where(u => !measures.Contains(u, StringComparer.Ordinal)).Should().BeEmpty($"every part of a KPI of {file} is a measure");
    }

    private static (string Name, string Data)[] Events()
        => [.. EventTypes().Matches(RepositoryText.Text(Types)).Select(m => (m.Groups["name"].Value, m.Groups["data"].Value))];

    // Volumes are counted by whatever events name, and some KPIs are made of others.
    [GeneratedRegex("(?m)^(fact: (volume|survey)$|composed:)")]
    private static partial Regex MadeOfCounts();

    [GeneratedRegex(@"new\(""(?<name>servicedesk\.[a-z0-9.-]+)"", EventFamily\.\w+, typeof\((?<data>\w+)\), ")]
    private static partial Regex EventTypes();

    [GeneratedRegex(@"(?m)^public sealed record (?<name>\w+)(\([^)]*\))? : (EventData|ScopedData)\b")]
    private static partial Regex DataRecords();

    [GeneratedRegex(@"type: (?<name>servicedesk\.[a-z0-9.-]+)")]
    private static partial Regex EventNames();

    [GeneratedRegex(@"""(?<name>query/[^""]+\.sql)""")]
    private static partial Regex QueryNames();

    [GeneratedRegex(@"(?m)^  (?<name>[a-z][a-z0-9-]*): \{ ?at:")]
    private static partial Regex Measures();

    [GeneratedRegex(@"\b(numerator|denominator|of|measured|in|out): (?<terms>\[[^\]]*\]|[a-z][a-z0-9-]*)")]
    private static partial Regex Terms();

    [GeneratedRegex("[a-z][a-z0-9-]*")]
    private static partial Regex Names();
}
