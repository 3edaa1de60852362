using System.CommandLine;
using System.Globalization;
using Metrics.Forecasting;
using Metrics.Reporting;
using Metrics.ServiceDesk;
using Metrics.ServiceDesk.Events;
using Spectre.Console;

namespace Metrics.Cli.Commands;

/// <summary><c>metrics plan</c>: what the years to come are expected to bring.</summary>
internal static class PlanCommand
{
    private const int MostYears = 5;

    private static readonly Argument<int?> Year = new("year") { Description = "The first year; the next one unless told otherwise.", Arity = ArgumentArity.ZeroOrOne };
    private static readonly Option<int> Years = new("--years") { Description = "How many years.", DefaultValueFactory = _ => 2 };
    private static readonly Option<bool> PerCustomer = new("--per-customer") { Description = "Of each customer too." };
    private static readonly Option<string> Format = Shared.Format("table", "json");

    public static Command Create()
    {
        var command = new Command("plan", "What the years to come are expected to bring, with a target to propose and how far off such forecasts have been.") { Year, Shared.Organisation, Years, PerCustomer, Shared.Lang, Format };
        command.SetAction(parse =>
        {
            var organisation = Shared.OrganisationOf(parse);
            var years = parse.GetValue(Years) is >= 1 and <= MostYears and var asked ? asked : throw new UsageException($"--years: 1 to {MostYears}");
            using var warehouse = Shared.Open(parse);
            var rows = new PlanBuilder(warehouse, new YearForecaster()).Build(organisation, parse.GetValue(Year), years, parse.GetValue(PerCustomer));
            if (parse.GetValue(Format) == "json") Output.Json(rows.Select(Json));
            else Table(rows, organisation, Shared.Culture(parse));
        });
        return command;
    }

    private static object Json(PlanRow r) => new
    {
        indicator = r.Indicator.Id,
        unit = r.Indicator.Unit,
        customer = r.Customer,
        year = r.Year,
        valueUnit = Words.Of(r.Indicator.PrintedAs),
        value = r.Model.Value,
        low80 = r.Model.Low80,
        high80 = r.Model.High80,
        low95 = r.Model.Low95,
        high95 = r.Model.High95,
        proposedTarget = r.Proposed,
        target = r.Target?.Value,
        errorOneYear = r.Errors.OneYear is { } one ? decimal.Round(one, 6) : (decimal?)null,
        errorTwoYears = r.Errors.TwoYears is { } two ? decimal.Round(two, 6) : (decimal?)null,
        yearsTested = r.Errors.Years,
        forecast = ReportJson.Model(r.Indicator, r.Model),
    };

    private static void Table(IReadOnlyList<PlanRow> rows, Organisation organisation, CultureInfo culture)
    {
        var sv = culture.TwoLetterISOLanguageName == "sv";
        var table = Output.Table(sv ? "Indikator" : "Indicator", sv ? "Kund" : "Customer", sv ? "År" : "Year", sv ? "Prognos" : "Forecast", "80 %", sv ? "Förslag" : "Proposed", sv ? "Mål" : "Set", sv ? "Fel 1 år" : "Error 1 y", sv ? "2 år" : "2 y");
        for (var column = 3; column < 9; column++) table.Columns[column].RightAligned().NoWrap();
        foreach (var r in rows)
        {
            string N(decimal? value) => Printed.Number(value, r.Indicator.Decimals, culture);
            string Share(decimal? error) => error is { } e ? (100 * e).ToString("N1", culture) + " %" : "–";
            var last = r.Model.Series.Origin.PlusDays(-1);
            table.AddRow(new[]
            {
                (r.Indicator.Unit is { } unit ? organisation.UnitName(unit, last) + ": " : "") + r.Indicator.LabelOn(last), r.Customer is { } customer ? organisation.CustomerName(customer, last) : "", r.Year.ToString(culture),
                N(r.Model.Value), $"{N(r.Model.Low80)}–{N(r.Model.High80)}", N(r.Proposed), r.Target is null ? "–" : N(r.Target.Value), Share(r.Errors.OneYear), Share(r.Errors.TwoYears),
            }.Select(t => new Text(t)));
        }

        Output.Terminal().Write(table);
    }
}
