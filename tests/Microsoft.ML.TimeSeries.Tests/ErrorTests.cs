using Microsoft.ML.Transforms.TimeSeries;

namespace Microsoft.ML.TimeSeries.Tests;

/// <summary>What the real API refuses, in the same words; and what it only warns of.</summary>
public sealed class ErrorTests
{
    private readonly MLContext _ml = new();

    [Theory]
    [InlineData(1, 30, "The window size should be at least 2.*windowSize*")]
    [InlineData(30, 30, "The series length should be greater than the window size.*seriesLength*")]
    public void A_window_out_of_range_is_named(int window, int seriesLength, string message)
    {
        var fit = () => Fit(Ramp(100), window, seriesLength, 100);
        fit.Should().Throw<ArgumentOutOfRangeException>().WithMessage(message);
    }

    [Fact]
    public void A_window_too_large_for_the_training_size_is_an_invalid_operation()
    {
        var fit = () => Fit(Ramp(100), 12, 100, 24);
        fit.Should().Throw<InvalidOperationException>().WithMessage("The input size for training should be greater than twice the window size.");
    }

    [Fact]
    public void A_fixed_rank_lies_below_the_window()
    {
        var fit = () => _ml.Forecasting.ForecastBySsa("Values", "Value", 6, 100, 100, 3, rankSelectionMethod: RankSelectionMethod.Fixed, rank: 6).Fit(Rows(Ramp(100)));
        fit.Should().Throw<ArgumentOutOfRangeException>().WithMessage("The rank should be in [1, windowSize).*");
    }

    [Fact]
    public void A_column_that_is_missing_or_of_another_type_is_named()
    {
        var missing = () => _ml.Forecasting.ForecastBySsa("Values", "Other", 6, 100, 100, 3).Fit(Rows(Ramp(100)));
        missing.Should().Throw<ArgumentOutOfRangeException>().WithMessage("Could not find feature column 'Other'*");
        var wide = () => _ml.Forecasting.ForecastBySsa("Values", "Wide", 6, 100, 100, 3).Fit(Rows(Ramp(100)));
        wide.Should().Throw<ArgumentOutOfRangeException>().WithMessage("Schema mismatch for feature column 'Wide': expected Single, got Double*");
    }

    [Fact]
    public void A_series_too_short_is_warned_of_and_forecast_as_nothing()
    {
        var said = new List<string>();
        _ml.Log += (_, e) => said.Add(e.Message);
        Fit(Ramp(10), 6, 100, 100).Values.Should().OnlyContain(v => v == 0);
        said.Should().ContainSingle().Which.Should().Contain("does not have enough points");
    }

    [Fact]
    public void A_line_goes_on_and_what_follows_the_training_size_plays_no_part()
    {
        var line = Fit(Ramp(60), 6, 60, 60).Values;
        for (var h = 0; h < line.Length; h++) line[h].Should().BeApproximately(60 + h, 1.5f);
        Fit([.. Ramp(60), 1e6f, -1e6f], 6, 60, 60).Values.Should().Equal(line);
    }

    [Fact]
    public void A_gap_is_left_out_which_moves_what_follows()
        => Fit([.. Ramp(30), float.NaN, .. Ramp(30)], 6, 60, 60).Values.Should().Equal(Fit([.. Ramp(30), .. Ramp(30)], 6, 60, 60).Values);

    private static float[] Ramp(int length) => [.. Enumerable.Range(0, length).Select(t => (float)t)];

    private IDataView Rows(float[] values) => _ml.Data.LoadFromEnumerable(values.Select(v => new Row { Value = v, Wide = v }));

    private Outlook Fit(float[] values, int window, int seriesLength, int trainSize)
        => _ml.Forecasting.ForecastBySsa(nameof(Outlook.Values), nameof(Row.Value), window, seriesLength, trainSize, 3).Fit(Rows(values)).CreateTimeSeriesEngine<Row, Outlook>(_ml).Predict();

    private sealed class Row
    {
        public float Value { get; set; }

        public double Wide { get; set; }
    }

    private sealed class Outlook
    {
        public float[] Values { get; set; } = [];
    }
}
