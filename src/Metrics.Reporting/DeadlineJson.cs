using Metrics.ServiceDesk;
using Metrics.ServiceDesk.Events;
using Metrics.Warehouse.Queries;

namespace Metrics.Reporting;

/// <summary>The shape of deadlines for programs, the same from every surface.</summary>
public static class DeadlineJson
{
    /// <summary>A deadline that a ticket waits under.</summary>
    public static object Of(Deadline d, Organisation organisation) => new
    {
        ticket = d.Ticket,
        source = d.Source,
        organisation = organisation.Id,
        unit = d.Traits.Slice.Unit,
        service = d.Traits.Slice.Service,
        customer = d.Traits.Slice.Customer,
        caseType = d.Traits.Slice.CaseType,
        priority = d.Traits.Priority,
        policy = d.Policy,
        awaits = d.Awaits,
        state = Words.Of(d.State),
        dueAt = d.DueAt?.ToString(),
        agreedDueAt = d.AgreedDueAt.ToString(),
        originalBroken = d.IsOriginalBroken,
        leftMinutes = Math.Round(d.Left.TotalMinutes, 3),
    };
}
