using System.Globalization;
using Metrics.ServiceDesk.Events;
using Metrics.ServiceDesk.Surveys;
using NodaTime;

namespace Metrics.ServiceDesk.Tests.Surveys;

public sealed class SurveyFoldTests
{
    [Fact]
    public void An_answer_is_one_of_its_own_with_its_square()
    {
        var fact = Fold(new SurveyRated { Rating = 4.5m, ScaleLow = 0, ScaleHigh = 5, Ticket = "T1", Unit = "A" });
        (fact.Answers, fact.RatingSum, fact.SquareSum, fact.Ticket, fact.Slice.Unit, fact.AnswerId).Should().Be((1, 4.5m, 20.25m, "T1", "A", "e"));
    }

    [Fact]
    public void An_outcome_counts_its_mean_as_often_as_it_has_answers_and_hides_the_spread()
    {
        var fact = Fold(new SurveyResult { Mean = 72.4m, ScaleLow = 0, ScaleHigh = 100, Answers = 1318, ResponseRate = 0.43m });
        (fact.Answers, fact.RatingSum, fact.SquareSum, fact.ResponseRate).Should().Be((1318, 95423.2m, null, 0.43m));
    }

    [Theory]
    [InlineData("0", "5.0", "0-5")]
    [InlineData("1.50", "4", "1.5-4")]
    [InlineData("-2", "2", "-2-2")]
    public void A_scale_is_named_by_its_ends(string low, string high, string name)
        => new SurveyScale(decimal.Parse(low, CultureInfo.InvariantCulture), decimal.Parse(high, CultureInfo.InvariantCulture)).ToString().Should().Be(name);

    [Fact]
    public void A_margin_needs_two_answers_and_is_nothing_where_all_say_the_same()
    {
        SurveySpread.Margin(1, 4, 16).Should().BeNull();
        SurveySpread.Margin(2, 8, 32).Should().Be(0);
        SurveySpread.Margin(4, 10, 30).Should().BeApproximately(1.2651745m, 0.0000001m, "s² is 5/3");
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(29, true)]
    [InlineData(30, false)]
    public void Fewer_than_thirty_answers_are_unsure(int answers, bool unsure) => SurveySpread.IsUnsure(answers).Should().Be(unsure);

    private static SurveyFact Fold(EventData data) => SurveyFold.Fold([ServiceEvent.Create(data, "default", "enkät", "e", "about", Instant.FromUtc(2023, 3, 15, 12, 0))]);
}
