namespace Metrics.Oracle.Tests.Oracle;

/// <summary>What stands in one cut and period.</summary>
internal sealed record Placed<T>(string Cut, string Period, T[] Members)
{
    /// <summary>Puts everything that has a time where that time is, by the local day; the rest stands nowhere.</summary>
    public static IEnumerable<Placed<T>> On(IEnumerable<T> all, Func<T, DateTime?> at, Func<T, Scope> scope, Desk desk, Asked asked)
        => all.Where(t => at(t) is { } time && asked.Holds(desk.DayOf(time)))
            .GroupBy(t => (Cut: scope(t).Cut(asked.Dimensions), Period: Oracle.Period.Of(asked.Length, desk.DayOf(at(t)!.Value))))
            .Select(g => new Placed<T>(g.Key.Cut, g.Key.Period, g.ToArray()));
}
