using Metrics.ServiceDesk.Calendars;

namespace Metrics.Forecasting;

/// <summary>
/// Days unlike others: they don't teach what usual days bring, and bring what such days have brought, in proportion to what a usual day in their place would
/// have. Where there were few of a kind, the calendar's own word weighs.
/// </summary>
internal static class SpecialDays
{
    // How many days of a kind the calendar's word counts for: a single one that came says more. And the most that a day can be of a usual one.
    private const double CalendarsWord = 0.25;
    private const double MostOfUsual = 3;

    /// <summary>The series with special days missing.</summary>
    public static double[] Masked(ReadOnlySpan<double> values, IReadOnlyList<CalendarDay> days)
    {
        var masked = values.ToArray();
        for (var t = 0; t < masked.Length; t++)
        {
            if (days[t].Kind != DayKind.Usual) masked[t] = double.NaN;
        }

        return masked;
    }

    /// <summary>What each day to come brings, in proportion to a usual one.</summary>
    /// <param name="values">What past days brought.</param>
    /// <param name="usual">What they would have as usual days; the same days, the last ones of <paramref name="values"/>.</param>
    /// <param name="days">Past days and those to come.</param>
    public static double[] Shares(ReadOnlySpan<double> values, double[] usual, IReadOnlyList<CalendarDay> days)
    {
        var (sums, counts) = (new Dictionary<DayKind, double>(), new Dictionary<DayKind, int>());
        var skipped = values.Length - usual.Length;
        for (var t = skipped; t < values.Length; t++)
        {
            var kind = days[t].Kind;
            if (kind == DayKind.Usual || double.IsNaN(values[t]) || !(usual[t - skipped] > 0)) continue;
            sums[kind] = sums.GetValueOrDefault(kind) + Math.Min(MostOfUsual, values[t] / usual[t - skipped]);
            counts[kind] = counts.GetValueOrDefault(kind) + 1;
        }

        return
        [
            .. days.Skip(values.Length).Select(d => d.Kind == DayKind.Usual ? 1
                : ((CalendarsWord * d.Share) + sums.GetValueOrDefault(d.Kind)) / (CalendarsWord + counts.GetValueOrDefault(d.Kind))),
        ];
    }
}
