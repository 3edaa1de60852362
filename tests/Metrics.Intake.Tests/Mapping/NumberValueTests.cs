using System.Globalization;
using Metrics.Intake.Mapping;
using Metrics.Intake.Tests.Support;
using Metrics.Pipelines.Sources;

namespace Metrics.Intake.Tests.Mapping;

public sealed class NumberValueTests
{
    [Theory]
    [InlineData("5", "5")]
    [InlineData("+5", "5")]
    [InlineData("-5", "-5")]
    [InlineData("0005", "5")]
    [InlineData("5.25", "5.25")]
    [InlineData(".5", "0.5")]
    [InlineData("5.", "5")]
    [InlineData("-0", "0")]
    public void A_number_has_a_sign_digits_and_a_point(string text, string number)
        => Number(new ValueRule { Columns = ["x"] }, text).Should().Be(decimal.Parse(number, CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("1e5")]
    [InlineData(" 5")]
    [InlineData("5 ")]
    [InlineData("5-")]
    [InlineData("(5)")]
    [InlineData("--5")]
    [InlineData("1,5")]
    [InlineData("1.2.3")]
    [InlineData("1 554 319")]
    [InlineData("1_0")]
    [InlineData("0x5")]
    [InlineData("5%")]
    [InlineData("5\0")]
    [InlineData("\u22125")]
    [InlineData("٥")]
    [InlineData("NaN")]
    [InlineData("∞")]
    [InlineData("-")]
    [InlineData(".")]
    [InlineData("99999999999999999999999999999999")]
    public void Anything_else_is_no_number(string text)
    {
        var fault = Fault(new ValueRule { Columns = ["x"] }, text);
        (fault.Column, fault.Message).Should().Be(("x", $"'{text}' is not a number with the decimal sign '.' and no other separators"));
    }

    [Theory]
    [InlineData("0,5", "0.5")]
    [InlineData("61,125", "61.125")]
    [InlineData("5", "5")]
    public void A_decimal_comma_is_a_comma(string text, string number)
        => Number(new ValueRule { Columns = ["x"], DecimalSign = ',' }, text).Should().Be(decimal.Parse(number, CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("3,87,16,91,111")]
    [InlineData("1.234,5")]
    [InlineData("1.5")]
    public void Where_the_comma_is_decimal_a_point_or_a_second_comma_is_not_guessed_at(string text)
        => Fault(new ValueRule { Columns = ["x"], DecimalSign = ',' }, text).Message.Should().Contain("decimal sign ','");

    [Fact]
    public void A_unit_makes_seconds_of_a_number()
        => Number(new ValueRule { Columns = ["x"], Factor = 60 }, "1.5").Should().Be(90);

    [Fact]
    public void A_number_too_large_to_be_made_seconds_of_is_a_fault_of_the_row()
        => Fault(new ValueRule { Columns = ["x"], Factor = 3600 }, "79228162514264337593543950335").Message.Should().Contain("larger than any number");

    [Theory]
    [InlineData(@"hh\:mm\:ss", "00:02:23", 143)]
    [InlineData(@"hh\:mm\:ss", "23:59:59", 86399)]
    [InlineData(@"m\:ss", "2:23", 143)]
    public void A_duration_is_seconds(string format, string text, int seconds)
        => Number(new ValueRule { Columns = ["x"], Duration = format }, text).Should().Be(seconds);

    [Theory]
    [InlineData("0:02:23")]
    [InlineData("00:60:00")]
    [InlineData("24:00:00")]
    [InlineData("-00:02:23")]
    [InlineData(" 00:02:23")]
    [InlineData("00:02:23\0")]
    [InlineData("00:02")]
    [InlineData("143")]
    public void A_duration_written_otherwise_is_none(string text)
        => Fault(new ValueRule { Columns = ["x"], Duration = @"hh\:mm\:ss" }, text).Message.Should().Be($"'{text}' is not a duration as hh:mm:ss");

    private static decimal? Number(ValueRule rule, string text) => Values.Of(rule).Number(Values.Row(text));

    private static RowException Fault(ValueRule rule, string text) => ((Func<object?>)(() => Number(rule, text))).Fault();
}
