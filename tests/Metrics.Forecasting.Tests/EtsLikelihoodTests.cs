using Metrics.Forecasting.Methods;
using Metrics.Forecasting.Smoothing;

namespace Metrics.Forecasting.Tests;

/// <summary>The derivatives that the search goes by, and that it finds what made a series.</summary>
public sealed class EtsLikelihoodTests
{
    public static TheoryData<string> Forms => [.. EtsForm.Admissible(isPositive: true, isSeasonal: true).Select(f => f.ToString())];

    [Theory]
    [MemberData(nameof(Forms))]
    public void The_gradient_is_what_small_steps_say(string name)
    {
        var form = EtsForm.Admissible(isPositive: true, isSeasonal: true).Single(f => f.ToString() == name);
        var random = new Random(7);
        double[] values = [.. Enumerable.Range(0, 60).Select(t => (100 + t + (20 * Math.Sin(t * Math.PI / 2))) * (0.9 + (0.2 * random.NextDouble())))];
        var likelihood = new EtsLikelihood(form, values, 4);
        double[] point = [.. likelihood.Start.Select(p => p + (0.1 * (random.NextDouble() - 0.5)))];
        var gradient = new double[point.Length];
        likelihood.Value(point, gradient);
        for (var i = 0; i < point.Length; i++)
        {
            const double Step = 1e-5;
            double At(double step) => likelihood.Value([.. point.Select((p, j) => j == i ? p + step : p)], new double[point.Length]);
            var slope = (At(Step) - At(-Step)) / (2 * Step);
            gradient[i].Should().BeApproximately(slope, 1e-4 * Math.Max(1, Math.Abs(slope)), "{0}, parameter {1}", name, i);
        }
    }

    [Fact]
    public void The_forms_are_those_that_R_chooses_among()
    {
        EtsForm.Admissible(isPositive: true, isSeasonal: true).Select(f => f.ToString()).Should().BeEquivalentTo(
            "ETS(A,N,N)", "ETS(A,A,N)", "ETS(A,Ad,N)", "ETS(A,N,A)", "ETS(A,A,A)", "ETS(A,Ad,A)",
            "ETS(M,N,N)", "ETS(M,A,N)", "ETS(M,Ad,N)", "ETS(M,N,A)", "ETS(M,A,A)", "ETS(M,Ad,A)", "ETS(M,N,M)", "ETS(M,A,M)", "ETS(M,Ad,M)");
        EtsForm.Admissible(isPositive: false, isSeasonal: true).Should().OnlyContain(f => f.Error == Entry.Additive && f.Season != Entry.Multiplicative);
    }

    [Fact]
    public void A_line_with_a_season_goes_on()
    {
        double[] values = [.. Enumerable.Range(0, 72).Select(t => 1000 + (5.0 * t) + (t % 12 == 6 ? 300 : 0))];
        var forecast = new ExponentialSmoothing().Forecast(values, 12, 12);
        for (var h = 0; h < 12; h++) forecast[h].Should().BeApproximately(1000 + (5.0 * (72 + h)) + (h == 6 ? 300 : 0), 15);
    }

    [Fact]
    public void Deviations_grow_with_the_distance()
    {
        var random = new Random(3);
        var level = 100.0;
        double[] walk = [.. Enumerable.Range(0, 100).Select(_ => level += random.NextDouble() - 0.5)];
        var deviation = EtsModel.Fit(EtsForm.Simple, walk, 1).Deviation(12);
        deviation.Should().BeInAscendingOrder();
        // A random walk's errors add up: four steps ahead twice as far as one.
        (deviation[3] / deviation[0]).Should().BeInRange(1.6, 2.1);
    }
}
