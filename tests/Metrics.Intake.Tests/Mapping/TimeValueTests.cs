using Metrics.Intake.Mapping;
using Metrics.Intake.Tests.Support;
using Metrics.Pipelines.Sources;
using NodaTime;

namespace Metrics.Intake.Tests.Mapping;

public sealed class TimeValueTests
{
    [Theory]
    [InlineData("d/M/yyyy HH:mm", "29/2/2020 01:16", "2020-02-29T00:16:00Z")]
    [InlineData("d/M/yyyy HH:mm", "1/12/2020 23:59", "2020-12-01T22:59:00Z")]
    [InlineData("d/M/yyyy HH:mm", "01/02/2020 00:00", "2020-01-31T23:00:00Z")]
    [InlineData("yyyy-MM-dd h:mm:ss tt", "2021-01-01 12:00:00 AM", "2020-12-31T23:00:00Z")]
    [InlineData("yyyy-MM-dd h:mm:ss tt", "2021-01-01 12:00:00 PM", "2021-01-01T11:00:00Z")]
    [InlineData("yyyy-MM-dd h:mm:ss tt", "2021-07-01 5:55:42 PM", "2021-07-01T15:55:42Z")]
    [InlineData("yyyy-MM-dd HH:mm:ss.FFF", "2021-07-01 08:00:00.25", "2021-07-01T06:00:00.25Z")]
    [InlineData("yyyyMMddHHmm", "202107010800", "2021-07-01T06:00:00Z")]
    [InlineData("unix", "1625119200", "2021-07-01T06:00:00Z")]
    [InlineData("unix", "1625119200.303267", "2021-07-01T06:00:00.303267Z")]
    [InlineData("unix", "0", "1970-01-01T00:00:00Z")]
    [InlineData("unix-ms", "1625119200250", "2021-07-01T06:00:00.25Z")]
    public void A_time_is_read_as_its_format_says(string format, string text, string instant) => Time(format, text).Should().Be(Instants.At(instant));

    [Theory]
    [InlineData("d/M/yyyy HH:mm", "2/29/2020 01:16")]
    [InlineData("d/M/yyyy HH:mm", "29/2/2021 01:16")]
    [InlineData("d/M/yyyy HH:mm", "1/13/2020 01:16")]
    [InlineData("d/M/yyyy HH:mm", "1/2/2020  01:16")]
    [InlineData("d/M/yyyy HH:mm", " 1/2/2020 01:16")]
    [InlineData("d/M/yyyy HH:mm", "1/2/2020 01:16 ")]
    [InlineData("d/M/yyyy HH:mm", "1/2/2020 1:16")]
    [InlineData("d/M/yyyy HH:mm", "1/2/20 01:16")]
    [InlineData("d/M/yyyy HH:mm", "1-2-2020 01:16")]
    [InlineData("d/M/yyyy HH:mm", "1/2/2020 24:00")]
    [InlineData("d/M/yyyy HH:mm", "1/2/2020 01:16:00")]
    [InlineData("d/M/yyyy HH:mm", "1/2/2020")]
    [InlineData("d/M/yyyy HH:mm", "1/2/2020 01:16\0")]
    [InlineData("d/M/yyyy HH:mm", "٢/2/2020 01:16")]
    [InlineData("unix", "-1")]
    [InlineData("unix", "+1625119200")]
    [InlineData("unix", " 1625119200")]
    [InlineData("unix", "1625119200.")]
    [InlineData("unix", ".5")]
    [InlineData("unix", "1625119200.1.2")]
    [InlineData("unix", "1,625,119,200")]
    [InlineData("unix", "1625119200250")]
    [InlineData("unix", "1e9")]
    [InlineData("unix", "٢٠٢١")]
    [InlineData("unix-ms", "16251192002501")]
    [InlineData("yyyy-MM-dd", "2021-2-3")]
    [InlineData("yyyy-MM-dd", "2021-02-30")]
    [InlineData("yyyy-MM-dd h:mm:ss tt", "2021-01-01 13:00:00 PM")]
    [InlineData("yyyy-MM-dd h:mm:ss tt", "2021-01-01 1:00:00")]
    public void What_is_not_written_so_is_no_time(string format, string text)
    {
        var fault = ((Func<object?>)(() => Time(format, text))).Fault();
        (fault.Column, fault.Message).Should().Be(("x", $"'{text}' is not a time as {format}"));
    }

    [Fact]
    public void Of_several_formats_the_one_that_fits_counts()
    {
        var value = Values.OfFormat("yyyy-MM-dd", "yyyy-MM");
        value.Date(Values.Row("2021-03-31")).Should().Be("2021-03-31");
        value.Date(Values.Row("2021-03")).Should().Be("2021-03");
    }

    [Fact]
    public void A_text_that_is_two_times_by_two_formats_is_none()
    {
        var value = Values.OfFormat("d/M/yyyy", "M/d/yyyy");
        value.Date(Values.Row("29/2/2020")).Should().Be("2020-02-29");
        value.Date(Values.Row("2/2/2020")).Should().Be("2020-02-02");
        ((Func<object?>)(() => value.Date(Values.Row("1/2/2020")))).Fault().Message.Should().Be("'1/2/2020' is one time as d/M/yyyy and another as M/d/yyyy");
    }

    [Theory]
    [InlineData("1969-12-31", false)]
    [InlineData("1970-01-01", true)]
    [InlineData("2199-12-31", true)]
    [InlineData("2200-01-01", false)]
    public void Times_lie_between_1970_and_2199(string text, bool holds)
    {
        Func<object?> read = () => Time("yyyy-MM-dd", text);
        if (holds) read.Should().NotThrow();
        else read.Fault().Message.Should().Be($"'{text}' is not between 1970 and 2199");
    }

    [Fact]
    public void A_date_and_a_time_in_two_columns_are_one_time()
    {
        var value = Values.Of(new ValueRule { Columns = ["x", "y"], Formats = ["yyyy-MM-dd h:mm:ss tt"] });
        value.Time(Values.Row("2021-01-01", "8:02:42 AM")).Should().Be(Instants.At("2021-01-01T07:02:42Z"));
        value.Time(Values.Row("", "")).Should().BeNull();
        var fault = ((Func<object?>)(() => value.Time(Values.Row("2021-01-01")))).Fault();
        (fault.Column, fault.Message).Should().Be(("x + y", "one part is there and another is missing"));
    }

    private static Instant? Time(string format, string text) => Values.OfFormat(format).Time(Values.Row(text));
}
