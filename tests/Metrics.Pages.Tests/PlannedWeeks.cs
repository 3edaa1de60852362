using System.Globalization;
using Metrics.EndToEnd.Tests.Running;

namespace Metrics.Pages.Tests;

/// <summary>A service on a simulated Monday morning, with some weeks of days before it.</summary>
public sealed class PlannedWeeks : IAsyncLifetime
{
    private const int Days = 5 * 7;

    internal Workplace Place { get; private set; } = null!;

    internal RunningService Service { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Place = new Workplace();
        var monday = new DateOnly(2025, 3, 10);
        var files = new List<string>();
        for (var back = Days; back > 0; back--)
        {
            var day = monday.AddDays(-back);
            if (day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday) continue;
            files.Add($"{day:yyyyMMdd}.ndjson");
            (await Place.Run("simulate-day", "--date", day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), "--seed", $"{back}", "--scale", "0.3", "--speed", "max", "--out", files[^1])).ExitCode.Should().Be(0);
        }

        (await Place.Run(["ingest", .. files, "--source", "cloudevents"])).Succeeded();
        Service = await RunningService.StartAsync(Place, "--simulated-day", "2025-03-10T07:00", "--speed", "0.1");
    }

    public async Task DisposeAsync()
    {
        await Service.DisposeAsync();
        Place.Dispose();
    }
}
