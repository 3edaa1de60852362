using System.Globalization;
using System.IO.Compression;

namespace Metrics.Forecasting.Tests;

/// <summary>The M3 competition's monthly series, outside the repository, in shared/series beside it.</summary>
internal static class SharedSeries
{
    private static string? Folder { get; } = Find();

    public static bool AreThere => Folder is not null;

    /// <summary>Each series' past and what came after it, by id.</summary>
    public static Dictionary<string, (double[] Past, double[] Future)> Monthly()
    {
        var future = Read("m3_monthly_test.csv.gz");
        return Read("m3_monthly_train.csv.gz").ToDictionary(s => s.Key, s => (s.Value, future[s.Key]));
    }

    private static Dictionary<string, double[]> Read(string file)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(Path.Combine(Folder!, file)), CompressionMode.Decompress));
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(l => l.Split(','))
            .GroupBy(r => r[0], r => double.Parse(r[2], CultureInfo.InvariantCulture)).ToDictionary(g => g.Key, g => g.ToArray());
    }

    private static string? Find()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var folder = Path.Combine(at.FullName, "shared", "series");
            if (Directory.Exists(folder)) return folder;
        }

        return null;
    }
}

/// <summary>A test on shared series; skipped, visibly, where they are missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SharedSeriesTheoryAttribute : TheoryAttribute
{
    public SharedSeriesTheoryAttribute()
    {
        if (!SharedSeries.AreThere) Skip = "../shared/series is not there";
    }
}
