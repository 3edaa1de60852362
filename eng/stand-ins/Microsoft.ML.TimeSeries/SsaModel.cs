using MathNet.Numerics.LinearAlgebra;

namespace Microsoft.ML.Transforms.TimeSeries;

/// <summary>
/// Singular spectrum analysis of a series and its recurrent forecast (Golyandina and Zhigljavsky, "Singular Spectrum Analysis for Time
/// Series", 2013, 2.1 and 3.1). Rank choice, stabilising, noise moments and single precision follow what ML.NET's source
/// (dotnet/machinelearning, Microsoft.ML.TimeSeries, AdaptiveSingularSpectrumSequenceModeler) does, so that outputs are the same.
/// </summary>
internal sealed class SsaModel
{
    private readonly float[] _recurrence;
    private readonly float[] _state;
    private readonly float _observationVariance;
    private readonly float _recurrenceVariance;

    private SsaModel(float[] recurrence, float[] state, float observationVariance, float recurrenceVariance)
        => (_recurrence, _state, _observationVariance, _recurrenceVariance) = (recurrence, state, observationVariance, recurrenceVariance);

    /// <summary>Learns a series without gaps, longer than twice the window.</summary>
    public static SsaModel Train(float[] series, SsaOptions options, Action<string> warn)
    {
        var (window, maxRank) = (options.WindowSize, options.WindowSize - 1);
        while (true)
        {
            var matrix = new TrajectoryMatrix(series, series.Length, window);
            var vectors = LeftSingularVectors(matrix, window);
            var isUsable = vectors is not null;
            // An eigenvector along the last axis cannot be forecast with: a smaller window is tried, with half its rank.
            if (isUsable && Enumerable.Range(1, window).Any(i => vectors![(i * window) - 1] is 1 or -1))
            {
                if (window > 2)
                {
                    window--;
                    maxRank = window / 2;
                    continue;
                }

                isUsable = false;
            }

            if (isUsable) return Learn(series, matrix, vectors!, window, maxRank, options, warn);
            warn("The precise SSA model cannot be trained.");
            return Learn(series, matrix, Enumerable.Repeat((float)(1 / Math.Sqrt(window)), window * window).ToArray(), window, 0, options, warn);
        }
    }

    /// <summary>The mean and the standard deviation of the next values.</summary>
    public (float[] Mean, float[] Deviation) Forecast(int horizon)
    {
        var lags = _recurrence.Length;
        var values = new float[lags + horizon];
        _state.CopyTo(values, 0);
        var response = new float[lags + horizon];
        response[lags - 1] = 1;
        var (mean, deviation) = (new float[horizon], new float[horizon]);
        float variance = 0;
        for (var step = 0; step < horizon; step++)
        {
            float value = 0, answer = 0;
            for (var j = 0; j < lags; j++)
            {
                value += values[step + j] * _recurrence[j];
                answer += _recurrence[j] * response[step + j];
            }

            (values[lags + step], response[lags + step], mean[step]) = (value, answer, value);
            // The library leaves out the response one step after a shock.
            variance = step == 0 ? _recurrenceVariance + _observationVariance : variance + (_recurrenceVariance * answer * answer);
            deviation[step] = (float)Math.Sqrt(variance);
        }

        return (mean, deviation);
    }

    // Rank 0 stands for the average of the window, where no spectrum can be had.
    private static SsaModel Learn(float[] series, TrajectoryMatrix matrix, float[] vectors, int window, int maxRank, SsaOptions options, Action<string> warn)
    {
        var signal = new float[options.RankSelection == RankSelectionMethod.Exact ? series.Length : (2 * window) - 1];
        var rank = maxRank == 0 ? 1 : options.RankSelection switch
        {
            RankSelectionMethod.Exact => SignalRank.Exact(series, matrix, vectors, window, maxRank, signal),
            RankSelectionMethod.Fast => SignalRank.Fast(series, vectors, window, maxRank),
            _ => options.Rank ?? maxRank,
        };
        var recurrence = Recurrence(vectors, window, rank);
        if (options.ShouldStabilize && maxRank > 0 && !Stabilizer.Stabilize(recurrence, options.MaxGrowth?.Ratio ?? double.PositiveInfinity))
            warn("The trained model cannot be stablized.");

        var (observation, autoregression) = (0f, 0f);
        if (!string.IsNullOrEmpty(options.LowerBound))
        {
            if (options.RankSelection != RankSelectionMethod.Exact) SignalRank.Tail(series, vectors, window, rank, signal);
            (observation, autoregression) = NoiseVariances(series.AsSpan(series.Length - signal.Length), signal, recurrence);
        }

        return new SsaModel(recurrence, Project(series.AsSpan(series.Length - window), vectors, window, rank)[1..], observation, autoregression);
    }

    // By falling singular value, one after another; null where the decomposition fails.
    private static float[]? LeftSingularVectors(TrajectoryMatrix matrix, int window)
    {
        var covariance = matrix.Covariance();
        try
        {
            var evd = Matrix<double>.Build.Dense(window, window, (i, j) => covariance[(i * window) + j]).Evd(Symmetricity.Symmetric);
            float[] values = [.. evd.EigenValues.Select(v => (float)v.Real)];
            var order = Enumerable.Range(0, window).ToArray();
            Array.Sort(order, (a, b) => values[b].CompareTo(values[a]));
            float[] vectors = [.. order.SelectMany(i => evd.EigenVectors.Column(i)).Select(v => (float)v)];
            return Array.Exists(vectors, float.IsNaN) ? null : vectors;
        }
        catch (Exception e) when (e is MathNet.Numerics.NonConvergenceException or ArgumentException)
        {
            return null;
        }
    }

    // The linear recurrence that signals of the subspace obey: the last coordinate from those before it.
    private static float[] Recurrence(float[] vectors, int window, int rank)
    {
        float verticality = 0;
        for (var i = 0; i < rank; i++) verticality += vectors[(window * (i + 1)) - 1] * vectors[(window * (i + 1)) - 1];
        var recurrence = new float[window - 1];
        for (var j = 0; j < recurrence.Length; j++)
        {
            float total = 0;
            for (var i = 0; i < rank; i++) total += vectors[(window * i) + j] * vectors[(window * (i + 1)) - 1];
            recurrence[j] = total / (1 - verticality);
        }

        return recurrence;
    }

    private static float[] Project(ReadOnlySpan<float> values, float[] vectors, int window, int rank)
    {
        var projected = new float[window];
        for (var i = 0; i < rank; i++)
        {
            float weight = 0;
            for (var j = 0; j < window; j++) weight += vectors[(window * i) + j] * values[j];
            for (var j = 0; j < window; j++) projected[j] += weight * vectors[(window * i) + j];
        }

        return projected;
    }

    private static (float Observation, float Autoregression) NoiseVariances(ReadOnlySpan<float> series, float[] signal, float[] recurrence)
    {
        float mean = 0, squares = 0;
        for (var i = 0; i < signal.Length; i++) mean += series[i] - signal[i];
        mean /= signal.Length;
        for (var i = 0; i < signal.Length; i++) squares += (series[i] - signal[i]) * (series[i] - signal[i]);
        var observation = (squares / signal.Length) - (mean * mean);

        var lags = recurrence.Length;
        var predicted = new TrajectoryMatrix(signal, signal.Length - 1, lags).TransposedTimes(recurrence, 0);
        float error = 0, variance = 0;
        for (var i = 0; i < predicted.Length; i++) error += signal[lags + i] - predicted[i];
        error /= predicted.Length;
        for (var i = 0; i < predicted.Length; i++) variance += (signal[lags + i] - predicted[i] - error) * (signal[lags + i] - predicted[i] - error);
        return (observation, variance / (predicted.Length - lags));
    }
}
