using System.Numerics;

namespace Microsoft.ML.Transforms.TimeSeries;

/// <summary>
/// Holds back what grows: the roots of the recurrence's characteristic polynomial are moved inside the circle of the greatest trend that is
/// allowed, seasons longer than the window become trends, and the recurrence is made anew from the roots. What is moved where, with which limits,
/// is ML.NET's way, its quirks included: a mean of near-equal roots leaves out the last cluster, and a recurrence stays as it was when the
/// roots that result don't pair.
/// </summary>
internal static class Stabilizer
{
    private const double Epsilon = 1e-9;
    private const double NearPhases = 0.05;
    private const double NearTrend = 0.9;
    private const double SuppressedTrend = 0.99;

    /// <summary>Stabilises a recurrence in place.</summary>
    /// <param name="recurrence">Weights of the values before, the oldest first.</param>
    /// <param name="maxGrowth">The greatest growth a step that is allowed.</param>
    /// <returns>False when it can't be; then it is unchanged.</returns>
    public static bool Stabilize(float[] recurrence, double maxGrowth)
    {
        if (recurrence.Length == 1)
        {
            recurrence[0] = recurrence[0] > 1 ? 1 : recurrence[0] < -1 ? -1 : recurrence[0];
            return true;
        }

        if (Polynomial.Roots([.. recurrence.Select(a => -(double)a)]) is not { } roots) return false;
        var window = recurrence.Length + 1;
        var trends = Enumerable.Range(0, roots.Length).Where(i => roots[i].Magnitude > 1 && IsReal(roots[i])).ToArray();
        var (isTrendPolynomial, seasons) = RemoveLongSeasons(roots, window);
        if (maxGrowth > 1)
        {
            if (seasons.Count > 1 && isTrendPolynomial) MergeNearSeasons(roots, seasons);
            isTrendPolynomial = isTrendPolynomial || MergeTwoTrends(roots, trends);
        }

        double limit;
        if (isTrendPolynomial)
        {
            limit = Math.Min(1, maxGrowth);
            foreach (var i in trends) roots[i] = Complex.FromPolarCoordinates(SuppressedTrend, roots[i].Phase);
        }
        else
        {
            var growing = roots.Where(r => r.Magnitude > 1 && Math.Abs(r.Phase) <= Epsilon).Select(r => r.Magnitude).ToArray();
            limit = Math.Min(growing.Length > 0 ? growing.Max() : 1, maxGrowth);
        }

        Squeeze(roots, limit);
        if (Polynomial.Coefficients(roots) is not { } coefficients) return false;
        for (var i = 0; i < recurrence.Length; i++) recurrence[i] = (float)-coefficients[i];
        return true;
    }

    private static bool IsReal(Complex root) => Math.Abs(root.Phase) <= Epsilon || Math.Abs(Math.Abs(root.Phase) - Math.PI) <= Epsilon;

    // A season that the window can't have seen becomes a trend; the other growing seasons are given.
    private static (bool Found, List<(double Phase, int Root)> Seasons) RemoveLongSeasons(Complex[] roots, int window)
    {
        var (found, seasons) = (false, new List<(double Phase, int Root)>());
        for (var i = 0; i < roots.Length; i++)
        {
            var phase = roots[i].Phase;
            if (phase == 0) continue;
            if (roots[i].Magnitude >= 1 && 2 * Math.PI / Math.Abs(phase) > window)
            {
                roots[i] = new Complex(roots[i].Real, 0);
                found = true;
            }
            else if (roots[i].Magnitude > 1)
            {
                seasons.Add((phase, i));
            }
        }

        return (found, seasons);
    }

    private static void MergeNearSeasons(Complex[] roots, List<(double Phase, int Root)> seasons)
    {
        seasons.Sort((a, b) => a.Phase.CompareTo(b.Phase));
        var clusters = new int[seasons.Count];
        var cluster = 0;
        for (var i = 0; i < seasons.Count - 1; i++)
        {
            var (phase, next) = (seasons[i].Phase, seasons[i + 1].Phase);
            if ((phase < 0 && next < 0) || (phase > 0 && next > 0))
            {
                clusters[i] = cluster;
                if (Math.Abs(next - phase) > NearPhases) cluster++;
                clusters[i + 1] = cluster;
            }
            else
            {
                cluster++;
            }
        }

        var start = 0;
        for (var i = 1; i < seasons.Count; i++)
        {
            if (clusters[i] == clusters[i - 1]) continue;
            if (i - start > 1)
            {
                var members = seasons.GetRange(start, i - start);
                double phase = 0, magnitude = 0;
                foreach (var member in members)
                {
                    phase += member.Phase;
                    magnitude += roots[member.Root].Magnitude;
                }

                foreach (var member in members) roots[member.Root] = Complex.FromPolarCoordinates(magnitude / members.Count, phase / members.Count);
            }

            start = i;
        }
    }

    // A growing trend and another one near 1 or above are together a line.
    private static bool MergeTwoTrends(Complex[] roots, int[] trends)
    {
        var first = Array.FindIndex(trends, i => Math.Abs(roots[i].Phase) <= Epsilon) is >= 0 and var at ? trends[at] : -1;
        var second = Array.FindIndex(roots, r => Math.Abs(r.Phase) <= Epsilon && r.Magnitude >= NearTrend);
        if (second == first && second >= 0) second = Array.FindIndex(roots, second + 1, r => Math.Abs(r.Phase) <= Epsilon && r.Magnitude >= NearTrend);
        if (first < 0 || second < 0) return false;
        roots[first] = roots[second] = Complex.FromPolarCoordinates(1, 0);
        return true;
    }

    private static void Squeeze(Complex[] roots, double limit)
    {
        var fastLimit = Math.Min(limit, (limit + 1) / 2);
        for (var i = 0; i < roots.Length; i++)
        {
            var phase = roots[i].Phase;
            if (roots[i].Magnitude >= limit)
            {
                var isFast = Math.Abs(phase) > Math.PI / 2 && Math.Abs(phase) < Math.PI - Epsilon;
                roots[i] = Complex.FromPolarCoordinates(isFast ? fastLimit : limit, phase);
            }

            phase = roots[i].Phase;
            if (Math.Abs(phase) <= Epsilon) roots[i] = new Complex(roots[i].Magnitude, 0);
            else if (Math.Abs(Math.Abs(phase) - Math.PI) <= Epsilon) roots[i] = new Complex(-roots[i].Magnitude, 0);
        }
    }
}
