namespace Metrics.Forecasting.Staffing;

/// <summary>What comes to a queue in an interval.</summary>
/// <param name="CallsAnHour">Calls an hour; not negative.</param>
/// <param name="HandlingSeconds">Mean seconds that a call takes an agent, talk and after-work; positive.</param>
public sealed record QueueLoad(double CallsAnHour, double HandlingSeconds)
{
    /// <summary>Offered traffic in erlangs: agents that would be busy were nobody ever to wait.</summary>
    public double Erlangs => CallsAnHour * HandlingSeconds / 3600;
}

/// <summary>How a queue does with some agents.</summary>
/// <param name="Agents">Agents that answer.</param>
/// <param name="AnsweredWithin">Share of the calls offered that is answered within the threshold.</param>
/// <param name="Abandoned">Share of the calls offered that hangs up; 0 where everybody is patient.</param>
/// <param name="MeanWaitSeconds">Mean seconds in the queue, of all calls; infinite where the queue grows without end.</param>
/// <param name="Occupancy">Share of their time that agents are busy.</param>
public sealed record QueueService(int Agents, double AnsweredWithin, double Abandoned, double MeanWaitSeconds, double Occupancy);
