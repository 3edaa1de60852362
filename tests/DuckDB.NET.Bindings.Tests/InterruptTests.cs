using DuckDB.NET.Data;
using FluentAssertions;
using Xunit;

namespace DuckDB.NET.Native.Tests;

public sealed class InterruptTests
{
    // Runs for hours unless it is stopped; says when it has begun.
    private const string Endless = "select count(*) from range(3000000) a(i), range(3000000) b(j) where (begun(i) * j) % 7 = 3";

    [Fact]
    public async Task Cancelling_a_running_query_ends_it()
    {
        using var database = new Database();
        var begun = SignalOf(database);
        using var command = database.Command(Endless);
        var query = Task.Run(() => command.ExecuteScalar());
        await begun;
        command.Cancel();
        await query.Awaiting(q => q).Should().ThrowAsync<OperationCanceledException>();
        database.Scalar<int>("select 1").Should().Be(1);
    }

    [Fact]
    public async Task A_cancellation_token_ends_a_running_query()
    {
        using var database = new Database();
        var begun = SignalOf(database);
        using var cancellation = new CancellationTokenSource();
        using var command = database.Command(Endless);
        var query = Task.Run(() => command.ExecuteScalarAsync(cancellation.Token));
        await begun;
        await cancellation.CancelAsync();
        await query.Awaiting(q => q).Should().ThrowAsync<OperationCanceledException>();
        database.Scalar<int>("select 1").Should().Be(1);
    }

    [Fact]
    public async Task A_stream_that_is_being_read_ends_when_interrupted()
    {
        using var database = new Database();
        var begun = SignalOf(database);
        using var command = database.Command("select begun(i) from range(3000000000) t(i)");
        command.UseStreamingMode = true;
        var reading = Task.Run(() =>
        {
            using var reader = command.ExecuteReader();
            while (reader.Read())
            {
            }
        });
        await begun;
        command.Cancel();
        await reading.Awaiting(r => r).Should().ThrowAsync<OperationCanceledException>();
        database.Scalar<int>("select 1").Should().Be(1);
    }

    [Fact]
    public async Task Interrupting_one_connection_leaves_the_others_running()
    {
        using var database = new Database();
        using var other = database.Duplicate();
        var begun = SignalOf(database);
        using var command = database.Command(Endless);
        var query = Task.Run(() => command.ExecuteScalar());
        await begun;
        using var unharmed = other.CreateCommand();
        unharmed.CommandText = "select sum(i)::bigint from range(20000000) t(i)";
        var second = Task.Run(() => unharmed.ExecuteScalar());
        command.Cancel();
        await query.Awaiting(q => q).Should().ThrowAsync<OperationCanceledException>();
        (await second).Should().Be(199999990000000L);
    }

    [Fact]
    public void Interrupting_an_idle_connection_does_nothing()
    {
        using var database = new Database();
        database.Connection.NativeConnection.Interrupt();
        database.Scalar<int>("select 1").Should().Be(1);
    }

    // Registers the SQL function begun(n), which answers n; the task ends at its first call.
    private static Task SignalOf(Database database)
    {
        var signal = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        database.Connection.RegisterScalarFunction<long, long>("begun", n =>
        {
            signal.TrySetResult();
            return n;
        });
        return signal.Task;
    }
}
