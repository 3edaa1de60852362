using System.Globalization;
using DuckDB.NET.Data;
using FluentAssertions;
using Xunit;

namespace DuckDB.NET.Native.Tests;

public sealed class ConcurrencyTests
{
    [Fact]
    public async Task Readers_see_whole_transactions_while_a_writer_appends()
    {
        const int Batch = 1_000, Batches = 40, Readers = 3;
        using var database = new Database();
        database.Execute("create table t (i bigint, v varchar)");
        using var done = new CancellationTokenSource();
        var readers = Enumerable.Range(0, Readers).Select(_ => OnItsOwnThread(() => Watch(database, Batch, done.Token))).ToList();
        for (var batch = 0; batch < Batches; batch++)
        {
            using var transaction = database.Connection.BeginTransaction();
            using (var appender = database.Connection.CreateAppender("t"))
            {
                for (var i = 0L; i < Batch; i++)
                {
                    appender.AppendRow(i, static (row, id) => row.AppendValue(id).AppendValue("a text behind a pointer"));
                }
            }

            transaction.Commit();
        }

        await done.CancelAsync();
        await Task.WhenAll(readers);
        database.Count("t").Should().Be(Batch * Batches);
    }

    [Fact]
    public async Task Several_connections_append_to_their_own_tables_at_once()
    {
        const int Writers = 4, Rows = 20_000;
        using var database = new Database();
        for (var writer = 0; writer < Writers; writer++)
        {
            database.Execute($"create table t{writer} (i bigint, v varchar)");
        }

        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => OnItsOwnThread(() =>
        {
            using var connection = database.Duplicate();
            using var appender = connection.CreateAppender($"t{writer}");
            for (var i = 0L; i < Rows; i++)
            {
                appender.AppendRow(i, static (row, id) => row.AppendValue(id).AppendValue(id.ToString("D20", CultureInfo.InvariantCulture)));
            }
        })));

        for (var writer = 0; writer < Writers; writer++)
        {
            database.Scalar<long>($"select count(*) from t{writer} where v::bigint = i").Should().Be(Rows);
        }
    }

    [Fact]
    public async Task Connections_come_and_go_on_many_threads()
    {
        using var database = new Database();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(thread => OnItsOwnThread(() =>
        {
            for (var i = 0; i < 50; i++)
            {
                using var connection = database.Duplicate();
                using var command = connection.CreateCommand();
                command.CommandText = "select $1::integer + 1";
                command.Parameters.Add(new DuckDBParameter(i));
                command.ExecuteScalar().Should().Be(i + 1);
            }
        })));
    }

    [Fact]
    public void What_is_not_disposed_is_freed_by_the_collector_in_any_order()
    {
        for (var round = 0; round < 20; round++)
        {
            Abandon();
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        static void Abandon()
        {
            var database = new Database();
            database.Execute("create table t (v varchar)");
            var appender = database.Connection.CreateAppender("t");
            appender.CreateRow().AppendValue("a text behind a pointer").EndRow();
            var reader = database.Command("select 'a text behind a pointer', i from range(5000) t(i)").ExecuteReader();
            reader.Read();
        }
    }

    private static void Watch(Database database, int batch, CancellationToken done)
    {
        using var connection = database.Duplicate();
        using var command = connection.CreateCommand();
        command.CommandText = "select count(*), count(*) filter (v = 'a text behind a pointer') from t";
        var seen = 0L;
        do
        {
            using var reader = command.ExecuteReader();
            reader.Read().Should().BeTrue();
            var count = reader.GetInt64(0);
            (count % batch).Should().Be(0);
            count.Should().BeGreaterThanOrEqualTo(seen);
            reader.GetInt64(1).Should().Be(count);
            seen = count;
        }
        while (!done.IsCancellationRequested);
    }

    private static Task OnItsOwnThread(Action work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}
