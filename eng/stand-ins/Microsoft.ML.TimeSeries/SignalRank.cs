namespace Microsoft.ML.Transforms.TimeSeries;

/// <summary>
/// How many components are signal: the number with which the recurrence, started once from the reconstructed signal and fed with its own
/// predictions, comes nearest to the end of the series (up to its last 200 values, or the window if that is longer).
/// </summary>
internal static class SignalRank
{
    private const int Evaluated = 200;

    /// <summary>From the whole reconstructed signal, which is kept.</summary>
    /// <param name="series">The series.</param>
    /// <param name="matrix">Its trajectory matrix.</param>
    /// <param name="vectors">The left singular vectors, one after another.</param>
    /// <param name="window">The window.</param>
    /// <param name="maxRank">The most components.</param>
    /// <param name="signal">Where the signal of the chosen rank is written.</param>
    public static int Exact(float[] series, TrajectoryMatrix matrix, float[] vectors, int window, int maxRank, float[] signal)
    {
        var reconstructed = new float[series.Length];
        var start = series.Length - Math.Min(Math.Max(window, Evaluated), matrix.Columns);
        return Choose(series, vectors, window, maxRank, start, component =>
        {
            matrix.AddDiagonalMeans(vectors, window * component, matrix.TransposedTimes(vectors, window * component), reconstructed);
            float mean = 0;
            for (var i = 0; i < series.Length; i++) mean += series[i] - reconstructed[i];
            return (reconstructed.AsMemory(start - window + 1, window - 1), mean / series.Length);
        }, () => reconstructed.CopyTo(signal, 0));
    }

    /// <summary>From the window before the evaluated end alone.</summary>
    /// <param name="series">The series.</param>
    /// <param name="vectors">The left singular vectors, one after another.</param>
    /// <param name="window">The window.</param>
    /// <param name="maxRank">The most components.</param>
    public static int Fast(float[] series, float[] vectors, int window, int maxRank)
    {
        var reconstructed = new float[window - 1];
        var start = series.Length - Math.Min(Math.Max(window, Evaluated), series.Length - window + 1);
        var offset = start - window + 1;
        return Choose(series, vectors, window, maxRank, start, component =>
        {
            float weight = 0;
            for (var j = 0; j < window; j++) weight += series[offset + j] * vectors[(window * component) + j];
            for (var j = 0; j < window - 1; j++) reconstructed[j] += weight * vectors[(window * component) + j];
            float mean = 0;
            for (var j = 0; j < window - 1; j++) mean += series[offset + j] - reconstructed[j];
            return (reconstructed.AsMemory(), mean / (window - 1));
        }, () => { });
    }

    /// <summary>The signal's last 2L − 1 values, from the last two windows that don't overlap but in one value.</summary>
    /// <param name="series">The series.</param>
    /// <param name="vectors">The left singular vectors, one after another.</param>
    /// <param name="window">The window.</param>
    /// <param name="rank">The components.</param>
    /// <param name="signal">Where it is written.</param>
    public static void Tail(float[] series, float[] vectors, int window, int rank, float[] signal)
    {
        var (first, second) = (series.Length - (2 * window) + 1, series.Length - window);
        for (var i = 0; i < rank; i++)
        {
            var vector = vectors.AsSpan(window * i, window);
            float weight = 0, next = 0;
            for (var j = 0; j < window; j++) weight += series[first + j] * vector[j];
            for (var j = 0; j < window; j++) next += series[second + j] * vector[j];
            for (var j = 0; j < window - 1; j++) signal[j] += weight * vector[j];
            for (var j = 1; j < window; j++) signal[window - 1 + j] += next * vector[j];
            signal[window - 1] += ((weight * vector[window - 1]) + (next * vector[0])) / 2;
        }
    }

    private static int Choose(
        float[] series, float[] vectors, int window, int maxRank, int start, Func<int, (ReadOnlyMemory<float> Before, float NoiseMean)> add, Action keep)
    {
        var recurrence = new float[window - 1];
        var values = new float[window - 1 + series.Length - start];
        float verticality = 0;
        var (least, rank) = (double.MaxValue, maxRank);
        for (var component = 0; component < maxRank; component++)
        {
            var last = vectors[(window * (component + 1)) - 1];
            for (var j = 0; j < recurrence.Length; j++) recurrence[j] += last * vectors[(window * component) + j];
            verticality += last * last;
            var (before, noiseMean) = add(component);
            before.CopyTo(values);
            var error = 0.0;
            for (var i = start; i < series.Length; i++)
            {
                float value = 0;
                for (var j = 0; j < recurrence.Length; j++) value += recurrence[j] * values[i - start + j];
                value /= 1 - verticality;
                value += noiseMean;
                values[i - start + window - 1] = value;
                error += Math.Abs(series[i] - value);
                if (error > least) break;
            }

            if (!(error < least)) continue;
            (least, rank) = (error, component + 1);
            keep();
        }

        return rank;
    }
}
