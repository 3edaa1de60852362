using DuckDB.NET.Data;
using FluentAssertions;
using Xunit;

namespace DuckDB.NET.Native.Tests;

public sealed class ErrorTests
{
    [Theory]
    [InlineData("select 1/'x'::integer", DuckDBErrorType.Conversion, "*'x'*")]
    [InlineData("select 170::utinyint * 2::utinyint", DuckDBErrorType.OutOfRange, "*Overflow*")]
    [InlineData("insert into t values (1)", DuckDBErrorType.Constraint, "*uplicate key*")]
    [InlineData("insert into t values (null)", DuckDBErrorType.Constraint, "*NOT NULL*")]
    [InlineData("select error('größe 🦆')", DuckDBErrorType.InvalidInput, "*größe 🦆*")]
    public void An_error_while_running_has_its_type_and_message(string sql, DuckDBErrorType type, string message)
    {
        using var database = new Database();
        database.Execute("create table t (i integer primary key); insert into t values (1)");
        var execute = () => database.Execute(sql);
        execute.Should().Throw<DuckDBException>().WithMessage(message).Which.ErrorType.Should().Be(type);
        database.Scalar<int>("select i from t").Should().Be(1);
    }

    [Theory]
    [InlineData("selec 1", "*syntax error*selec*")]
    [InlineData("select 'open", "*")]
    [InlineData("select * from nowhere", "*nowhere*")]
    [InlineData("select nothing from range(1)", "*nothing*")]
    [InlineData("select 1; select * from nowhere", "*nowhere*")]
    [InlineData("", "*")]
    public void A_text_that_cannot_run_says_why(string sql, string message)
    {
        using var database = new Database();
        var execute = () => database.Execute(sql);
        execute.Should().Throw<DuckDBException>().WithMessage(message);
    }

    [Fact]
    public void Too_few_parameters_are_refused()
    {
        using var database = new Database();
        var execute = () => database.Execute("select $1, $2", 1);
        execute.Should().Throw<InvalidOperationException>().WithMessage("*Expected 2, got 1*");
    }

    [Fact]
    public void Parameters_may_be_named()
    {
        using var database = new Database();
        using var command = database.Command("select $first::bigint - $second::bigint");
        command.Parameters.Add(new DuckDBParameter("second", 2L));
        command.Parameters.Add(new DuckDBParameter("first", 44L));
        command.Parameters.Add(new DuckDBParameter("unused", 7L));
        command.ExecuteScalar().Should().Be(42L);
    }

    [Fact]
    public void A_parameter_that_does_not_fit_its_type_is_a_conversion_error()
    {
        using var database = new Database();
        var execute = () => database.Scalar<sbyte>("select $1::tinyint", 1_000);
        execute.Should().Throw<Exception>();
        database.Scalar<int>("select 1").Should().Be(1);
    }

    [Fact]
    public void A_file_that_is_no_database_is_refused_with_the_reason()
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, new string('x', 20_000));
            using var connection = new DuckDBConnection($"DataSource={path}");
            connection.Invoking(c => c.Open()).Should().Throw<DuckDBException>().WithMessage("*not a valid DuckDB database file*");
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void A_setting_that_does_not_exist_is_refused_by_name()
    {
        using var connection = new DuckDBConnection("DataSource=:memory:;no_such_setting=1");
        connection.Invoking(c => c.Open()).Should().Throw<Exception>().WithMessage("*no_such_setting*");
    }

    [Fact]
    public void Settings_of_the_connection_string_reach_the_engine()
    {
        using var database = new Database("DataSource=:memory:;threads=1;memory_limit=128MB");
        database.Scalar<long>("select current_setting('threads')").Should().Be(1);
        database.Scalar<string>("select current_setting('memory_limit')").Should().Be("122.0 MiB");
    }

    [Fact]
    public void Running_out_of_memory_is_an_error_and_the_database_lives_on()
    {
        using var database = new Database("DataSource=:memory:;threads=1;memory_limit=32MB;max_temp_directory_size=0KB");
        var execute = () => database.Scalar<long>("select count(*) from (select distinct i::varchar || 'padding of some length' from range(20000000) t(i))");
        execute.Should().Throw<DuckDBException>().Which.ErrorType.Should().Be(DuckDBErrorType.OutOfMemory);
        database.Scalar<int>("select 1").Should().Be(1);
    }

    [Fact]
    public void Every_setting_has_a_name_and_a_description()
    {
        var count = NativeMethods.Configuration.DuckDBConfigCount();
        count.Should().BeGreaterThan(50);
        for (var i = 0; i < count; i++)
        {
            NativeMethods.Configuration.DuckDBGetConfigFlag(i, out var name, out var description).Should().Be(DuckDBState.Success);
            name.Should().NotBeNullOrEmpty();
            description.Should().NotBeNullOrEmpty();
        }

        NativeMethods.Configuration.DuckDBGetConfigFlag(count, out var none, out _).Should().Be(DuckDBState.Error);
        none.Should().BeNull();
    }

    [Fact]
    public void A_closed_handle_is_refused_instead_of_used()
    {
        var database = new Database();
        var native = database.Connection.NativeConnection;
        database.Dispose();
        native.Invoking(n => n.Interrupt()).Should().Throw<ObjectDisposedException>();
        database.Connection.Invoking(c => c.CreateCommand().ExecuteNonQuery()).Should().Throw<InvalidOperationException>();
    }

    [Fact]
    public void A_result_may_be_closed_twice()
    {
        using var database = new Database();
        using var command = database.Command("select i from range(5000) t(i)");
        var reader = command.ExecuteReader();
        reader.Read();
        reader.Close();
        reader.Invoking(r => r.Close()).Should().NotThrow();
        default(DuckDBResult).Invoking(r => r.Close()).Should().NotThrow();
    }
}
