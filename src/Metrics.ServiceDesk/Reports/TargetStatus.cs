namespace Metrics.ServiceDesk.Reports;

/// <summary>How an indicator stands to its target.</summary>
public enum TargetStatus
{
    /// <summary>There is nothing to judge by.</summary>
    NotAssessable,

    /// <summary>It is reached.</summary>
    Met,

    /// <summary>It is nearly reached.</summary>
    Partly,

    /// <summary>It is not reached.</summary>
    NotMet,
}
