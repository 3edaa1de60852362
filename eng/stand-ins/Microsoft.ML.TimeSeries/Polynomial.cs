using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace Microsoft.ML.Transforms.TimeSeries;

/// <summary>Real polynomials whose highest coefficient is 1, by their other coefficients, the constant first.</summary>
internal static class Polynomial
{
    /// <summary>The roots: the eigenvalues of the companion matrix; null where they can't be had.</summary>
    public static Complex[]? Roots(double[] coefficients)
    {
        var zeros = coefficients.TakeWhile(c => c == 0).Count();
        var rest = coefficients[zeros..];
        Complex[] roots;
        switch (rest.Length)
        {
            case 0:
                roots = [];
                break;
            case 1:
                roots = [new Complex(-rest[0], 0)];
                break;
            case 2:
                var discriminant = (rest[1] * rest[1]) - (4 * rest[0]);
                var half = Math.Sqrt(Math.Abs(discriminant)) / 2;
                roots = discriminant >= 0
                    ? [new Complex((-rest[1] / 2) + half, 0), new Complex((-rest[1] / 2) - half, 0)]
                    : [new Complex(-rest[1] / 2, half), new Complex(-rest[1] / 2, -half)];
                break;
            default:
                if (!Array.TrueForAll(rest, double.IsFinite)) return null;
                try
                {
                    var companion = Matrix<double>.Build.Dense(rest.Length, rest.Length, (i, j) => j == rest.Length - 1 ? -rest[i] : i == j + 1 ? 1 : 0);
                    roots = [.. companion.Evd(Symmetricity.Asymmetric).EigenValues];
                }
                catch (MathNet.Numerics.NonConvergenceException)
                {
                    return null;
                }

                break;
        }

        return [.. roots, .. Enumerable.Repeat(Complex.Zero, zeros)];
    }

    /// <summary>
    /// The coefficients, by the product of the real factors in decimal arithmetic; null where a complex root lacks its conjugate, to the last bit,
    /// or where a number is too large.
    /// </summary>
    public static double[]? Coefficients(Complex[] roots)
    {
        var waiting = new Dictionary<Complex, int>();
        decimal[] product = [1];
        try
        {
            foreach (var root in roots)
            {
                if (double.IsNaN(root.Real) || double.IsNaN(root.Imaginary)) return null;
                if (root.Imaginary == 0)
                {
                    product = Times(product, [-(decimal)root.Real, 1]);
                    continue;
                }

                var conjugate = Complex.Conjugate(root);
                if (waiting.GetValueOrDefault(conjugate) == 0)
                {
                    waiting[root] = waiting.GetValueOrDefault(root) + 1;
                    continue;
                }

                waiting[conjugate]--;
                product = Times(product, [(decimal)((root.Real * root.Real) + (root.Imaginary * root.Imaginary)), (decimal)(-2 * root.Real), 1]);
            }
        }
        catch (OverflowException)
        {
            return null;
        }

        return waiting.Values.Any(n => n > 0) ? null : [.. product[..^1].Select(c => (double)c)];
    }

    private static decimal[] Times(decimal[] a, decimal[] b)
    {
        var product = new decimal[a.Length + b.Length - 1];
        for (var i = 0; i < a.Length; i++)
        {
            for (var j = 0; j < b.Length; j++) product[i + j] += a[i] * b[j];
        }

        return product;
    }
}
