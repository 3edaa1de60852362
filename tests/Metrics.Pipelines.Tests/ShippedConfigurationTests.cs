using Metrics.Pipelines.Yaml;

namespace Metrics.Pipelines.Tests;

public sealed class ShippedConfigurationTests
{
    private static readonly PipelineFolder Shipped = Repository.Shipped;

    public static TheoryData<string> Sources => new(Shipped.SourceNames());

    public static TheoryData<string> Queries => new(Directory.GetFiles(Repository.At("pipelines", "sql", "query")).Select(f => Path.GetFileName(f)!));

    [Theory]
    [MemberData(nameof(Sources))]
    public void Every_shipped_mapping_loads_under_the_name_of_its_file(string name) => Shipped.Source(name).Name.Should().Be(name);

    [Fact]
    public void The_mappings_that_users_are_promised_are_shipped()
        => Shipped.SourceNames().Should().Contain(["servicenow-incident-log", "asterisk-queue-log", "call-list", "volume-counts", "cloudevents"]);

    [Fact]
    public void The_shipped_catalogue_and_organisations_load()
    {
        Shipped.Catalogue.Kpis.Should().NotBeEmpty();
        Shipped.Catalogue.VolumeKpis.Should().NotBeEmpty();
        Shipped.Organisations.Should().ContainKey(ServiceDesk.Organisation.DefaultId);
    }

    [Fact]
    public void Where_a_KPI_is_counted_in_several_ways_each_says_what_tells_it_from_the_others()
        => Shipped.Catalogue.Kpis.Where(k => k.Variants.Count > 1).Should().NotBeEmpty()
            .And.OnlyContain(k => k.Variants.All(v => v.Says != null) && k.Variants.Select(v => v.Says!.Sv).Distinct().Count() == k.Variants.Count && k.Variants.Select(v => v.Says!.En).Distinct().Count() == k.Variants.Count);

    [Theory]
    [MemberData(nameof(Sources))]
    public void Every_shipped_mapping_is_used_by_the_program_or_described_to_users(string name)
        => (Code() + File.ReadAllText(Repository.At("docs", "mappings.md"))).Should().ContainAny($"\"{name}\"", $"`{name}`");

    [Theory]
    [MemberData(nameof(Queries))]
    public void Every_query_is_used_by_the_program(string file)
        => Code().Should().ContainAny($"\"query/{file}\"", $"\"query/{file[..(file.IndexOf('-', StringComparison.Ordinal) + 1)]}{{");

    [Theory]
    [MemberData(nameof(Queries))]
    public void Every_query_says_its_grain_inputs_and_key(string file)
        => Shipped.Sql("query/" + file).Should().MatchRegex("^-- grain: .*\\. inputs: .*\\. key: .*\\.");

    [Fact]
    public void SQL_lies_only_where_the_program_looks_for_it()
        => Directory.GetFiles(Repository.At("pipelines", "sql"), "*", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(Repository.At("pipelines", "sql"), f).Replace(Path.DirectorySeparatorChar, '/'))
            .Should().OnlyContain(f => f.EndsWith(".sql") && (f == "derived/facts.sql" || f.StartsWith("query/") || f.StartsWith("migrations/")));

    [Fact]
    public void Migrations_are_numbered_from_one_without_a_gap()
        => Shipped.Migrations().Select((m, i) => m.Name.StartsWith($"{i + 1:000}-", StringComparison.Ordinal)).Should().NotBeEmpty().And.AllBeEquivalentTo(true);

    [Fact]
    public void An_unknown_source_is_told_which_there_are()
        => ((Action)(() => Shipped.Source("phones"))).Should().Throw<ConfigurationException>()
            .WithMessage("there is no source 'phones'; shipped are asterisk-queue-log, call-list, cloudevents,*, or name a .yaml mapping file");

    private static string Code() => string.Concat(
        Directory.GetFiles(Repository.At("src"), "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText));
}
