using System.Collections.Concurrent;
using Metrics.Pipelines;
using Metrics.Warehouse;

namespace Metrics.Host.Live;

/// <summary>
/// The warehouse that this process owns, shared: one caller at a time writes, several ask beside it, each from one moment. After a
/// fault of the engine that only opening the file again mends, it is opened again.
/// </summary>
public sealed class OpenWarehouse : IDisposable
{
    // Questions are work for all cores; more of them at once would only make each slower.
    private const int Askers = 4;

    // How long commits wait, for each asker, for what isn't urgent.
    private static readonly TimeSpan ToGiveBack = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan ToCompact = TimeSpan.FromSeconds(1);

    private readonly string _path;
    private readonly PipelineFolder _pipelines;
    private readonly TimeProvider _time;
    private readonly long _engineBytes;
    private readonly SemaphoreSlim _writing = new(1);
    private readonly SemaphoreSlim _asking = new(Askers);
    private readonly ConcurrentBag<MetricsWarehouse> _readers = [];
    private readonly Lock _lending = new();
    private MetricsWarehouse _warehouse;
    private WarehouseException? _outOfReach;
    private int _lent;
    private bool _compacting;
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Opens a database and owns it until disposed.</summary>
    /// <param name="path">The file.</param>
    /// <param name="pipelines">The configuration.</param>
    /// <param name="time">The clock.</param>
    /// <param name="engineBytes">Memory that the engine may take, bytes.</param>
    /// <exception cref="WarehouseException">The file is in use, or not a database.</exception>
    public OpenWarehouse(string path, PipelineFolder pipelines, TimeProvider time, long engineBytes = MetricsWarehouse.EngineBytes)
    {
        (_path, _pipelines, _time, _engineBytes) = (path, pipelines, time, engineBytes);
        // What a compaction that was killed has left.
        foreach (var left in (string[])[Compacted, Compacted + ".wal"])
        {
            if (File.Exists(left)) File.Delete(left);
        }

        _warehouse = Opened();
    }

    /// <summary>The configuration.</summary>
    public PipelineFolder Pipelines => _pipelines;

    /// <summary>The file.</summary>
    public string Path => _path;

    /// <summary>Whether it lives by a simulated clock.</summary>
    public bool IsSimulated => _time is Demo.Live.SimulatedClock;

    /// <summary>Ends when something has been written after it was asked for.</summary>
    public Task NextChange => Volatile.Read(ref _changed).Task;

    private string Compacted => _path + ".compact";

    /// <summary>Another caller of the warehouse, for one that asks for long; the caller disposes it.</summary>
    /// <exception cref="WarehouseException">The file is being compacted.</exception>
    public MetricsWarehouse Reader()
    {
        lock (_lending)
        {
            if (_compacting) throw new WarehouseException($"{_path} is being compacted; ask again in a minute");
            var reader = _warehouse.Reader(() => Interlocked.Decrement(ref _lent));
            Interlocked.Increment(ref _lent);
            return reader;
        }
    }

    /// <summary>Waits for its turn and writes.</summary>
    /// <exception cref="WarehouseException">The file was closed after a fault and can't be opened yet.</exception>
    public async Task<T> WriteAsync<T>(Func<MetricsWarehouse, T> write, CancellationToken cancellation)
    {
        await _writing.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            RequireOpen();
            return await Task.Run(() => write(_warehouse), CancellationToken.None).ConfigureAwait(false);
        }
        finally
        {
            _writing.Release();
            Interlocked.Exchange(ref _changed, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
        }
    }

    /// <summary>Waits for its turn and writes.</summary>
    public Task WriteAsync(Action<MetricsWarehouse> write, CancellationToken cancellation) => WriteAsync(
        w =>
        {
            write(w);
            return true;
        },
        cancellation);

    /// <summary>Asks beside whoever writes; the answer is of one moment.</summary>
    /// <exception cref="WarehouseException">The file was closed after a fault and can't be opened yet.</exception>
    public async Task<T> AskAsync<T>(Func<MetricsWarehouse, T> ask, CancellationToken cancellation)
    {
        await _asking.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            RequireOpen();
            if (!_readers.TryTake(out var reader)) reader = _warehouse.Reader();
            try
            {
                return await Task.Run(() => reader.AtOneMoment(ask), CancellationToken.None).ConfigureAwait(false);
            }
            finally
            {
                _readers.Add(reader);
            }
        }
        finally
        {
            _asking.Release();
        }
    }

    /// <summary>Closes the file and opens it again, when nobody writes or asks.</summary>
    /// <exception cref="WarehouseException">It can't be opened; a later try may.</exception>
    public Task ReopenAsync(CancellationToken cancellation) => AloneAsync(
        () =>
        {
            Close();
            Open();
            return true;
        },
        cancellation);

    /// <summary>
    /// Writes the database to a new file without free space, which takes the old one's place, when nobody writes or asks. A kill at any moment leaves
    /// one of the two whole.
    /// </summary>
    /// <returns>False when somebody asks for long or has borrowed a reader of the file; then nothing is done.</returns>
    /// <exception cref="WarehouseException">It can't be opened afterwards; a later try may.</exception>
    public Task<bool> CompactAsync(CancellationToken cancellation) => AloneAsync(
        () =>
        {
            // A reader would keep the engine on the old file, and the new one would be taken for it.
            lock (_lending)
            {
                if (_lent > 0) return false;
                _compacting = true;
            }

            try
            {
                _warehouse.Checkpoint();
                _warehouse.CopyTo(Compacted);
                Close();
                try
                {
                    File.Move(Compacted, _path, overwrite: true);
                }
                finally
                {
                    Open();
                }

                return true;
            }
            finally
            {
                File.Delete(Compacted);
                lock (_lending) _compacting = false;
            }
        },
        cancellation,
        ToCompact);

    /// <summary>
    /// Has the engine let go of what it keeps in memory for the next question, when nobody writes or asks: by a lower limit for a moment, which a large question
    /// would break at.
    /// </summary>
    /// <param name="keep">Bytes that it may keep.</param>
    /// <param name="cancellation">Ends the wait for its turn.</param>
    /// <returns>Bytes that it holds afterwards, more where it needs them; null when somebody asks for long or has borrowed a reader: then nothing is done.</returns>
    public Task<long?> GiveBackAsync(long keep, CancellationToken cancellation) => AloneAsync<long?>(
        () =>
        {
            lock (_lending)
            {
                if (_lent > 0) return null;
                _warehouse.GiveBack(keep, _engineBytes);
                return _warehouse.HeldMemory();
            }
        },
        cancellation,
        ToGiveBack);

    /// <inheritdoc/>
    public void Dispose()
    {
        Close();
        _writing.Dispose();
        _asking.Dispose();
    }

    // Commits wait meanwhile. With patience, a question that takes longer is left alone, and nothing is done.
    private async Task<T?> AloneAsync<T>(Func<T> work, CancellationToken cancellation, TimeSpan? patience = null)
    {
        await _writing.WaitAsync(cancellation).ConfigureAwait(false);
        var taken = 0;
        try
        {
            for (; taken < Askers; taken++)
            {
                if (!await _asking.WaitAsync(patience ?? Timeout.InfiniteTimeSpan, cancellation).ConfigureAwait(false)) return default;
            }

            return await Task.Run(work, CancellationToken.None).ConfigureAwait(false);
        }
        finally
        {
            if (taken > 0) _asking.Release(taken);
            _writing.Release();
        }
    }

    private void Open()
    {
        try
        {
            _warehouse = Opened();
            _outOfReach = null;
        }
        catch (WarehouseException e)
        {
            _outOfReach = e;
            throw;
        }
    }

    private MetricsWarehouse Opened()
    {
        var opened = MetricsWarehouse.Open(_path, _pipelines, _time);
        opened.LimitMemory(_engineBytes);
        return opened;
    }

    private void RequireOpen()
    {
        if (_outOfReach is { } e) throw new WarehouseException(e.Message, e);
    }

    private void Close()
    {
        while (_readers.TryTake(out var reader)) reader.Dispose();
        _warehouse.Dispose();
    }
}
