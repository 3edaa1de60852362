namespace Metrics.Oracle.Tests.Oracle.Promises;

/// <summary>A new time agreed with the customer.</summary>
/// <param name="At">When it was agreed.</param>
/// <param name="Due">The new time.</param>
/// <param name="Refused">Whether the customer said no.</param>
internal sealed record AgreedTime(DateTime At, DateTime Due, bool Refused);

/// <summary>A line's time with a ticket.</summary>
/// <param name="Line">The line, when the source names it.</param>
/// <param name="From">When it was handed over.</param>
internal sealed record LineStay(string? Line, DateTime From)
{
    /// <summary>When it was given back, passed on or ended; null while the line has it.</summary>
    public DateTime? Until { get; set; }
}
