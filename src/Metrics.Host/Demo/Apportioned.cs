using NodaTime;

namespace Metrics.Host.Demo;

/// <summary>Whole numbers for days that add up to a total exactly, in about the shape of their weights.</summary>
internal static class Apportioned
{
    /// <summary>Divides a total over days by largest remainder; chance shakes each day's weight.</summary>
    /// <param name="from">The first day.</param>
    /// <param name="to">The first day after.</param>
    /// <param name="total">The total.</param>
    /// <param name="weight">A day's weight; zero is nothing.</param>
    /// <param name="dice">The chance.</param>
    public static IEnumerable<(LocalDate Day, int Count)> Days(LocalDate from, LocalDate to, int total, Func<LocalDate, double> weight, Dice dice)
    {
        var days = Enumerable.Range(0, Period.DaysBetween(from, to)).Select(from.PlusDays).ToArray();
        var weights = days.Select(d => weight(d) is > 0 and var w ? w * dice.LogNormal(1, 0.06) : 0).ToArray();
        var sum = weights.Sum();
        if (sum <= 0) throw new InvalidOperationException($"no day from {from} to {to} has any weight");
        var exact = weights.Select(w => total * w / sum).ToArray();
        var counts = exact.Select(e => (int)e).ToArray();
        var left = total - counts.Sum();
        foreach (var i in Enumerable.Range(0, days.Length).OrderByDescending(i => exact[i] - counts[i]).ThenBy(i => i).Take(left)) counts[i]++;
        return days.Zip(counts);
    }
}
