using System.Text.Json;
using Microsoft.Playwright;

namespace Metrics.Printing.Tests;

/// <summary>What axe-core holds against a document.</summary>
internal static class AxeJudge
{
    // The rule that every cell of a large table has a header is off unless it's asked for.
    private const string Run = """
        async () => {
            const { violations, incomplete, passes } = await axe.run(document, {
                runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'] },
                rules: { 'td-has-header': { enabled: true } },
            });
            const told = rules => rules.map(r => `${r.id}: ${r.help}: ${r.nodes.slice(0, 3).map(n => n.target.join(' ')).join(', ')}`);
            return { violations: told(violations), undecided: told(incomplete), passes: passes.map(r => r.id) };
        }
        """;

    private static readonly Lazy<string> Axe = new(() =>
    {
        var file = Path.Combine(RepositoryFolder(), "tests", "Metrics.Printing.Tests", "axe", "node_modules", "axe-core", "axe.min.js");
        return File.Exists(file) ? File.ReadAllText(file) : throw new InvalidOperationException("axe-core is not installed: run eng/setup (it runs 'npm ci' in tests/Metrics.Printing.Tests/axe).");
    });

    /// <summary>Its violations, what it can't decide, and the rules that the document keeps.</summary>
    public static async Task<Verdict> JudgeAsync(IPage page)
    {
        await page.AddScriptTagAsync(new PageAddScriptTagOptions { Content = Axe.Value });
        return (await page.EvaluateAsync<JsonElement>(Run)).Deserialize<Verdict>(JsonSerializerOptions.Web)!;
    }

    private static string RepositoryFolder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Metrics.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests run outside the repository.");
    }

    /// <summary>What axe says: each rule by its id, with where it is broken.</summary>
    internal sealed record Verdict(string[] Violations, string[] Undecided, string[] Passes);
}
