using Metrics.Intake.Mapping;
using Metrics.Intake.Tests.Support;
using Metrics.Pipelines.Sources;
using NodaTime;

namespace Metrics.Intake.Tests.Mapping;

public sealed class ZoneValueTests
{
    private static readonly ValueRule Clock = new() { Columns = ["x"], Formats = ["yyyy-MM-dd HH:mm:ss"] };

    [Theory]
    [InlineData("2021-03-28 01:59:59", "2021-03-28T00:59:59Z")]
    [InlineData("2021-03-28 03:00:00", "2021-03-28T01:00:00Z")]
    [InlineData("2021-10-31 01:59:59", "2021-10-30T23:59:59Z")]
    [InlineData("2021-10-31 03:00:00", "2021-10-31T02:00:00Z")]
    public void Times_beside_a_change_of_clocks_are_read_in_their_zone(string text, string instant)
        => Values.Of(Clock).Time(Values.Row(text)).Should().Be(Instants.At(instant));

    [Theory]
    [InlineData(AmbiguousTime.Reject)]
    [InlineData(AmbiguousTime.Earlier)]
    [InlineData(AmbiguousTime.Later)]
    public void A_time_in_the_hour_that_is_skipped_does_not_exist_whatever_the_mapping_says_of_others(AmbiguousTime ambiguous)
    {
        foreach (var text in new[] { "2021-03-28 02:00:00", "2021-03-28 02:59:59" })
        {
            ((Func<object?>)(() => Values.Of(Clock, ambiguous: ambiguous).Time(Values.Row(text)))).Fault().Message
                .Should().Be($"'{text}' does not exist in Europe/Stockholm: clocks go forward past it");
        }
    }

    [Theory]
    [InlineData("2021-10-31 02:00:00", "2021-10-31T00:00:00Z", "2021-10-31T01:00:00Z")]
    [InlineData("2021-10-31 02:59:59", "2021-10-31T00:59:59Z", "2021-10-31T01:59:59Z")]
    public void A_time_in_the_hour_that_is_repeated_is_what_the_mapping_says(string text, string earlier, string later)
    {
        Values.Of(Clock, ambiguous: AmbiguousTime.Earlier).Time(Values.Row(text)).Should().Be(Instants.At(earlier));
        Values.Of(Clock, ambiguous: AmbiguousTime.Later).Time(Values.Row(text)).Should().Be(Instants.At(later));
        ((Func<object?>)(() => Values.Of(Clock).Time(Values.Row(text)))).Fault().Message.Should().StartWith($"'{text}' occurs twice in Europe/Stockholm");
    }

    [Theory]
    [InlineData("Europe/Stockholm", "2021-10-31", "2021-10-30T22:00:00Z")]
    [InlineData("America/Sao_Paulo", "2018-11-04", "2018-11-04T03:00:00Z")]
    [InlineData("America/Havana", "2021-11-07", "2021-11-07T04:00:00Z")]
    public void A_day_begins_at_its_first_moment_even_where_midnight_is_skipped_or_repeated(string zone, string day, string instant)
        => Values.Of(new ValueRule { Columns = ["x"], Formats = ["yyyy-MM-dd"] }, zone).Time(Values.Row(day)).Should().Be(Instants.At(instant));

    [Theory]
    [InlineData("yyyy-MM-ddTHH:mm:sszzz", "2021-10-31T02:30:00+02:00", "2021-10-31T00:30:00Z")]
    [InlineData("yyyy-MM-ddTHH:mm:sszzz", "2021-10-31T02:30:00+01:00", "2021-10-31T01:30:00Z")]
    [InlineData("yyyy-MM-ddTHH:mm:ssK", "2021-03-28T02:30:00Z", "2021-03-28T02:30:00Z")]
    [InlineData("yyyy-MM-ddTHH:mm:ssK", "2021-07-01T08:00:00", "2021-07-01T06:00:00Z")]
    [InlineData("yyyy-MM-ddTHH:mm:ssZ", "2021-07-01T08:00:00Z", "2021-07-01T08:00:00Z")]
    public void A_time_that_says_its_own_offset_is_believed(string format, string text, string instant)
        => Values.OfFormat(format).Time(Values.Row(text)).Should().Be(Instants.At(instant));

    [Fact]
    public void The_day_of_a_time_with_an_offset_is_the_zone_s_day()
        => Values.OfFormat("yyyy-MM-ddTHH:mm:ssK").Date(Values.Row("2021-06-30T22:30:00Z")).Should().Be("2021-07-01");
}
