using Metrics.ServiceDesk;
using Metrics.ServiceDesk.Reports;
using Metrics.ServiceDesk.Time;
using NodaTime;

namespace Metrics.Reporting;

/// <summary>What a report is asked for.</summary>
/// <param name="Organisation">Whose.</param>
/// <param name="Period">A month (2023-11), tertial (2023-T3) or year (2023).</param>
public sealed record ReportQuestion(Organisation Organisation, string Period)
{
    /// <summary>The customer that it is for; null is the organisation's own report.</summary>
    public string? Customer { get; init; }

    /// <summary>The sections of such a report: the organisation's own, or those that customers get.</summary>
    public IReadOnlyList<ReportSection> Sections => Customer is null ? Organisation.Report.Sections : Organisation.Report.ForCustomers;

    /// <summary>As known then; null is now.</summary>
    public Instant? AsOf { get; init; }

    /// <summary>Whether each row has its last 24 months.</summary>
    public bool WithTrend { get; init; }

    /// <summary>Whether each cell has its receipt.</summary>
    public bool WithReceipts { get; init; }

    /// <summary>Whether receipts also count the events behind the facts, for which the log is looked through.</summary>
    public bool CountsEvents { get; init; } = true;

    /// <summary>Which rows' cells have one; null is all.</summary>
    public Func<ReportRow, bool>? ReceiptsOf { get; init; }

    /// <summary>What is said of indicators.</summary>
    public Commentary Commentary { get; init; } = Commentary.None;
}

/// <summary>An organisation's report of a period.</summary>
/// <param name="Organisation">Whose.</param>
/// <param name="Period">The period as asked for: <c>2023-11</c>.</param>
/// <param name="From">Its first day.</param>
/// <param name="Until">The first day after it, or after the last day with data when it is still running.</param>
/// <param name="IsRunning">Whether it is still running.</param>
/// <param name="Rows">Its rows, section by section.</param>
public sealed record Report(Organisation Organisation, string Period, LocalDate From, LocalDate Until, bool IsRunning, IReadOnlyList<ReportRow> Rows)
{
    /// <summary>The customer that it is for; null is the organisation's own.</summary>
    public string? Customer { get; init; }

    /// <summary>As known then; null is now.</summary>
    public Instant? AsOf { get; init; }

    /// <summary>Where each number comes from; empty unless asked for.</summary>
    public IReadOnlyList<CellReceipt> Receipts { get; init; } = [];

    /// <summary>The last day with data.</summary>
    public LocalDate LastDay => Until.PlusDays(-1);

    /// <summary>What people call whom it is about: the organisation, and the customer as it is called on the last day.</summary>
    public string Title(System.Globalization.CultureInfo culture)
        => Organisation.Label.In(culture) + (Customer is { } customer ? $" · {Organisation.CustomerName(customer, LastDay)}" : "");

    /// <summary>What people read of whom a row is about: the unit and the label, the label alone where the section is about one unit.</summary>
    public (string Unit, string Label) Name(ReportRow row) => Rows.Where(r => r.Section == row.Section).All(r => r.Unit == row.Unit) ? ("", row.Label) : (row.Unit ?? "", row.Label);

    /// <summary>The last day of a section's tertial or year when that is not over; null when it is, and for sections by the month.</summary>
    public LocalDate? RunningUntil(ReportSection section)
    {
        if (section.Period == PeriodKind.Month) return null;
        var end = PeriodKey.EndOf(section.Period, LastDay);
        return end > Until ? end.PlusDays(-1) : null;
    }
}
