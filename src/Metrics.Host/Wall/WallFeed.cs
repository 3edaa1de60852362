using System.Buffers;
using System.Collections.Concurrent;
using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using Metrics.Host.Live;
using Metrics.ServiceDesk;
using Metrics.Warehouse;
using Microsoft.Extensions.Logging;

namespace Metrics.Host.Wall;

/// <summary>One state of a wall.</summary>
/// <param name="Number">Counts up; a service that starts again begins anew.</param>
/// <param name="Event">The server-sent event <c>wall</c> that tells it, UTF-8: made once, however many look.</param>
public sealed record WallState(long Number, ReadOnlyMemory<byte> Event);

/// <summary>
/// Walls as they change: made once for all who look, after commits and at least every few seconds, and only while somebody looks. Who is slower than the changes
/// misses states, never the last one.
/// </summary>
/// <param name="warehouse">The warehouse.</param>
/// <param name="time">The clock of people, who wait by it.</param>
/// <param name="log">Told when a wall can't be made.</param>
public sealed class WallFeed(OpenWarehouse warehouse, TimeProvider time, ILogger log)
{
    // A wall that is asked for more often than it can be seen only takes the time of the figures.
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ComesBackAfter = TimeSpan.FromSeconds(1);
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ConcurrentDictionary<string, Running> _running = new(StringComparer.Ordinal);

    /// <summary>The wall as it is now.</summary>
    public Task<object> NowAsync(Organisation organisation, CancellationToken cancellation) => Of(organisation).BuildAsync(cancellation);

    /// <summary>Asks something of the wall as it is now and of the warehouse at that moment.</summary>
    internal Task<T> AskAsync<T>(Organisation organisation, Func<MetricsWarehouse, WallView, T> ask, CancellationToken cancellation) => Of(organisation).AskAsync(ask, cancellation);

    /// <summary>The wall as it is now, and again each time it may have changed.</summary>
    public async IAsyncEnumerable<WallState> FollowAsync(Organisation organisation, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var running = Of(organisation);
        running.Enter();
        try
        {
            for (WallState? seen = null; ;)
            {
                seen = await running.AfterAsync(seen).WaitAsync(cancellation).ConfigureAwait(false);
                yield return seen;
            }
        }
        finally
        {
            running.Leave();
        }
    }

    private Running Of(Organisation organisation) => _running.GetOrAdd(organisation.Id, _ => new Running(organisation, warehouse, time, log));

    /// <summary>One organisation's wall.</summary>
    private sealed class Running(Organisation organisation, OpenWarehouse warehouse, TimeProvider time, ILogger log)
    {
        private readonly Lock _lock = new();
        private readonly WallForecasts _forecasts = new(organisation, warehouse);
        private TaskCompletionSource<WallState> _next = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private WallState? _last;
        private long _made;
        private int _looking;
        private bool _isMaking;

        public void Enter()
        {
            lock (_lock)
            {
                _looking++;
                if (_isMaking) return;
                _isMaking = true;
                _last = null;
                _ = Task.Run(MakeAsync);
            }
        }

        public void Leave()
        {
            lock (_lock) _looking--;
        }

        /// <summary>A state that isn't the one that was seen last.</summary>
        public Task<WallState> AfterAsync(WallState? seen)
        {
            lock (_lock) return _last is { } last && last != seen ? Task.FromResult(last) : _next.Task;
        }

        public Task<object> BuildAsync(CancellationToken cancellation) => AskAsync((_, wall) => WallJson.Of(wall, warehouse.IsSimulated), cancellation);

        public Task<T> AskAsync<T>(Func<MetricsWarehouse, WallView, T> ask, CancellationToken cancellation)
            => warehouse.AskAsync(w => ask(w, new WallBuilder(w, _forecasts.At(w.Now)).Build(organisation)), cancellation);

        private async Task MakeAsync()
        {
            while (IsLookedAt())
            {
                var changed = warehouse.NextChange;
                var began = time.GetTimestamp();
                try
                {
                    await TellAsync(JsonSerializer.SerializeToUtf8Bytes(await BuildAsync(CancellationToken.None).ConfigureAwait(false), Options)).ConfigureAwait(false);
                }
                catch (Exception e)
                {
                    // Whatever it was, the next one may be made; meanwhile pages see that nothing comes.
                    LiveLog.Failed(log, $"the wall of {organisation.Id}", e);
                }

                await Task.WhenAny(changed, Task.Delay(Most, time)).ConfigureAwait(false);
                if (Least - time.GetElapsedTime(began) is { Ticks: > 0 } rest) await Task.Delay(rest, time).ConfigureAwait(false);
            }
        }

        private bool IsLookedAt()
        {
            lock (_lock) return _isMaking = _looking > 0;
        }

        // One at a time makes states.
        private async Task TellAsync(byte[] wall)
        {
            var state = await StateAsync(++_made, wall).ConfigureAwait(false);
            TaskCompletionSource<WallState> told;
            lock (_lock)
            {
                _last = state;
                (told, _next) = (_next, new TaskCompletionSource<WallState>(TaskCreationOptions.RunContinuationsAsynchronously));
            }

            told.SetResult(state);
        }

        private static async Task<WallState> StateAsync(long number, byte[] wall)
        {
            using var told = new MemoryStream(wall.Length + 64);
            var item = new SseItem<byte[]>(wall, "wall") { EventId = number.ToString(CultureInfo.InvariantCulture), ReconnectionInterval = ComesBackAfter };
            await SseFormatter.WriteAsync(new[] { item }.ToAsyncEnumerable(), told, (i, to) => to.Write(i.Data)).ConfigureAwait(false);
            return new WallState(number, told.GetBuffer().AsMemory(0, (int)told.Length));
        }
    }
}
