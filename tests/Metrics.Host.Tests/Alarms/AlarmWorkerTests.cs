using Metrics.Host.Alarms;
using Metrics.Host.Tests.Live;
using Metrics.Host.Wall;
using Metrics.ServiceDesk.Alarms;
using Metrics.ServiceDesk.Events;
using Microsoft.Extensions.Logging.Abstractions;

namespace Metrics.Host.Tests.Alarms;

public sealed class AlarmWorkerTests
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    [Fact]
    public async Task A_long_wait_is_told_once_over_restarts_and_over_when_it_is_answered()
    {
        using var desk = new AlarmDesk();
        await desk.TellAsync(new ContactOffered { Unit = "Lön" });
        await WatchedAsync(desk);
        await WatchedAsync(desk);
        desk.Reopen();
        await WatchedAsync(desk);
        var raised = (await desk.LogAsync()).Should().ContainSingle().Subject;
        (raised.Number, raised.Subject, raised.Step, raised.At, raised.Value).Should().Be((1, new AlarmSubject("long-wait", "Lön", null), AlarmStep.Raised, AlarmDesk.Ten, 660));

        await desk.TellAsync(new ContactAnswered { WaitSeconds = 600 });
        await WatchedAsync(desk);
        (await desk.Warehouse.AskAsync(w => new Warehouse.Queries.AlarmQuery(w).Latest(AlarmDesk.Centre, 1), CancellationToken.None)).Select(c => c.Number).Should().Equal(2);
        (await desk.LogAsync()).Select(c => (c.Number, c.Alarm, c.Step)).Should().Equal((1, raised.Alarm, AlarmStep.Raised), (2, raised.Alarm, AlarmStep.Cleared));
    }

    // One look of the worker: it rests when it has looked.
    private static async Task WatchedAsync(AlarmDesk desk)
    {
        var time = new ManualTime();
        var worker = new AlarmWorker(desk.Warehouse, new WallFeed(desk.Warehouse, time, NullLogger.Instance), time, NullLogger.Instance);
        using var stop = new CancellationTokenSource();
        var running = worker.RunUntilStoppedAsync(stop.Token);
        (await time.NextWaitAsync()).Should().Be(Pause);
        await stop.CancelAsync();
        await running.WaitAsync(TimeSpan.FromSeconds(30));
    }
}
