using System.Globalization;
using System.Text;
using Metrics.ServiceDesk.Events;
using Metrics.ServiceDesk.Reports;

namespace Metrics.Reporting;

/// <summary>A report as CSV: a row an indicator, numbers with a point and no spaces.</summary>
public static class CsvReport
{
    /// <summary>Writes it: the columns that every report has, then those that its layouts add.</summary>
    public static string Write(Report report)
    {
        var more = report.Rows.Select(r => r.Section).Distinct().SelectMany(s => s.Columns.Select(c => c.Key)).Distinct(StringComparer.Ordinal).Where(ReportJson.IsExtra).ToArray();
        var text = new StringBuilder("section,unit,indicator,kpi,valueUnit,outcomeYtdLastYear,outcomeYtd,targetYtd,forecastDecided,forecastDecidedOn,forecastFullYear,forecastLow,forecastHigh,targetYear,r12,status,forecastStatus");
        text.Append(string.Concat(more.Select(m => "," + m))).Append('\n');
        foreach (var r in report.Rows)
        {
            text.AppendJoin(',', ((object?[])
            [
                r.Section.Id, r.Indicator.Unit, r.Label, r.Indicator.Formulas[^1].Kpi, Words.Of(r.Indicator.PrintedAs),
                r.OutcomeYtdLastYear, r.OutcomeYtd, r.TargetYtd, r.Decided?.Value, r.Decided?.DecidedOn.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture), r.Model?.Value, r.Model?.Low80, r.Model?.High80, r.Target?.Value, r.R12,
                Words.Of(r.Status), Words.Of(r.ForecastStatus), .. more.Select(m => (object?)r.Number(m)),
            ]).Select(Field)).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>A field, in quotes where it needs them.</summary>
    public static string Field(object? value)
    {
        var text = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
        return text.AsSpan().IndexOfAny(",\"\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
