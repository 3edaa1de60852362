using System.Diagnostics;
using DuckDB.NET.Data;
using FluentAssertions;
using Xunit;

namespace DuckDB.NET.Native.Tests;

/// <summary>That nothing is lost per row, per value or per statement. Alone, since the whole process is measured.</summary>
[Collection(nameof(MemoryTests))]
[CollectionDefinition(nameof(MemoryTests), DisableParallelization = true)]
public sealed class MemoryTests
{
    // Below what a leak of 64 bytes in each of a million rows, or of 400 in each of 100 000 statements, would be.
    private const long Bound = 32 << 20;

    [Fact]
    public void A_hundred_thousand_statements_leave_nothing_behind()
    {
        using var database = new Database("DataSource=:memory:;threads=1");
        Growth(warmUp: () => Statements(database, 10_000), work: () => Statements(database, 100_000)).Should().BeLessThan(Bound);
    }

    [Fact]
    public void Failing_statements_leave_nothing_behind()
    {
        using var database = new Database("DataSource=:memory:;threads=1");
        Growth(warmUp: () => Failures(database, 3_000), work: () => Failures(database, 30_000)).Should().BeLessThan(Bound);
    }

    [Fact]
    public void A_million_appended_and_read_rows_leave_nothing_behind()
    {
        using var database = new Database("DataSource=:memory:;threads=1");
        Growth(warmUp: () => Rows(database, 200_000, times: 2), work: () => Rows(database, 200_000, times: 5)).Should().BeLessThan(Bound);
    }

    [Fact]
    public void Values_that_are_made_and_read_leave_nothing_behind()
    {
        Growth(warmUp: () => Values(30_000), work: () => Values(300_000)).Should().BeLessThan(Bound);
    }

    [Fact]
    public void Types_and_the_names_of_their_fields_leave_nothing_behind()
    {
        using var database = new Database("DataSource=:memory:;threads=1");
        using var statements = Extracted(database);
        NativeMethods.ExtractStatements.DuckDBPrepareExtractedStatement(database.Connection.NativeConnection, statements, 0, out var statement);
        using (statement)
        {
            using var type = NativeMethods.PreparedStatements.DuckDBParamLogicalType(statement, 1);
            Growth(warmUp: () => Types(type, 50_000), work: () => Types(type, 500_000)).Should().BeLessThan(Bound);
        }
    }

    [Fact]
    public void Statements_that_are_parsed_and_not_run_leave_nothing_behind()
    {
        using var database = new Database("DataSource=:memory:;threads=1");
        Growth(warmUp: () => Parse(database, 5_000), work: () => Parse(database, 50_000)).Should().BeLessThan(Bound);

        static void Parse(Database database, int count)
        {
            for (var i = 0; i < count; i++)
            {
                Extracted(database).Dispose();
            }
        }
    }

    [Fact]
    public void Appenders_and_their_errors_leave_nothing_behind()
    {
        using var database = new Database("DataSource=:memory:;threads=1");
        database.Execute("create table t (i bigint, v varchar)");
        Growth(warmUp: () => Appenders(database, 3_000), work: () => Appenders(database, 60_000)).Should().BeLessThan(Bound);

        static void Appenders(Database database, int count)
        {
            var connection = database.Connection.NativeConnection;
            for (var i = 0; i < count; i++)
            {
                NativeMethods.Appender.DuckDBAppenderCreateExt(connection, null, null, "t", out var appender);
                appender.Dispose();
                NativeMethods.Appender.DuckDBAppenderCreateExt(connection, null, null, "a_table_that_is_not_there", out var failed);
                using (failed)
                {
                    for (var time = 0; time < 8; time++)
                    {
                        using var error = NativeMethods.Appender.DuckDBAppenderErrorData(failed);
                        if (error is not { HasError: true, Message.Length: > 20 })
                            throw new InvalidOperationException("The error is not there.");
                    }
                }
            }
        }
    }

    private static DuckDBExtractedStatements Extracted(Database database)
    {
        const string Sql = "select $1::struct(\"a field with a name that is longer than sixty-four characters, and then some\" integer)";
        NativeMethods.ExtractStatements.DuckDBExtractStatements(database.Connection.NativeConnection, Sql, out var statements).Should().Be(1);
        return statements;
    }

    private static void Types(DuckDBLogicalType type, int count)
    {
        for (var i = 0; i < count; i++)
        {
            using var list = NativeMethods.LogicalType.DuckDBCreateListType(type);
            using var child = NativeMethods.LogicalType.DuckDBListTypeChildType(list);
            if (NativeMethods.LogicalType.DuckDBStructTypeChildName(child, 0) is not { Length: 76 })
                throw new InvalidOperationException("The field's name is another.");
        }
    }

    private static long Growth(Action warmUp, Action work)
    {
        warmUp();
        var before = Resident();
        work();
        return Resident() - before;
    }

    private static long Resident()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64;
    }

    private static void Statements(Database database, int count)
    {
        for (var i = 0; i < count; i++)
        {
            database.Scalar<string>("select 'a result that is longer than twelve bytes' || $1", "a parameter of some length")
                .Length.Should().Be(67);
            if (i % 20 == 0)
                database.Scalar<Dictionary<string, object?>>("select {'a field with a long name': [1, 2], 'another field with a long name': 'x'}");
        }
    }

    private static void Failures(Database database, int count)
    {
        var seen = 0;
        for (var i = 0; i < count; i++)
        {
            try
            {
                database.Execute(i % 2 == 0 ? "select * from a_table_that_is_not_there" : "select 'no number'::integer");
            }
            catch (DuckDBException)
            {
                seen++;
            }
        }

        seen.Should().Be(count);
    }

    private static void Rows(Database database, int count, int times)
    {
        for (var time = 0; time < times; time++)
        {
            database.Execute("create or replace table t (i bigint, v varchar, l integer[])");
            using (var appender = database.Connection.CreateAppender("t"))
            {
                for (var i = 0L; i < count; i++)
                {
                    appender.AppendRow(i, static (row, id) => row.AppendValue(id).AppendValue("a text that lies behind a pointer").AppendValue(Pair));
                }
            }

            using var command = database.Command("select i, v from t");
            using var reader = command.ExecuteReader();
            while (reader.Read())
            {
                reader.GetString(1).Length.Should().Be(33);
            }
        }
    }

    private static readonly List<int> Pair = [1, 2];

    private static void Values(int count)
    {
        for (var i = 0; i < count; i++)
        {
            using var text = NativeMethods.Value.DuckDBCreateVarchar("a text that lies behind a pointer, and is read back");
            text.GetValue<string>().Length.Should().Be(51);
            using var type = NativeMethods.LogicalType.DuckDBCreateLogicalType(DuckDBType.Varchar);
            using var list = NativeMethods.Value.DuckDBCreateListValue(type, [NativeMethods.Value.DuckDBCreateVarchar("an item of the list that is read back")], 1);
            list.IsNull().Should().BeFalse();
        }
    }
}
