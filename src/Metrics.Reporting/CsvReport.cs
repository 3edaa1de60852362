using System.Globalization;
using System.Text;
using Metrics.ServiceDesk.Events;

namespace Metrics.Reporting;

/// <summary>A report as CSV: a row an indicator, numbers with a point and no spaces.</summary>
public static class CsvReport
{
    /// <summary>Writes it.</summary>
    public static string Write(Report report)
    {
        var text = new StringBuilder("section,unit,indicator,kpi,valueUnit,outcomeYtdLastYear,outcomeYtd,targetYtd,forecastDecided,forecastDecidedOn,targetYear,r12,status\n");
        foreach (var r in report.Rows)
        {
            text.AppendJoin(',', ((object?[])
            [
                r.Section.Id, r.Indicator.Unit, r.Label, r.Indicator.Formulas[^1].Kpi, Words.Of(r.Indicator.PrintedAs),
                r.OutcomeYtdLastYear, r.OutcomeYtd, r.TargetYtd, r.Decided?.Value, r.Decided?.DecidedOn.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture), r.Target?.Value, r.R12, Words.Of(r.Status),
            ]).Select(Field)).Append('\n');
        }

        return text.ToString();
    }

    private static string Field(object? value)
    {
        var text = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
        return text.AsSpan().IndexOfAny(",\"\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
