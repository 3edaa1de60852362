using DuckDB.NET.Data;
using FluentAssertions;
using Xunit;

namespace DuckDB.NET.Native.Tests;

/// <summary>What goes wrong is an exception, never a crash and never half a row.</summary>
public sealed class AppenderMisuseTests
{
    [Fact]
    public void A_table_that_does_not_exist_is_named_in_the_error()
    {
        using var database = new Database();
        var create = () => database.Connection.CreateAppender("no_such_table");
        create.Should().Throw<DuckDBException>().WithMessage("*no_such_table*").Which.ErrorType.Should().Be(DuckDBErrorType.Catalog);
    }

    [Fact]
    public void Too_few_values_are_refused_and_the_row_is_not_kept()
    {
        using var database = TwoColumns();
        var appender = database.Connection.CreateAppender("t");
        appender.AppendRow((1L, "whole"), Append);
        var row = appender.CreateRow().AppendValue(2L);
        row.Invoking(r => r.EndRow()).Should().Throw<InvalidOperationException>().WithMessage("*2 columns*1 values*");
        appender.Dispose();
        database.Scalar<string>("select string_agg(v, ',') from t").Should().Be("whole");
    }

    [Fact]
    public void Too_many_values_are_refused()
    {
        using var database = TwoColumns();
        using (var appender = database.Connection.CreateAppender("t"))
        {
            var row = appender.CreateRow().AppendValue(2L).AppendValue("x");
            row.Invoking(r => r.AppendValue("y")).Should().Throw<IndexOutOfRangeException>();
            row.Invoking(r => r.AppendDefault()).Should().Throw<IndexOutOfRangeException>();
        }

        database.Count("t").Should().Be(1);
    }

    [Fact]
    public void A_value_of_the_wrong_kind_is_refused_and_the_row_is_not_kept()
    {
        using var database = TwoColumns();
        var appender = database.Connection.CreateAppender("t");
        appender.AppendRow((1L, "whole"), Append);
        appender.Invoking(a => a.AppendRow("text", static (row, text) => row.AppendValue(text)))
            .Should().Throw<InvalidOperationException>().WithMessage("Cannot write String to BigInt column");
        appender.Invoking(a => a.AppendRow((3L, "later"), Append)).Should().Throw<InvalidOperationException>("the appender is done for");
        appender.Dispose();
        database.Scalar<string>("select string_agg(v, ',') from t").Should().Be("whole");
    }

    [Fact]
    public void A_row_left_half_way_is_not_kept_and_the_appender_refuses_the_next()
    {
        using var database = TwoColumns();
        var appender = database.Connection.CreateAppender("t");
        for (var i = 0L; i < 2_049; i++)
        {
            appender.AppendRow((i, "a text behind a pointer"), Append);
        }

        appender.CreateRow().AppendValue(1L);
        appender.Invoking(a => a.CreateRow()).Should().Throw<InvalidOperationException>();
        appender.Dispose();
        database.Count("t").Should().Be(2_049);
        database.Scalar<long>("select count(*) from t where v = 'a text behind a pointer'").Should().Be(2_049);
    }

    [Fact]
    public void A_callback_that_throws_leaves_the_rows_before_it()
    {
        using var database = TwoColumns();
        var appender = database.Connection.CreateAppender("t");
        appender.AppendRow((1L, "whole"), Append);
        appender.Invoking(a => a.AppendRow(2L, static (row, value) =>
        {
            row.AppendValue(value);
            throw new FormatException("mine");
        })).Should().Throw<FormatException>();
        appender.Dispose();
        database.Count("t").Should().Be(1);
    }

    [Fact]
    public void A_closed_appender_refuses_everything()
    {
        using var database = TwoColumns();
        var appender = database.Connection.CreateAppender("t");
        var row = appender.CreateRow().AppendValue(1L).AppendValue("x");
        appender.Close();
        appender.Invoking(a => a.CreateRow()).Should().Throw<InvalidOperationException>();
        appender.Invoking(a => a.AppendRow((1L, "a"), Append)).Should().Throw<InvalidOperationException>();
        appender.Invoking(a => a.Clear()).Should().Throw<InvalidOperationException>();
        appender.Invoking(a => a.Close()).Should().Throw<InvalidOperationException>();
        appender.Invoking(a => a.Dispose()).Should().NotThrow();
        row.Invoking(r => r.AppendValue("y")).Should().Throw<IndexOutOfRangeException>();
        database.Count("t").Should().Be(1);
    }

    [Fact]
    public void An_appender_outlives_its_connection_without_harm()
    {
        var database = TwoColumns();
        var appender = database.Connection.CreateAppender("t");
        appender.AppendRow((1L, "a text behind a pointer"), Append);
        database.Dispose();
        appender.Invoking(a => a.Dispose()).Should().Throw<DuckDBException>();
    }

    [Fact]
    public void A_dropped_table_is_an_error_at_the_end()
    {
        using var database = TwoColumns();
        var appender = database.Connection.CreateAppender("t");
        appender.AppendRow((1L, "x"), Append);
        database.Execute("drop table t");
        appender.Invoking(a => a.Dispose()).Should().Throw<DuckDBException>();
        database.Scalar<int>("select 1").Should().Be(1);
    }

    [Fact]
    public void A_broken_constraint_is_an_error_at_the_end_and_no_row_is_kept()
    {
        using var database = new Database();
        database.Execute("create table t (i bigint primary key, v varchar not null)");
        var twice = database.Connection.CreateAppender("t");
        twice.AppendRow((1L, "a"), Append);
        twice.AppendRow((1L, "b"), Append);
        twice.Invoking(a => a.Dispose()).Should().Throw<DuckDBException>().WithMessage("*1*")
            .Which.ErrorType.Should().Be(DuckDBErrorType.Constraint);

        var none = database.Connection.CreateAppender("t");
        none.CreateRow().AppendValue(2L).AppendNullValue().EndRow();
        none.Invoking(a => a.Dispose()).Should().Throw<DuckDBException>().Which.ErrorType.Should().Be(DuckDBErrorType.Constraint);
        database.Count("t").Should().Be(0);
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
