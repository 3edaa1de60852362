using System.Globalization;
using Metrics.Benchmarks;

if (args is ["calibrate", var table])
{
    IntervalCalibration.Write(table);
    return;
}

// Each line is one run on this machine, now; ratios compare two sides of the same run.
string[] parts = args.Length == 0 ? ["clock", "files", "live", "latency", "walls"] : args;
int After(string part, int otherwise) => Array.IndexOf(parts, part) is var at && at + 1 < parts.Length && int.TryParse(parts[at + 1], CultureInfo.InvariantCulture, out var n) ? n : otherwise;
using var folder = new ScratchFolder();
if (parts.Contains("clock"))
{
    ClockBenchmarks.OpeningTime();
    ClockBenchmarks.Fold();
}

if (parts.Contains("files"))
{
    await IngestBenchmarks.CallsAsync(folder, After("files", 1_000_000));
    await IngestBenchmarks.IncidentLogAsync(folder);
}

if (parts.Contains("live"))
{
    await LiveBenchmarks.KafkaAsync(folder);
    await LiveBenchmarks.PostsAsync(folder);
}

if (parts.Contains("walls")) await WallBenchmark.RunAsync(folder, 3_000_000, TimeSpan.FromSeconds(After("walls", 60)));
if (parts.Contains("latency")) await LatencyBenchmark.RunAsync(folder, After("latency", 10_000_000), TimeSpan.FromSeconds(60));
