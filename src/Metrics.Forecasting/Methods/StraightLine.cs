namespace Metrics.Forecasting.Methods;

/// <summary>The least squares line of a series over 1, 2, ….</summary>
/// <param name="Intercept">Its value at 0.</param>
/// <param name="Slope">What it rises a step.</param>
internal readonly record struct StraightLine(double Intercept, double Slope)
{
    /// <summary>The line of a series; of one value, level.</summary>
    public static StraightLine Of(double[] values)
    {
        if (values.Length < 2) return new StraightLine(values[0], 0);
        var (intercept, slope) = MathNet.Numerics.Fit.Line([.. Enumerable.Range(1, values.Length).Select(t => (double)t)], values);
        return new StraightLine(intercept, slope);
    }
}
