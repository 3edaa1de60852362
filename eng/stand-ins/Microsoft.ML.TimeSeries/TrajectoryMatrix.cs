namespace Microsoft.ML.Transforms.TimeSeries;

/// <summary>
/// The trajectory matrix of a series of length N under a window of L: L rows, K = N − L + 1 columns, entry (i, j) is value i + j
/// (Golyandina and Zhigljavsky, "Singular Spectrum Analysis for Time Series", 2013, 2.1). The library keeps its numbers in single precision;
/// products of long series it makes by Fourier transforms in double precision, so there sums are kept in double precision here.
/// </summary>
internal sealed class TrajectoryMatrix
{
    private readonly float[] _series;
    private readonly int _length;
    private readonly int _window;
    private readonly bool _isPrecise;

    public TrajectoryMatrix(float[] series, int length, int window)
    {
        (_series, _length, _window) = (series, length, window);
        _isPrecise = (long)window * Columns > (3 + (3 * Math.Log(length))) * length;
    }

    public int Columns => _length - _window + 1;

    /// <summary>The matrix times its own transpose, L × L, by rows.</summary>
    public float[] Covariance()
    {
        var covariance = new float[_window * _window];
        for (var j = 0; j < _window; j++) covariance[j] = Product(_series, 0, j, Columns);
        for (var i = 1; i < _window; i++)
        {
            for (var j = 0; j < i; j++) covariance[(i * _window) + j] = covariance[(j * _window) + i];
            // Along a diagonal one product leaves and one comes.
            for (var j = i; j < _window; j++)
            {
                covariance[(i * _window) + j] = (float)((double)covariance[((i - 1) * _window) + j - 1]
                    - ((double)_series[i - 1] * _series[j - 1])
                    + ((double)_series[i + Columns - 1] * _series[j + Columns - 1]));
            }
        }

        return covariance;
    }

    /// <summary>The transposed matrix times a vector of length L that begins somewhere in an array: K values.</summary>
    public float[] TransposedTimes(float[] vector, int start)
    {
        var result = new float[Columns];
        for (var j = 0; j < Columns; j++) result[j] = Product(vector, start, j, _window);
        return result;
    }

    /// <summary>Adds the series whose trajectory matrix is nearest to u·vᵀ: the means of its antidiagonals.</summary>
    public void AddDiagonalMeans(float[] u, int start, float[] v, float[] sum)
    {
        for (var i = 0; i < _length; i++)
        {
            var last = Math.Min(_window, i + 1) - 1;
            var terms = i >= Columns ? _length - i : last + 1;
            var first = Math.Max(0, i - _window + 1);
            if (_isPrecise)
            {
                var total = 0.0;
                for (var j = 0; j < terms; j++) total += (double)u[start + last - j] * v[first + j];
                sum[i] += (float)(total / terms);
            }
            else
            {
                var total = 0f;
                for (var j = 0; j < terms; j++) total += u[start + last - j] * v[first + j];
                sum[i] += total / terms;
            }
        }
    }

    private float Product(float[] vector, int start, int offset, int terms)
    {
        if (_isPrecise)
        {
            var precise = 0.0;
            for (var i = 0; i < terms; i++) precise += (double)vector[start + i] * _series[offset + i];
            return (float)precise;
        }

        var total = 0f;
        for (var i = 0; i < terms; i++) total += vector[start + i] * _series[offset + i];
        return total;
    }
}
