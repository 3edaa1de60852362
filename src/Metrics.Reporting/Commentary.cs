using System.Text;
using Metrics.ServiceDesk.Reports;

namespace Metrics.Reporting;

/// <summary>What people say of indicators, from a text file: a line <c>## indicator</c> and what is said below it.</summary>
/// <param name="ById">The text, by the indicator's id.</param>
public sealed record Commentary(IReadOnlyDictionary<string, string> ById)
{
    /// <summary>Nothing is said.</summary>
    public static Commentary None { get; } = new(new Dictionary<string, string>());

    /// <summary>Reads a file. An indicator is named by its id or its label; where several have that label, by <c>unit: label</c>.</summary>
    /// <param name="file">The file's name, for errors.</param>
    /// <param name="text">Its text.</param>
    /// <param name="layout">The indicators there are.</param>
    /// <exception cref="FormatException">A heading names no indicator, or more than one, or one twice, or text stands above the first heading.</exception>
    public static Commentary Read(string file, string text, ReportLayout layout)
    {
        var said = new Dictionary<string, StringBuilder>(StringComparer.Ordinal);
        StringBuilder? at = null;
        var number = 0;
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            number++;
            if (line.StartsWith("## ", StringComparison.Ordinal))
            {
                var id = Named(line[3..].Trim(), layout, $"{file}:{number}");
                if (!said.TryAdd(id, at = new StringBuilder())) throw new FormatException($"{file}:{number}: '{line[3..].Trim()}' is commented twice; put both texts below one heading");
            }
            else if (at is not null)
            {
                at.Append(line).Append('\n');
            }
            else if (line.Trim().Length > 0 && !line.StartsWith("# ", StringComparison.Ordinal))
            {
                throw new FormatException($"{file}:{number}: stands above the first indicator; begin with a line '## ' and an indicator");
            }
        }

        return new Commentary(said.ToDictionary(s => s.Key, s => s.Value.ToString().Trim(), StringComparer.Ordinal));
    }

    private static string Named(string name, ReportLayout layout, string where)
    {
        if (layout.Indicators.FirstOrDefault(i => i.Id == name) is { } byId) return byId.Id;
        var found = layout.Indicators.Where(i => ReportBuilder.IsCalled(i, name)).Select(i => i.Id).ToArray();
        return found.Length switch
        {
            1 => found[0],
            0 => throw new FormatException($"{where}: '{name}' is no indicator; there are {string.Join(", ", layout.Indicators.Select(i => i.Id))}"),
            _ => throw new FormatException($"{where}: '{name}' is the name of {string.Join(" and ", found)}; use the id, or 'unit: name'"),
        };
    }
}
