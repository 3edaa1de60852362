using System.Globalization;
using Metrics.Benchmarks;

// Each line is one run on this machine, now; ratios compare two sides of the same run.
ClockBenchmarks.OpeningTime();
ClockBenchmarks.Fold();
if (args is ["clock"]) return;
using var folder = new ScratchFolder();
await IngestBenchmarks.CallsAsync(folder, args is [var n, ..] ? int.Parse(n, CultureInfo.InvariantCulture) : 1_000_000);
await IngestBenchmarks.IncidentLogAsync(folder);
