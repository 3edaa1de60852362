using DuckDB.NET.Data;
using FluentAssertions;
using Xunit;

namespace DuckDB.NET.Native.Tests;

public sealed class TransactionTests
{
    [Fact]
    public void Others_see_a_transaction_when_it_commits()
    {
        using var database = new Database();
        database.Execute("create table t (i bigint)");
        using var other = database.Duplicate();
        using var count = other.CreateCommand();
        count.CommandText = "select count(*) from t";
        using (var transaction = database.Connection.BeginTransaction())
        {
            database.Execute("insert into t select * from range(1000)").Should().Be(1_000);
            count.ExecuteScalar().Should().Be(0L);
            transaction.Commit();
        }

        count.ExecuteScalar().Should().Be(1_000L);
    }

    [Fact]
    public void A_transaction_that_is_left_is_rolled_back()
    {
        using var database = new Database();
        database.Execute("create table t (i bigint)");
        using (database.Connection.BeginTransaction())
        {
            database.Execute("insert into t values (1)");
        }

        database.Count("t").Should().Be(0);
    }

    [Fact]
    public void After_an_error_a_transaction_only_rolls_back()
    {
        using var database = new Database();
        database.Execute("create table t (i bigint primary key); insert into t values (1)");
        using (var transaction = database.Connection.BeginTransaction())
        {
            database.Execute("insert into t values (2)");
            var insert = () => database.Execute("insert into t values (1)");
            insert.Should().Throw<DuckDBException>().Which.ErrorType.Should().Be(DuckDBErrorType.Constraint);
            var next = () => database.Execute("insert into t values (3)");
            next.Should().Throw<DuckDBException>().WithMessage("*aborted*");
            transaction.Rollback();
        }

        database.Count("t").Should().Be(1);
    }

    [Fact]
    public void Two_transactions_that_change_one_row_conflict()
    {
        using var database = new Database();
        database.Execute("create table t (i bigint, n bigint); insert into t values (1, 0)");
        using var other = database.Duplicate();
        using var first = database.Connection.BeginTransaction();
        using var second = other.BeginTransaction();
        database.Execute("update t set n = 1");
        using var update = other.CreateCommand();
        update.CommandText = "update t set n = 2";
        update.Invoking(u => u.ExecuteNonQuery()).Should().Throw<DuckDBException>()
            .WithMessage("*onflict*").Which.ErrorType.Should().Be(DuckDBErrorType.Transaction);
        second.Rollback();
        first.Commit();
        database.Scalar<long>("select n from t").Should().Be(1);
    }

    [Fact]
    public void A_file_keeps_what_was_committed()
    {
        var folder = Directory.CreateTempSubdirectory("duckdb-bindings-");
        try
        {
            var source = $"DataSource={Path.Combine(folder.FullName, "größe 🦆.duckdb")}";
            using (var database = new Database(source))
            {
                database.Execute("create table t (v varchar); insert into t values ('kept')");
            }

            using (var database = new Database(source))
            {
                database.Scalar<string>("select v from t").Should().Be("kept");
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void A_statement_answers_with_the_rows_it_changed()
    {
        using var database = new Database();
        database.Execute("create table t (i bigint)").Should().Be(0);
        database.Execute("insert into t select * from range(2500)").Should().Be(2_500);
        database.Execute("delete from t where i < 100; update t set i = -i where i > 2000").Should().Be(100 + 499);
    }
}
