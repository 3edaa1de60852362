using System.Globalization;
using Metrics.ServiceDesk.Reports;

namespace Metrics.Reporting;

/// <summary>How a report writes its numbers and words.</summary>
public static class Printed
{
    /// <summary>A number as the language writes it; an unknown is –.</summary>
    public static string Number(decimal? value, int decimals, CultureInfo culture)
        => value is { } v ? v.ToString("N" + decimals.ToString(CultureInfo.InvariantCulture), culture) : "–";

    /// <summary>A row's number, with per cent where it is one.</summary>
    public static string Number(ReportRow row, decimal? value, CultureInfo culture)
        => Number(value, row.Indicator.Decimals, culture) + (value is not null && row.Indicator.PrintedAs == PrintUnit.Percent ? " %" : "");

    /// <summary>How a row stands, in a word.</summary>
    public static string Status(TargetStatus status, bool swedish) => (status, swedish) switch
    {
        (TargetStatus.Met, true) => "uppfylls",
        (TargetStatus.Partly, true) => "uppfylls delvis",
        (TargetStatus.NotMet, true) => "uppfylls ej",
        (TargetStatus.NotAssessable, true) => "kan ej bedömas",
        (TargetStatus.Met, false) => "met",
        (TargetStatus.Partly, false) => "partly met",
        (TargetStatus.NotMet, false) => "not met",
        _ => "cannot be assessed",
    };

    /// <summary>To which day it reaches, and that the period still runs when it does.</summary>
    public static string Reach(Report report, CultureInfo culture)
    {
        var sv = culture.TwoLetterISOLanguageName == "sv";
        var last = Day(report.Until.PlusDays(-1), culture);
        return report.IsRunning ? (sv ? $"Perioden pågår: till och med {last}." : $"Still running: to {last}.") : (sv ? $"Till och med {last}." : $"To {last}.");
    }

    /// <summary>That a section's tertial still runs, and when it ends; null when it doesn't.</summary>
    public static string? StillRuns(Report report, ReportSection section, CultureInfo culture)
        => report.RunningUntil(section) is { } end ? $"{(culture.TwoLetterISOLanguageName == "sv" ? "Pågår: slutar" : "Still running: ends")} {Day(end, culture)}" : null;

    private static string Day(NodaTime.LocalDate day, CultureInfo culture) => day.ToString("uuuu-MM-dd", culture);

    // As documents write limits: more than 92 is >92, at least 96 just 96.
    internal static string Sign(Target? target) => target is { Kind: TargetKind.Limit, Inclusive: false } limit ? (limit.HigherIsBetter ? ">" : "<") : "";

    /// <summary>What a column says of a row.</summary>
    public static string Cell(ReportRow row, string column, CultureInfo culture) => column switch
    {
        "outcome-year-2" => Number(row, row.Years.MinBy(y => y.Key).Value, culture),
        "outcome-year-1" => Number(row, row.Years.MaxBy(y => y.Key).Value, culture),
        "outcome-ytd-last-year" => Number(row, row.OutcomeYtdLastYear, culture),
        "outcome-ytd" => Number(row, row.OutcomeYtd, culture),
        "target-ytd" => Number(row, row.TargetYtd, culture),
        "target-year" => Sign(row.Target) + Number(row, row.Target?.Value, culture),
        "r12" => Number(row, row.R12, culture),
        "status" => Status(row.Status, culture.TwoLetterISOLanguageName == "sv"),
        "forecast-decided" => row.Decided is { } decided ? $"{Number(row, decided.Value, culture)} ({decided.DecidedOn.ToString("uuuu-MM-dd", culture)})" : "–",
        "forecast-model" or "forecast-status" => "–",
        _ => throw new ArgumentOutOfRangeException(nameof(column), column, "is no column of a report"),
    };
}
