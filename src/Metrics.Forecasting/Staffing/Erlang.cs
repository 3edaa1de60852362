using MathNet.Numerics.Integration;

namespace Metrics.Forecasting.Staffing;

/// <summary>
/// Calls that come by chance, are handled for an exponential time, and wait in one queue. Erlang C where everybody waits (A. K. Erlang, 1917; Gross, Shortle, Thompson
/// and Harris, "Fundamentals of Queueing Theory", 4th ed., 2.3); Erlang A where callers hang up after an exponential patience (C. Palm, 1957; Garnett, Mandelbaum and
/// Reiman, "Designing a call center with impatient customers", 2002).
/// </summary>
public static class Erlang
{
    private const int Panels = 64;
    private const int NodesAPanel = 16;

    // Densities below e^-60 of their peak add nothing.
    private const double Negligible = 60;

    /// <summary>How a queue does.</summary>
    /// <param name="load">What comes.</param>
    /// <param name="agents">Agents that answer; at least 1.</param>
    /// <param name="thresholdSeconds">Seconds that an answer may take.</param>
    /// <param name="patienceSeconds">Mean seconds that callers wait before they hang up; null is for ever.</param>
    public static QueueService Service(QueueLoad load, int agents, double thresholdSeconds, double? patienceSeconds)
    {
        ArgumentNullException.ThrowIfNull(load);
        ArgumentOutOfRangeException.ThrowIfLessThan(agents, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(thresholdSeconds);
        if (load.Erlangs == 0) return new QueueService(agents, 1, 0, 0, 0);
        return patienceSeconds is { } patience ? Impatient(load, agents, thresholdSeconds, patience) : Patient(load, agents, thresholdSeconds);
    }

    /// <summary>The fewest agents with whom a share of the calls offered is answered in time.</summary>
    /// <param name="load">What comes.</param>
    /// <param name="share">The share, below 1.</param>
    /// <param name="thresholdSeconds">Seconds that an answer may take.</param>
    /// <param name="patienceSeconds">Mean seconds that callers wait before they hang up; null is for ever.</param>
    public static QueueService Fewest(QueueLoad load, double share, double thresholdSeconds, double? patienceSeconds)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(share, 1);
        var service = Service(load, 1, thresholdSeconds, patienceSeconds);
        while (service.AnsweredWithin < share) service = Service(load, service.Agents + 1, thresholdSeconds, patienceSeconds);
        return service;
    }

    /// <summary>The share of calls that are lost where nobody can wait (Erlang B), by its recursion, which can't overflow.</summary>
    /// <param name="erlangs">Offered traffic.</param>
    /// <param name="agents">Agents.</param>
    public static double Blocked(double erlangs, int agents)
    {
        var blocked = 1.0;
        for (var n = 1; n <= agents; n++) blocked = erlangs * blocked / (n + (erlangs * blocked));
        return blocked;
    }

    /// <summary>The share of calls that must wait where everybody does (Erlang C); 1 where there are too few agents.</summary>
    /// <param name="erlangs">Offered traffic.</param>
    /// <param name="agents">Agents.</param>
    public static double Waits(double erlangs, int agents)
    {
        if (agents <= erlangs) return 1;
        var blocked = Blocked(erlangs, agents);
        return agents * blocked / (agents - (erlangs * (1 - blocked)));
    }

    private static QueueService Patient(QueueLoad load, int agents, double threshold)
    {
        if (agents <= load.Erlangs) return new QueueService(agents, 0, 0, double.PositiveInfinity, 1);
        var (waits, free) = (Waits(load.Erlangs, agents), agents - load.Erlangs);
        return new QueueService(agents, 1 - (waits * Math.Exp(-free * threshold / load.HandlingSeconds)), 0, waits * load.HandlingSeconds / free, load.Erlangs / agents);
    }

    // The time that a caller of endless patience would wait has the density p·nμ·exp(−nμt + (λ/θ)(1 − exp(−θt))) above 0, with p the probability that
    // just all agents are busy.
    private static QueueService Impatient(QueueLoad load, int agents, double threshold, double patience)
    {
        var (arrivals, service, leaving) = (load.CallsAnHour / 3600, agents / load.HandlingSeconds, 1 / patience);
        double Exponent(double t) => (-service * t) - (arrivals / leaving * Expm1(-leaving * t));
        var peak = arrivals > service ? Math.Log(arrivals / service) / leaving : 0;
        var height = Exponent(peak);
        var end = Math.Max(peak, 1e-9);
        while (Exponent(end) > height - Negligible) end *= 2;
        double Integral(Func<double, double> of, double to)
        {
            var sum = 0.0;
            for (var i = 0; i < Panels; i++)
                sum += GaussLegendreRule.Integrate(t => of(t) * service * Math.Exp(Exponent(t) - height), to * i / Panels, to * (i + 1) / Panels, NodesAPanel);
            return sum;
        }

        // All in units of p·exp(height).
        var noWait = ((1 / Blocked(load.Erlangs, agents)) - 1) * Math.Exp(-height);
        var all = noWait + Integral(_ => 1, end);
        var inTime = noWait + Integral(t => Math.Exp(-leaving * t), Math.Min(threshold, end));
        var abandoned = Integral(t => -Expm1(-leaving * t), end) / all;
        // Who waits leaves at the rate of patience: abandonments are that rate times the mean wait.
        return new QueueService(agents, inTime / all, abandoned, abandoned * patience, load.Erlangs * (1 - abandoned) / agents);
    }

    // exp(x) − 1, also where x is next to 0.
    private static double Expm1(double x) => Math.Abs(x) < 1e-5 ? x + (x * x / 2) : Math.Exp(x) - 1;
}
