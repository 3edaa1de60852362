using System.Globalization;
using System.IO.Compression;

namespace Microsoft.ML.TimeSeries.Tests;

/// <summary>Series, and what the real library forecasts of them, outside the repository, in shared/series beside it.</summary>
internal static class SharedSeries
{
    public const string Monthly = "m3_monthly_train.csv.gz";
    public const string MonthlyOutputs = "mlnet_ssa_golden.csv.gz";
    public const string Daily = "telecom_calls_daily.csv";
    public const string DailyOutputs = "mlnet_ssa_golden_daily.csv.gz";

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

    public static double Number(string cell) => double.Parse(cell, CultureInfo.InvariantCulture);

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
internal sealed class SharedSeriesFactAttribute : FactAttribute
{
    public SharedSeriesFactAttribute()
    {
        if (SharedSeries.Folder is null) Skip = "../shared/series is not there";
    }
}
