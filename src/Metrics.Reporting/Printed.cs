using System.Globalization;
using Metrics.ServiceDesk.Reports;
using NodaTime;

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

    /// <summary>How a row stands, in the organisation's word where it has one.</summary>
    /// <param name="status">How it stands.</param>
    /// <param name="culture">The language; an organisation's own words are Swedish.</param>
    /// <param name="words">The organisation's own words.</param>
    public static string Status(TargetStatus status, CultureInfo culture, IReadOnlyDictionary<TargetStatus, string>? words = null) => (status, culture.TwoLetterISOLanguageName == "sv") switch
    {
        (_, true) when words?.GetValueOrDefault(status) is { } own => own,
        (TargetStatus.Met, true) => "uppfylls",
        (TargetStatus.Partly, true) => "uppfylls delvis",
        (TargetStatus.NotMet, true) => "uppfylls ej",
        (TargetStatus.NotAssessable, true) => "kan ej bedömas",
        (TargetStatus.Met, false) => "met",
        (TargetStatus.Partly, false) => "partly met",
        (TargetStatus.NotMet, false) => "not met",
        _ => "cannot be assessed",
    };

    /// <summary>A target as documents write it: more than 92 is >92, at least 96 just 96.</summary>
    public static string Target(ReportRow row, Target? target, CultureInfo culture)
    {
        var swedish = culture.TwoLetterISOLanguageName == "sv";
        return target switch
        {
            { Kind: TargetKind.Trend } => target.HigherIsBetter ? (swedish ? "ska öka" : "increase") : (swedish ? "ska minska" : "decrease"),
            { Kind: TargetKind.Band } => $"{Number(row, target.Value, culture)} ± {Number(target.Tolerance, target.Tolerance == decimal.Truncate(target.Tolerance) ? 0 : 1, culture)} %",
            _ => Sign(target) + Number(row, target?.Value, culture),
        };
    }

    /// <summary>What stands before a target's number: the side of a limit that isn't the common one, at least.</summary>
    internal static string Sign(Target? target) => target switch
    {
        { Kind: TargetKind.Limit, Inclusive: false } => target.HigherIsBetter ? ">" : "<",
        { Kind: TargetKind.Limit, HigherIsBetter: false } => "≤",
        _ => "",
    };

    /// <summary>What a column says of a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="column">The column.</param>
    /// <param name="culture">The language.</param>
    /// <param name="words">The organisation's own words for how a row stands.</param>
    public static string Cell(ReportRow row, string column, CultureInfo culture, IReadOnlyDictionary<TargetStatus, string>? words = null) => column switch
    {
        ReportColumn.TargetYear => Target(row, row.Target, culture),
        ReportColumn.TargetNextYear => Target(row, row.TargetNextYear, culture),
        ReportColumn.Status => Status(row.Status, culture, words),
        ReportColumn.ForecastStatus => Status(row.ForecastStatus, culture, words),
        ReportColumn.ForecastDecided => row.Decided is { } decided ? $"{Number(row, decided.Value, culture)} ({Day(decided.DecidedOn, culture)})" : "–",
        ReportColumn.ForecastModel => Number(row, row.Model?.Value, culture) + (Interval(row, culture) is { } interval ? $" ({interval})" : ""),
        ReportColumn.Change => row.Number(column) is { } change ? (change > 0 ? "+" : "") + Number(change, row.Indicator.Decimals, culture) : "–",
        _ when ReportColumn.All.Contains(column) => Number(row, row.Number(column), culture),
        _ => throw new ArgumentOutOfRangeException(nameof(column), column, "is no column of a report"),
    };

    /// <summary>The bounds that hold 80 % of what the model expects; null when there are none to tell.</summary>
    public static string? Interval(ReportRow row, CultureInfo culture)
        => row.Model is { } m && m.Low80 < m.High80 ? $"{Number(m.Low80, row.Indicator.Decimals, culture)}–{Number(m.High80, row.Indicator.Decimals, culture)}" : null;

    /// <summary>A day.</summary>
    public static string Day(LocalDate day, CultureInfo culture) => day.ToString("uuuu-MM-dd", culture);

    /// <summary>How far a report reaches, in a sentence.</summary>
    public static string Reach(Report report, CultureInfo culture)
    {
        var last = Day(report.LastDay, culture);
        var reach = (report.IsRunning, culture.TwoLetterISOLanguageName == "sv") switch
        {
            (true, true) => $"Perioden pågår: till och med {last}.",
            (true, false) => $"Still running: to {last}.",
            (false, true) => $"Till och med {last}.",
            _ => $"To {last}.",
        };
        if (report.AsOf is not { } asOf) return reach;
        var then = asOf.InZone(report.Organisation.Zone).ToString("uuuu-MM-dd HH:mm", culture);
        return reach + (culture.TwoLetterISOLanguageName == "sv" ? $" Så som det var känt {then}." : $" As known on {then}.");
    }

    /// <summary>That a section's tertial or year is not over; null when it is, and for sections by the month.</summary>
    public static string? Running(Report report, ReportSection section, CultureInfo culture) => report.RunningUntil(section) is { } end
        ? (culture.TwoLetterISOLanguageName == "sv" ? $"Pågår: slutar {Day(end, culture)}." : $"Still running: ends {Day(end, culture)}.")
        : null;
}
