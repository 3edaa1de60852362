using System.Text;
using Metrics.ServiceDesk.Kpis;

namespace Metrics.Reporting;

/// <summary>Figures as CSV, for spreadsheets and Power BI: a line a figure, numbers with a point, unknown ones empty.</summary>
public static class KpiCsv
{
    /// <summary>Writes them.</summary>
    public static string Write(IEnumerable<KpiRow> rows)
    {
        var csv = new StringBuilder("kpi,organisation,unit,customer,caseType,period,numerator,denominator,value,variant,contractual\n");
        foreach (var r in rows)
        {
            csv.AppendJoin(',', new object?[]
            {
                r.Kpi, r.Organisation, r.Unit, r.Customer, r.CaseType, r.Period, r.Numerator.Plain(), r.Denominator.Plain(),
                r.Value is { } v ? decimal.Round(v, 10).Plain() : null, r.Variant, r.Contractual ? "true" : "false",
            }.Select(CsvReport.Field)).Append('\n');
        }

        return csv.ToString();
    }
}
