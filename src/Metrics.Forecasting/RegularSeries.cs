using NodaTime;

namespace Metrics.Forecasting;

/// <summary>A series with a value at each step, known or missing.</summary>
/// <param name="First">When the first one is.</param>
/// <param name="Values">The values, the oldest first; NaN is missing.</param>
/// <param name="Step">How far apart they are.</param>
public sealed record RegularSeries(LocalDateTime First, double[] Values, Step Step)
{
    /// <summary>Puts values on their steps.</summary>
    /// <param name="values">Values and when they are, in any order; steps without one are missing.</param>
    /// <param name="step">The step.</param>
    /// <exception cref="FormatException">Two values are of one step, or a value lies between steps; it names them.</exception>
    public static RegularSeries Of(IReadOnlyCollection<(LocalDateTime At, double Value)> values, Step step)
    {
        if (values.Count == 0) return new RegularSeries(default, [], step);
        var first = values.Min(v => v.At);
        var length = step.Between(first, values.Max(v => v.At)) + 1;
        var grid = Enumerable.Repeat(double.NaN, length).ToArray();
        var taken = new bool[length];
        foreach (var (at, value) in values)
        {
            var place = step.Between(first, at);
            if (step != Step.Month && step.After(first, place) != at) throw new FormatException($"{at:uuuu-MM-dd HH:mm:ss} lies between the steps of {step.Name()} from {first:uuuu-MM-dd HH:mm}");
            if (taken[place]) throw new FormatException($"there are two values of {at:uuuu-MM-dd HH:mm}");
            (taken[place], grid[place]) = (true, value);
        }

        return new RegularSeries(first, grid, step);
    }

    /// <summary>When a value is; those after the last one are to come.</summary>
    public LocalDateTime At(int place) => Step.After(First, place);
}
