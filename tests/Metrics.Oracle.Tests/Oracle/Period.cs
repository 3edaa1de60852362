using System.Globalization;

namespace Metrics.Oracle.Tests.Oracle;

/// <summary>The lengths of period.</summary>
internal enum Length
{
    Quarter,
    Hour,
    Day,
    Week,
    Month,
    Tertial,
    Year,
    Total,
}

/// <summary>Periods of whole days and their names.</summary>
internal static class Period
{
    /// <summary>The name of the period that a day falls in.</summary>
    public static string Of(Length length, DateOnly day) => length switch
    {
        Length.Day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        Length.Week => $"{ISOWeek.GetYear(day.ToDateTime(default)):0000}-W{ISOWeek.GetWeekOfYear(day.ToDateTime(default)):00}",
        Length.Month => day.ToString("yyyy-MM", CultureInfo.InvariantCulture),
        Length.Tertial => $"{day.Year:0000}-T{(day.Month + 3) / 4}",
        Length.Year => $"{day.Year:0000}",
        _ => "total",
    };

    /// <summary>The periods from one day to another (inclusive): their names, each with its last day in that range.</summary>
    public static IReadOnlyList<(string Name, DateOnly LastDay)> Between(Length length, DateOnly first, DateOnly last)
    {
        var periods = new List<(string Name, DateOnly LastDay)>();
        for (var day = first; day <= last; day = day.AddDays(1))
        {
            var name = Of(length, day);
            if (periods.Count > 0 && periods[^1].Name == name) periods[^1] = (name, day);
            else periods.Add((name, day));
        }

        return periods;
    }
}
