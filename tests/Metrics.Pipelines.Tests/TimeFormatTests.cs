using Metrics.Pipelines.Sources;

namespace Metrics.Pipelines.Tests;

public sealed class TimeFormatTests
{
    [Theory]
    [InlineData("yyyy-MM-dd", true, false)]
    [InlineData("yyyy-MM", false, false)]
    [InlineData("MMM yyyy", false, false)]
    [InlineData("dddd, MMMM yyyy", false, false)]
    [InlineData("d/M/yyyy H:mm", true, true)]
    [InlineData("yyyy-MM-dd h:mm:ss tt", true, true)]
    [InlineData("yyyy'd'MM", false, false)]
    [InlineData(@"yyyy\dMM", false, false)]
    [InlineData("yyyyMMdd'H'", true, false)]
    [InlineData("yyyy-MM-ddTHH:mm:ssK", true, true)]
    [InlineData("dd.MM.yy", true, false)]
    [InlineData("unix", true, true)]
    [InlineData("unix-ms", true, true)]
    public void A_format_says_a_day_a_time_or_neither(string format, bool day, bool time)
        => (TimeFormat.Fault(format), TimeFormat.HasDay(format), TimeFormat.HasTime(format)).Should().Be((null, day, time));

    [Theory]
    [InlineData("")]
    [InlineData("yyyy")]
    [InlineData("HH:mm:ss")]
    [InlineData("dd/MM HH:mm")]
    [InlineData("o")]
    [InlineData("s")]
    [InlineData("yyyy-MM HH:mm")]
    [InlineData("yyyy-MM-dd hh:mm")]
    [InlineData("yyyy-MM-dd \"HH")]
    [InlineData("yyyy-MM-dd %")]
    [InlineData("Unix")]
    public void A_format_that_leaves_something_to_be_guessed_is_none(string format) => TimeFormat.Fault(format).Should().NotBeNull();
}
