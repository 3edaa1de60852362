using Metrics.ServiceDesk.Events;

namespace Metrics.ServiceDesk;

/// <summary>The cut of the business that a fact belongs to: what figures can be asked by.</summary>
/// <param name="Organisation">The organisation's id.</param>
/// <param name="Unit">The unit that does the work.</param>
/// <param name="Customer">Whom it serves.</param>
/// <param name="Service">The service.</param>
/// <param name="Queue">The queue of a contact.</param>
/// <param name="CaseType">What it is about.</param>
/// <param name="Channel">The way in.</param>
public readonly record struct Slice(
    string Organisation, string? Unit, string? Customer, string? Service, string? Queue, string? CaseType, string? Channel)
{
    /// <summary>The slice of one event's scope.</summary>
    public static Slice Of(string organisation, ScopedData? scope, string? queue = null)
        => new(organisation, scope?.Unit, scope?.Customer, scope?.Service, queue, scope?.CaseType, scope?.Channel);

    /// <summary>This slice with the members that a reclassification gives.</summary>
    public Slice With(ScopedData change) => this with
    {
        Unit = change.Unit ?? Unit,
        Customer = change.Customer ?? Customer,
        Service = change.Service ?? Service,
        CaseType = change.CaseType ?? CaseType,
        Channel = change.Channel ?? Channel,
    };
}
