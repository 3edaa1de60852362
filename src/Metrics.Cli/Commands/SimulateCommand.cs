using System.CommandLine;
using Metrics.Reporting;
using System.Globalization;
using Metrics.Pipelines;
using Metrics.Pipelines.Organisations;
using Metrics.ServiceDesk.Kpis;
using Metrics.Warehouse.Queries;
using Spectre.Console;

namespace Metrics.Cli.Commands;

/// <summary><c>metrics simulate</c>: what compliance would have been under another calendar or policy.</summary>
internal static class SimulateCommand
{
    private static readonly Argument<string[]> Ids = new("kpi") { Description = "KPIs; none is all that would change.", Arity = ArgumentArity.ZeroOrMore };
    private static readonly Option<string?> Calendar = new("--calendar") { Description = "A calendar file (.yaml): opening hours as they might have been." };
    private static readonly Option<string?> Policy = new("--policy") { Description = "A policy file (.yaml): promises as they might have been." };
    private static readonly Option<string?> InsteadOf = new("--instead-of") { Description = "The id of the calendar or policy in use that it stands in for, when its own id doesn't say." };
    private static readonly Option<bool> Variants = new("--variants") { Description = "Show every variant." };
    private static readonly Option<string> Format = Shared.Format("table", "json");

    public static Command Create()
    {
        var command = new Command("simulate", "What figures would have been under another calendar or policy, beside what they were. Changes nothing.")
        {
            Ids, Calendar, Policy, InsteadOf, Variants, Shared.Lang, Format,
        };
        CutOptions.AddCutTo(command);
        CutOptions.AddPeriodsTo(command);
        command.SetAction(Run);
        return command;
    }

    private static void Run(ParseResult parse)
    {
        var (calendar, policy, insteadOf) = (BesideService.PathOf(parse, Calendar), BesideService.PathOf(parse, Policy), parse.GetValue(InsteadOf));
        if (calendar is null && policy is null) throw new UsageException("name what would be different: --calendar FILE or --policy FILE");
        if (calendar is not null && policy is not null && insteadOf is not null) throw new UsageException("--instead-of is for a calendar or a policy; name one of them, or give both the ids they stand in for");
        var question = CutOptions.PeriodQuestion(parse, parse.GetValue(Ids)!);
        if (question.By <= ServiceDesk.Time.PeriodKind.Hour) throw new UsageException("--by: tickets are counted by the day; ask for day or longer");
        var other = question.Organisation;
        // The calendar last: it then stands in also in a policy that names it.
        if (policy is not null) other = other.WithPolicy(policy, insteadOf, PipelineFolder.Default.Calendars);
        if (calendar is not null) other = other.WithCalendar(calendar, insteadOf);
        using var warehouse = Shared.Open(parse);
        var simulation = new SimulationQuery(warehouse).Answer(question, other);
        if (parse.GetValue(Format) == "json") Json(simulation);
        else Print(simulation, parse.GetValue(Variants), Shared.Culture(parse));
    }

    private static void Json(Simulation simulation) => Output.Json(new
    {
        gained = simulation.Gained,
        lost = simulation.Lost,
        uncovered = simulation.Uncovered,
        rows = simulation.Figures.Select(f => new { was = KpiJson.Of(f.Was), wouldBe = KpiJson.Of(f.WouldBe) }),
    });

    private static void Print(Simulation simulation, bool variants, CultureInfo culture)
    {
        var sv = culture.TwoLetterISOLanguageName == "sv";
        var table = Output.Table("KPI", "id", "Period", sv ? "Var" : "Was", sv ? "Skulle blivit" : "Would be", sv ? "Skillnad" : "Difference");
        foreach (var column in table.Columns.Skip(3)) column.RightAligned();
        foreach (var (was, would) in simulation.Figures.Where(f => (variants || f.Was.Shown) && (f.Was.Value ?? f.WouldBe.Value) is not null))
        {
            table.AddRow(new[]
            {
                was.Label.In(culture), KpiPrinter.Describe(was), was.Period, Output.Value(was, culture), Output.Value(would, culture), Difference(was, would, culture),
            }.Select(t => new Text(t)));
        }

        Output.Terminal().Write(table);
        if (sv) Console.WriteLine("  Skillnaden mellan andelar är i procentenheter.");
        Console.WriteLine(sv
            ? $"  {Output.Number(simulation.Gained, culture)} ärenden till hade hållit det ursprungliga löftet, {Output.Number(simulation.Lost, culture)} hade brutit det, {Output.Number(simulation.Uncovered, culture)} hade inget löfte haft. Inget är ändrat."
            : $"  {Output.Number(simulation.Gained, culture)} more tickets would have kept the original promise, {Output.Number(simulation.Lost, culture)} would have broken it, {Output.Number(simulation.Uncovered, culture)} would have been promised nothing. Nothing is changed.");
    }

    private static string Difference(KpiRow was, KpiRow would, CultureInfo culture)
    {
        if (would.Value - was.Value is not { } difference) return "–";
        var sign = difference > 0 ? "+" : "";
        return was.ValueUnit == KpiUnit.Share
            ? sign + (difference * 100).ToString("N1", culture) + (culture.TwoLetterISOLanguageName == "sv" ? "" : " points")
            : sign + Output.Number(decimal.Round(difference, 2), culture);
    }
}
