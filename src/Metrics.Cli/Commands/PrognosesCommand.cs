using System.CommandLine;
using System.Globalization;
using Metrics.Forecasting;
using Metrics.Reporting;
using Metrics.Warehouse.Queries;
using Spectre.Console;

namespace Metrics.Cli.Commands;

/// <summary><c>metrics prognoses</c>: what was expected of years, and what came.</summary>
internal static class PrognosesCommand
{
    private static readonly Option<int?> Year = new("--year") { Description = "Only of this year." };
    private static readonly Option<bool> Keep = new("--keep") { Description = "Forecast each indicator's year now and keep it; the running service does so by itself when a day is over." };
    private static readonly Option<string> Format = Shared.Format("table", "json");

    public static Command Create()
    {
        var command = new Command("prognoses", "What was expected of years, by the model and by people, and what came.") { Shared.Organisation, Year, Keep, Shared.Lang, Format };
        command.SetAction(parse =>
        {
            var organisation = Shared.OrganisationOf(parse);
            using var warehouse = Shared.Open(parse);
            var keeper = new PrognosisKeeper(warehouse, new YearForecaster());
            if (parse.GetValue(Keep)) new PrognosisQuery(warehouse).Keep(keeper.Make(organisation));
            var scores = keeper.Scores(organisation).Where(s => parse.GetValue(Year) is not { } year || s.Year == year).ToArray();
            if (parse.GetValue(Format) == "json") Output.Json(scores.Select(Json));
            else Table(scores, Shared.Culture(parse));
        });
        return command;
    }

    private static object Json(PrognosisScore s) => new
    {
        indicator = s.Indicator.Id,
        unit = s.Indicator.Unit,
        year = s.Year,
        by = s.By ?? "model",
        reason = s.Reason,
        from = Printed.Day(s.From, CultureInfo.InvariantCulture),
        value = s.Value,
        low80 = s.Kept?.Low80,
        high80 = s.Kept?.High80,
        low95 = s.Kept?.Low95,
        high95 = s.Kept?.High95,
        model = s.Kept?.Model,
        madeAt = s.Kept?.MadeAt.ToString(),
        outcome = s.Outcome,
        error = s.Error is { } error ? decimal.Round(error, 6) : (decimal?)null,
        planned = s.Planned,
        errorWithoutPlanned = s.ErrorWithoutPlanned is { } without ? decimal.Round(without, 6) : (decimal?)null,
        within80 = s.IsWithin80,
        within95 = s.IsWithin95,
    };

    private static void Table(PrognosisScore[] scores, CultureInfo culture)
    {
        var sv = culture.TwoLetterISOLanguageName == "sv";
        if (scores.Length == 0)
        {
            Console.WriteLine(sv ? "inga prognoser är sparade; --keep gör dem" : "no prognoses are kept; --keep makes them");
            return;
        }

        var table = Output.Table(sv ? "Indikator" : "Indicator", sv ? "År" : "Year", sv ? "Från" : "From", sv ? "Av" : "By", sv ? "Prognos" : "Prognosis", "80 %", sv ? "Utfall" : "Outcome", sv ? "Fel" : "Error", sv ? "Inom 80 %" : "Within 80 %");
        foreach (var column in (int[])[4, 5, 6, 7]) table.Columns[column].RightAligned();
        foreach (var s in scores)
        {
            string N(decimal? value) => Printed.Number(value, s.Indicator.Decimals, culture);
            string P(decimal error) => (error > 0 ? "+" : "") + (100 * error).ToString("N1", culture) + " %";
            table.AddRow(new[]
            {
                s.Indicator.LabelOn(s.From), s.Year.ToString(culture), Printed.Day(s.From, culture), s.By is { } by ? s.Reason is { } reason ? $"{by}: {reason}" : by : sv ? "modellen" : "the model", N(s.Value) + (s.Planned is { } added ? $" ({(sv ? "planerat" : "planned")} {(added > 0 ? "+" : "")}{N(added)})" : ""), s.Kept is { } k ? $"{N(k.Low80)}–{N(k.High80)}" : "", N(s.Outcome),
                s.Error is { } error ? P(error) + (s.ErrorWithoutPlanned is { } without ? $" ({(sv ? "utan det planerade" : "without what was planned")} {P(without)})" : "") : "–", s.IsWithin80 switch { true => sv ? "ja" : "yes", false => sv ? "nej" : "no", null => "" },
            }.Select(t => new Text(t)));
        }

        Output.Terminal().Write(table);
    }
}
