namespace Metrics.ServiceDesk;

/// <summary>The dimensions that figures can be cut by.</summary>
public enum Dimension
{
    /// <summary>By unit.</summary>
    Unit,

    /// <summary>By customer.</summary>
    Customer,

    /// <summary>By service.</summary>
    Service,

    /// <summary>By queue.</summary>
    Queue,

    /// <summary>By case type.</summary>
    CaseType,

    /// <summary>By channel.</summary>
    Channel,
}
