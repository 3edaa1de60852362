using System.Globalization;
using System.IO.Compression;

namespace Metrics.Forecasting.Tests;

/// <summary>Series to measure forecasts on, and what others forecast of them: outside the repository, in shared/series beside it.</summary>
internal static class SharedSeries
{
    /// <summary>The folder, or null where it isn't there.</summary>
    public static string? Folder { get; } = Find();

    /// <summary>The cells of a file's rows, without its header.</summary>
    public static IEnumerable<string[]> Rows(string file)
    {
        using Stream stream = File.OpenRead(Path.Combine(Folder!, file));
        using var reader = new StreamReader(file.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(stream, CompressionMode.Decompress) : stream);
        reader.ReadLine();
        while (reader.ReadLine() is { } line) yield return line.Split(',');
    }

    /// <summary>A cell's number.</summary>
    public static double Number(string cell) => double.Parse(cell, CultureInfo.InvariantCulture);

    /// <summary>The M3 competition's monthly series without gaps: each one's past and what came after it, by id.</summary>
    public static Dictionary<string, (double[] Past, double[] Future)> Monthly()
    {
        var future = ById("m3_monthly_test.csv.gz");
        return ById("m3_monthly_train.csv.gz").ToDictionary(s => s.Key, s => (s.Value, future[s.Key]));
    }

    private static Dictionary<string, double[]> ById(string file) => Rows(file).GroupBy(r => r[0], r => Number(r[2])).ToDictionary(g => g.Key, g => g.ToArray());

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
