using System.Numerics;

namespace Metrics.Oracle.Tests.Oracle.Hours;

/// <summary>Working days between two instants: each day that opens is one, and a part of its opening time is that part of the day.</summary>
internal static class WorkingDays
{
    /// <summary>Whole millionths of a day, what is left over cut off. Fractions are added as fractions: nothing is rounded before.</summary>
    public static long Millionths(OpenHours hours, DateTime from, DateTime to)
    {
        var (sum, per) = (BigInteger.Zero, BigInteger.One);
        foreach (var (_, times) in hours.Around(from, to))
        {
            var all = times.Sum(t => t.Length.Ticks);
            var part = times.Sum(t => t.In(new Stretch(from, to)).Length.Ticks);
            if (part == 0) continue;
            (sum, per) = ((sum * all) + (part * per), per * all);
            var common = BigInteger.GreatestCommonDivisor(sum, per);
            (sum, per) = (sum / common, per / common);
        }

        return (long)(sum * 1_000_000 / per);
    }
}
