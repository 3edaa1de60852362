using Metrics.Host.Demo.Live;
using Metrics.ServiceDesk.Events;

namespace Metrics.Host.Tests.Live;

/// <summary>Keeps what it is given, burst by burst; takes nothing while it is held.</summary>
internal sealed class KeptSink : IDaySink, IDisposable
{
    private TaskCompletionSource _open = Opened();

    public List<ServiceEvent[]> Bursts { get; } = [];

    public IEnumerable<ServiceEvent> Events => Bursts.SelectMany(b => b);

    public void Hold() => _open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Release() => _open.SetResult();

    public async ValueTask WriteAsync(IReadOnlyList<ServiceEvent> events, CancellationToken cancellation)
    {
        await _open.Task.WaitAsync(cancellation);
        Bursts.Add([.. events]);
    }

    public void Dispose() => _open.TrySetCanceled();

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private static TaskCompletionSource Opened()
    {
        var open = new TaskCompletionSource();
        open.SetResult();
        return open;
    }
}
