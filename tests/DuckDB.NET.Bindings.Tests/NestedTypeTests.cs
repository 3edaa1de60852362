using DuckDB.NET.Data;
using FluentAssertions;
using Xunit;

namespace DuckDB.NET.Native.Tests;

public sealed class NestedTypeTests
{
    private enum Colour : byte
    {
        Red,
        Green,
        Blue,
    }

    [Fact]
    public void A_list_arrives_with_its_nulls()
    {
        using var database = new Database();
        database.Scalar<List<int?>>("select [1, null, 3]").Should().Equal(1, null, 3);
        database.Scalar<List<string>>("select ['a', 'a text behind a pointer', '']").Should().Equal("a", "a text behind a pointer", "");
        database.Scalar<List<int>>("select []::integer[]").Should().BeEmpty();
        database.Scalar<List<List<int>>>("select [[1], [], [2, 3]]").Should().BeEquivalentTo(new List<List<int>> { new() { 1 }, new(), new() { 2, 3 } });
    }

    [Fact]
    public void A_list_is_taken_as_parameter()
    {
        using var database = new Database();
        database.Scalar<List<long>>("select $1::bigint[]", new List<long> { 3, 1, 2 }).Should().Equal(3, 1, 2);
        database.Scalar<List<string>>("select $1::varchar[]", new List<string> { "x", "y" }).Should().Equal("x", "y");
        database.Scalar<long>("select len($1::bigint[])", new List<long>()).Should().Be(0);
        database.Scalar<List<Guid>>("select $1::uuid[]", new List<Guid> { Guid.AllBitsSet }).Should().Equal(Guid.AllBitsSet);
        database.Scalar<long>("select count(*) from range(10) t(i) where i in (select unnest($1::bigint[]))", new[] { 1L, 2L, 30L }).Should().Be(2);
    }

    [Fact]
    public void A_list_is_taken_by_the_appender_over_many_vectors()
    {
        const int Rows = 5_000;
        using var database = new Database();
        database.Execute("create table t (i integer, v integer[], w varchar[])");
        using (var appender = database.Connection.CreateAppender("t"))
        {
            for (var i = 0; i < Rows; i++)
            {
                appender.CreateRow().AppendValue(i)
                    .AppendValue(Enumerable.Range(i, i % 7).ToList())
                    .AppendValue(Enumerable.Repeat("a text longer than twelve", i % 3).ToList()).EndRow();
            }
        }

        using var command = database.Command("select i, v, w from t order by i");
        using var reader = command.ExecuteReader();
        for (var i = 0; i < Rows; i++)
        {
            reader.Read().Should().BeTrue();
            reader.GetFieldValue<List<int>>(1).Should().Equal(Enumerable.Range(i, i % 7));
            reader.GetFieldValue<List<string>>(2).Should().HaveCount(i % 3);
        }
    }

    [Fact]
    public void An_array_arrives_from_query_parameter_and_appender()
    {
        using var database = new Database();
        database.Scalar<List<int>>("select [1, 2, 3]::integer[3]").Should().Equal(1, 2, 3);
        database.Scalar<List<int>>("select $1::integer[3]", new List<int> { 4, 5, 6 }).Should().Equal(4, 5, 6);
        database.Execute("create table t (v double[2])");
        using (var appender = database.Connection.CreateAppender("t"))
        {
            appender.CreateRow().AppendValue(new List<double> { 1.5, -2.5 }).EndRow();
        }

        database.Scalar<List<double>>("select v from t").Should().Equal(1.5, -2.5);
    }

    [Fact]
    public void An_array_of_the_wrong_length_is_refused()
    {
        using var database = new Database();
        var select = () => database.Scalar<List<int>>("select $1::integer[3]", new List<int> { 4, 5 });
        select.Should().Throw<Exception>().WithMessage("*");
        database.Scalar<int>("select 1").Should().Be(1);
    }

    [Fact]
    public void A_struct_arrives_by_its_fields()
    {
        using var database = new Database();
        var fields = database.Scalar<Dictionary<string, object?>>("select {'id': 7, 'name': 'a text behind a pointer', 'none': null::integer}");
        fields["id"].Should().Be(7);
        fields["name"].Should().Be("a text behind a pointer");
        fields["none"].Should().BeNull();
    }

    [Fact]
    public void A_map_arrives_by_its_keys()
    {
        using var database = new Database();
        database.Scalar<Dictionary<string, int>>("select map {'a': 1, 'b': 2}")
            .Should().BeEquivalentTo(new Dictionary<string, int> { ["a"] = 1, ["b"] = 2 });
    }

    [Fact]
    public void An_enum_arrives_by_its_name_from_query_parameter_and_appender()
    {
        using var database = new Database();
        database.Execute("create type colour as enum ('Red', 'Green', 'Blue'); create table t (v colour)");
        database.Scalar<string>("select 'Green'::colour").Should().Be("Green");
        database.Scalar<Colour>("select 'Blue'::colour").Should().Be(Colour.Blue);
        database.Scalar<string>("select $1::colour::varchar", "Red").Should().Be("Red");
        using (var appender = database.Connection.CreateAppender("t"))
        {
            appender.CreateRow().AppendValue(Colour.Green).EndRow();
            appender.CreateRow().AppendNullValue().EndRow();
        }

        database.Scalar<long>("select count(*) from t where v = 'Green'").Should().Be(1);
        database.Scalar<long>("select count(*) from t where v is null").Should().Be(1);
    }

    [Fact]
    public void An_enum_of_300_values_arrives_by_its_names()
    {
        using var database = new Database();
        database.Execute($"create type wide as enum ({string.Join(", ", Enumerable.Range(0, 300).Select(i => $"'value {i}'"))})");
        database.Scalar<string>("select 'value 299'::wide").Should().Be("value 299");
    }

    [Theory]
    [InlineData("integer[]")]
    [InlineData("integer[3]")]
    [InlineData("struct(a integer)")]
    [InlineData("map(varchar, integer)")]
    public void A_null_of_a_nested_type_is_null(string sqlType)
    {
        using var database = new Database();
        using var command = database.Command($"select null::{sqlType}");
        using var reader = command.ExecuteReader();
        reader.Read().Should().BeTrue();
        reader.IsDBNull(0).Should().BeTrue();
        reader.GetValue(0).Should().Be(DBNull.Value);
    }

    [Fact]
    public void A_list_parameter_frees_the_values_it_was_made_of()
    {
        using var type = NativeMethods.LogicalType.DuckDBCreateLogicalType(DuckDBType.BigInt);
        DuckDBValue[] items = [NativeMethods.Value.DuckDBCreateInt64(1), NativeMethods.Value.DuckDBCreateInt64(2)];
        using var list = NativeMethods.Value.DuckDBCreateListValue(type, items, items.Length);
        list.IsInvalid.Should().BeFalse();
        items.Should().OnlyContain(item => item.IsClosed);
    }
}
