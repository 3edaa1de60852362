using DuckDB.NET.Data;
using Metrics.Host.Live;
using Metrics.Host.Tests.Alarms;
using Metrics.Host.Tests.Live;
using Metrics.Host.Wall;
using Metrics.Intake.Live;
using Metrics.ServiceDesk.Events;
using Microsoft.Extensions.Logging.Abstractions;

namespace Metrics.Host.Tests.Wall;

/// <summary>A figure that isn't what the facts say is noticed, and healed by making it anew.</summary>
public sealed class AgreementTests
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(10);

    [Fact]
    public async Task A_cell_that_was_tampered_with_is_told_by_health_until_it_is_right_again()
    {
        using var desk = new AlarmDesk();
        await desk.TellAsync(Enumerable.Range(0, 10).Select(n => new ContactRecorded { Unit = "Lön", Outcome = ContactOutcome.Answered, WaitSeconds = 20 * n }));
        var time = new ManualTime();
        var worker = new AgreementWorker(desk.Warehouse, new WallFeed(desk.Warehouse, time, NullLogger.Instance), time, NullLogger.Instance);
        using var stop = new CancellationTokenSource();
        var running = worker.RunUntilStoppedAsync(stop.Token);
        await LookedAsync(time);
        (worker.Health.State, worker.Health.Reason).Should().Be((SourceState.Reading, null));

        await TamperAsync(desk, "+ 1");
        await LookedAsync(time);
        worker.Health.State.Should().Be(SourceState.Stopped);
        worker.Health.Reason.Should().Contain("service-level of Lön 2025-03-11: the wall says 8 of 10, its receipt 8 of 10, the facts 7 of 10");

        await TamperAsync(desk, "- 1");
        await LookedAsync(time);
        worker.Health.State.Should().Be(SourceState.Reading);
        await stop.CancelAsync();
        await running.WaitAsync(TimeSpan.FromSeconds(30));
    }

    // It rests, looks, and rests again.
    private static async Task LookedAsync(ManualTime time)
    {
        if (time.GetTimestamp() == 0) (await time.NextWaitAsync()).Should().Be(Every);
        time.Advance(Every);
        (await time.NextWaitAsync()).Should().Be(Every);
    }

    private static async Task TamperAsync(AlarmDesk desk, string by)
    {
        await using var engine = new DuckDBConnection($"DataSource={desk.Warehouse.Path}");
        await engine.OpenAsync();
        using var command = engine.CreateCommand();
        command.CommandText = "SELECT column_name FROM duckdb_columns() WHERE table_name = 'contact_cells' AND column_name LIKE 'm_answered_within_120'";
        var column = (string)(await command.ExecuteScalarAsync())!;
        command.CommandText = $"UPDATE contact_cells SET \"{column}\" = \"{column}\" {by}";
        await command.ExecuteNonQueryAsync();
    }
}
