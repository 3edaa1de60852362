using DuckDB.NET.Data;
using FluentAssertions;
using Xunit;

namespace DuckDB.NET.Native.Tests;

public sealed class AppenderTests
{
    [Fact]
    public void Rows_are_there_after_disposing()
    {
        using var database = TwoColumns();
        using (var appender = database.Connection.CreateAppender("t"))
        {
            appender.AppendRow((1L, "a"), Append);
            appender.AppendRow((2L, "b"), Append);
        }

        database.Count("t").Should().Be(2);
    }

    [Fact]
    public void Cleared_rows_are_forgotten_and_later_ones_kept()
    {
        using var database = TwoColumns();
        using (var appender = database.Connection.CreateAppender("t"))
        {
            for (var i = 0L; i < 3_000; i++)
            {
                appender.AppendRow((i, "forgotten"), Append);
            }

            appender.Clear();
            appender.AppendRow((1L, "kept"), Append);
        }

        database.Scalar<string>("select string_agg(v, ',') from t").Should().Be("kept");
    }

    [Fact]
    public void A_default_fills_its_column()
    {
        using var database = new Database();
        database.Execute("create table t (i bigint, v varchar default 'a default of the table', n integer default 7)");
        using (var appender = database.Connection.CreateAppender("t"))
        {
            appender.CreateRow().AppendValue(1L).AppendDefault().AppendDefault().EndRow();
        }

        database.Scalar<string>("select v || n from t").Should().Be("a default of the table7");
    }

    [Fact]
    public void A_table_of_another_schema_can_be_named()
    {
        using var database = new Database();
        database.Execute("create schema \"größe\"; create table \"größe\".\"Tabelle 🦆\" (v bigint)");
        using (var appender = database.Connection.CreateAppender("größe", "Tabelle 🦆"))
        {
            appender.CreateRow().AppendValue(5L).EndRow();
        }

        database.Scalar<long>("select v from \"größe\".\"Tabelle 🦆\"").Should().Be(5);
    }

    [Fact]
    public void Rows_of_an_appender_are_undone_by_rolling_back()
    {
        using var database = TwoColumns();
        using (var transaction = database.Connection.BeginTransaction())
        {
            using (var appender = database.Connection.CreateAppender("t"))
            {
                for (var i = 0L; i < 10_000; i++)
                {
                    appender.AppendRow((i, "x"), Append);
                }
            }

            database.Count("t").Should().Be(10_000);
            transaction.Rollback();
        }

        database.Count("t").Should().Be(0);
    }

    [Fact]
    public void Two_appenders_and_statements_take_turns_on_one_connection()
    {
        using var database = TwoColumns();
        database.Execute("create table u (i bigint, v varchar)");
        using (var first = database.Connection.CreateAppender("t"))
        using (var second = database.Connection.CreateAppender("u"))
        {
            for (var i = 0L; i < 5_000; i++)
            {
                first.AppendRow((i, "first"), Append);
                second.AppendRow((i, "second"), Append);
                if (i % 1_000 == 0)
                    database.Scalar<int>("select 1").Should().Be(1);
            }
        }

        database.Scalar<long>("select count(*) from t join u using (i) where t.v = 'first' and u.v = 'second'").Should().Be(5_000);
    }

    private static Database TwoColumns()
    {
        var database = new Database();
        database.Execute("create table t (i bigint, v varchar)");
        return database;
    }

    private static void Append(IDuckDBAppenderRow row, (long Id, string Text) values) =>
        row.AppendValue(values.Id).AppendValue(values.Text);
}
