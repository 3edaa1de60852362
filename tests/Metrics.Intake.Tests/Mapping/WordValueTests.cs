using Metrics.Intake.Mapping;
using Metrics.Intake.Tests.Support;
using Metrics.Pipelines.Sources;

namespace Metrics.Intake.Tests.Mapping;

public sealed class WordValueTests
{
    private static readonly Dictionary<string, string> YesAndNo = new() { ["Y"] = "answered", ["N"] = "abandoned", ["-"] = "?" };

    [Fact]
    public void Null_tokens_are_nothing_to_the_letter()
    {
        var value = Values.Of(new ValueRule { Columns = ["x"] }, nulls: ["?", "N/A"]);
        value.Text(Values.Row("?")).Should().BeNull();
        value.Text(Values.Row("N/A")).Should().BeNull();
        value.Text(Values.Row("n/a")).Should().Be("n/a");
        value.Text(Values.Row(" ?")).Should().Be(" ?");
        value.Text(Values.Row("")).Should().Be("");
    }

    [Fact]
    public void Words_mean_what_the_mapping_says_and_others_are_faults()
    {
        var value = Values.Of(new ValueRule { Columns = ["x"], Values = YesAndNo }, nulls: ["", "?"]);
        value.Text(Values.Row("Y")).Should().Be("answered");
        value.Text(Values.Row("-")).Should().BeNull("the word means a null token");
        ((Func<object?>)(() => value.Text(Values.Row("y")))).Fault().Message.Should().Be("'y' is not one of Y, N, -");
    }

    [Fact]
    public void Other_words_are_kept_where_the_mapping_keeps_them()
        => Values.Of(new ValueRule { Columns = ["x"], Values = YesAndNo, KeepOthers = true }).Text(Values.Row("y")).Should().Be("y");

    [Fact]
    public void A_default_stands_for_what_is_missing()
        => Values.Of(new ValueRule { Columns = ["x"], Default = "flow" }).Text(Values.Row("")).Should().Be("flow");

    [Fact]
    public void Of_alternatives_the_first_that_the_row_fills_counts()
    {
        var value = Values.Of(new ValueRule { Columns = ["x", "no such column", "y"], Either = true });
        value.Text(Values.Row("a", "b")).Should().Be("a");
        value.Text(Values.Row("", "b")).Should().Be("b");
        value.Text(Values.Row("")).Should().BeNull();
    }

    [Fact]
    public void Alternatives_may_all_be_optional()
        => Values.Of(new ValueRule { Columns = ["no", "none"], Either = true, Optional = true, Default = "d" }).Text(Values.Row("a")).Should().Be("d");

    [Fact]
    public void Of_two_optional_columns_a_file_has_both_or_neither()
    {
        Values.Of(new ValueRule { Columns = ["no", "none"], Optional = true }).Text(Values.Row("a")).Should().BeNull();
        var bind = () => Values.Of(new ValueRule { Columns = ["x", "none"], Optional = true });
        bind.Should().Throw<Metrics.Pipelines.Yaml.ConfigurationException>().WithMessage("file.csv:1: the column 'none' is missing*");
    }
}
