using Metrics.EndToEnd.Tests.Running;

namespace Metrics.EndToEnd.Tests;

/// <summary><c>demo</c>: from nothing to a table, the same each time.</summary>
public sealed class DemoTests
{
    private static readonly string Database = Path.Combine("data", "demo.duckdb");

    [Fact]
    public async Task The_demo_prints_its_table_verifies_and_comes_out_the_same_again()
    {
        using var place = new Workplace();
        var first = (await MetricsProgram.RunAsync(place.Folder, ["demo", "--once"])).Succeeded();
        foreach (var label in (string[])["Svarsservice", "Inkomna ärenden", "Öppna ärenden", "Leverantörsfakturor", "%"]) first.Output.Should().Contain(label);
        first.Output.Should().NotContain("\u001b", "escape codes are for terminals");
        (await place.RunOn(Database, "verify")).Succeeded().Output.Should().Contain("0 differences");

        // Piped, it stops after the table by itself; the database is made anew.
        var second = (await MetricsProgram.RunAsync(place.Folder, ["demo"])).Succeeded();
        var figures = Figures(first);
        figures.Should().HaveCountGreaterThan(10);
        Figures(second).Should().Equal(figures, "the same seed gives the same figures");
        (await place.RunOn(Database, "doctor", "--format", "json")).Succeeded().Json.GetProperty("health").GetProperty("conflicts").GetArrayLength().Should().Be(0);
        Directory.GetFileSystemEntries(place.At("tmp")).Should().BeEmpty("nothing is left in the temporary folder");
    }

    // What the clock says stands in the lines above the tables.
    private static string[] Figures(Ran ran) => ran.Lines.SkipWhile(l => !l.Contains('─', StringComparison.Ordinal)).ToArray();
}
