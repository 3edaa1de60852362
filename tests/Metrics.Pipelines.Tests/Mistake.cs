using System.Globalization;

namespace Metrics.Pipelines.Tests;

/// <summary>One mistake: what stands instead of what in a file without mistakes, and what the complaint says.</summary>
internal sealed record Mistake(string Instead, string Text, string Complaint)
{
    /// <summary>The file with the mistake in it.</summary>
    public string In(string file)
    {
        (file.Split(Text).Length - 1).Should().Be(1, "'{0}' must stand once", Text);
        return file.Replace(Text, Instead, StringComparison.Ordinal);
    }

    /// <summary>The complaints, each with its number: a test shows what it is about.</summary>
    public static TheoryData<string> Numbered(IEnumerable<Mistake> mistakes) => new(mistakes.Select((m, i) => $"{i} {m.Complaint}"));

    /// <summary>The mistake of a numbered complaint.</summary>
    public static Mistake Of(IReadOnlyList<Mistake> mistakes, string numbered) => mistakes[int.Parse(numbered.Split(' ')[0], CultureInfo.InvariantCulture)];
}
