using DuckDB.NET.Data;
using FluentAssertions;
using Xunit;

namespace DuckDB.NET.Native.Tests;

public sealed class TemporalTests
{
    [Theory]
    [InlineData("infinity", true)]
    [InlineData("-infinity", false)]
    public void Infinite_dates_and_timestamps_are_seen_as_infinite(string text, bool positive)
    {
        using var database = new Database();
        using var command = database.Command($"select '{text}'::date, '{text}'::timestamp, '{text}'::timestamptz");
        using var reader = command.ExecuteReader();
        reader.Read().Should().BeTrue();
        var date = reader.GetFieldValue<DuckDBDateOnly>(0);
        var timestamp = reader.GetFieldValue<DuckDBTimestamp>(1);
        date.IsInfinity.Should().BeTrue();
        date.IsPositiveInfinity.Should().Be(positive);
        date.IsNegativeInfinity.Should().Be(!positive);
        timestamp.IsPositiveInfinity.Should().Be(positive);
        timestamp.IsNegativeInfinity.Should().Be(!positive);
        reader.GetFieldValue<DuckDBTimestamp>(2).IsInfinity.Should().BeTrue();
        var read = () => reader.GetDateTime(1);
        read.Should().Throw<InvalidOperationException>().WithMessage("*infinite*");
    }

    [Fact]
    public void Infinite_parameters_arrive_as_infinite()
    {
        using var database = new Database();
        database.Scalar<bool>("select $1::date = 'infinity'::date", DuckDBDateOnly.PositiveInfinity).Should().BeTrue();
        database.Scalar<bool>("select $1::date = '-infinity'::date", DuckDBDateOnly.NegativeInfinity).Should().BeTrue();
        database.Scalar<bool>("select $1 = 'infinity'::timestamp", DuckDBTimestamp.PositiveInfinity).Should().BeTrue();
        database.Scalar<bool>("select $1 = '-infinity'::timestamp", DuckDBTimestamp.NegativeInfinity).Should().BeTrue();
        database.Scalar<bool>("select isfinite($1::date)", new DuckDBDateOnly(2024, 2, 29)).Should().BeTrue();
    }

    [Fact]
    public void Dates_beyond_those_of_NET_can_be_read_in_parts()
    {
        using var database = new Database();
        using var command = database.Command("select date '5881580-07-10', date '0044-03-15 (BC)', timestamp '290000-12-31 23:59:59.999999'");
        using var reader = command.ExecuteReader();
        reader.Read().Should().BeTrue();
        reader.GetFieldValue<DuckDBDateOnly>(0).Should().Be(new DuckDBDateOnly(5881580, 7, 10));
        reader.GetFieldValue<DuckDBDateOnly>(1).Should().Be(new DuckDBDateOnly(-43, 3, 15));
        reader.GetFieldValue<DuckDBTimestamp>(2).Should().Be(new DuckDBTimestamp(new(290000, 12, 31), new(23, 59, 59, 999999)));
        var date = () => reader.GetFieldValue<DateOnly>(0);
        var timestamp = () => reader.GetDateTime(2);
        date.Should().Throw<ArgumentOutOfRangeException>();
        timestamp.Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void Every_day_of_four_centuries_converts_there_and_back()
    {
        using var database = new Database();
        using var command = database.Command("select d from generate_series(date '1580-01-01', date '1980-01-01', interval 1 day) as s(d)");
        using var reader = command.ExecuteReader();
        var expected = new DateTime(1580, 1, 1);
        while (reader.Read())
        {
            var timestamp = reader.GetFieldValue<DuckDBTimestamp>(0);
            timestamp.ToDateTime().Should().Be(expected);
            timestamp.ToDuckDBTimestampStruct().Micros.Should().Be((expected - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond);
            timestamp.Date.ToDuckDBDate().Days.Should().Be((expected - DateTime.UnixEpoch).Days);
            expected = expected.AddDays(1);
        }

        expected.Should().Be(new DateTime(1980, 1, 2));
    }

    [Fact]
    public void What_is_below_a_microsecond_is_cut_off()
    {
        var time = new DateTime(2024, 5, 6, 7, 8, 9).AddTicks(1234567);
        using var database = new Database();
        database.Scalar<DateTime>("select $1::timestamp", time).Should().Be(time.AddTicks(-7));
        ((DuckDBTimestamp)time).ToDateTime().Should().Be(time.AddTicks(-7));
        ((TimeOnly)(DuckDBTimeOnly)new TimeOnly(12345678907)).Should().Be(new TimeOnly(12345678900));
    }

    [Fact]
    public void An_interval_with_months_is_no_fixed_length_of_time()
    {
        using var database = new Database();
        var interval = database.Scalar<DuckDBInterval>("select interval '14 months 3 days 1 microsecond'");
        (interval.Months, interval.Days, interval.Micros).Should().Be((14, 3, 1UL));
        interval.TryConvert(out var none).Should().BeFalse();
        none.Should().BeNull();
        var convert = () => (TimeSpan)interval;
        convert.Should().Throw<ArgumentOutOfRangeException>();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-10)]
    [InlineData(864_000_000_010)]
    [InlineData(-864_000_000_010)]
    [InlineData(922_337_203_685_477_580)]
    public void An_interval_keeps_its_sign_and_length(long ticks)
    {
        var span = new TimeSpan(ticks);
        using var database = new Database();
        database.Scalar<TimeSpan>("select $1::interval", span).Should().Be(span);
        DuckDBInterval interval = span;
        interval.TryConvert(out var back).Should().BeTrue();
        back.Should().Be(span);
    }

    [Fact]
    public void A_time_zone_moves_the_instant_of_a_parameter_to_UTC()
    {
        var local = new DateTimeOffset(2024, 3, 31, 3, 30, 0, TimeSpan.FromHours(2));
        using var database = new Database();
        database.Scalar<DateTimeOffset>("select $1::timestamptz", local).Should().Be(local);
        database.Scalar<long>("select epoch_us($1::timestamptz)", local).Should().Be(local.ToUnixTimeMilliseconds() * 1000);
    }
}
