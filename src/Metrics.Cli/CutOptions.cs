using System.CommandLine;
using Metrics.ServiceDesk;
using Metrics.ServiceDesk.Events;
using Metrics.ServiceDesk.Time;
using Metrics.Warehouse.Queries;

namespace Metrics.Cli;

/// <summary>The options that cut figures: whose, of which unit, customer, …, as known when.</summary>
internal static class CutOptions
{
    public static readonly Option<string?> From = new("--from") { Description = "The first day (2021-03-01; a month stands for its first day)." };
    public static readonly Option<string?> To = new("--to") { Description = "The first day after." };
    public static readonly Option<string?> AsOf = new("--as-of") { Description = "As known then: a day (its end) or a date-time." };

    private static readonly Dictionary<Dimension, Option<string?>> Only = Enum.GetValues<Dimension>().ToDictionary(
        d => d,
        d => new Option<string?>("--" + Words.Of(d)) { Description = $"Only this {Words.Of(d).Replace('-', ' ')}." });

    public static readonly Option<string?> Customer = Only[Dimension.Customer];

    private static readonly Option<string> By = Periods();
    private static readonly Option<string[]> Per = new("--per") { Description = "A row for each unit, customer, service, queue, case-type or channel.", AllowMultipleArgumentsPerToken = true };

    /// <summary>Adds the options of a cut, and when it was known.</summary>
    public static void AddTo(Command command)
    {
        AddCutTo(command);
        command.Add(AsOf);
    }

    /// <summary>Adds the options of a cut.</summary>
    public static void AddCutTo(Command command)
    {
        command.Add(Shared.Organisation);
        foreach (var option in Only.Values) command.Add(option);
    }

    /// <summary>Adds the options of periods and splits.</summary>
    public static void AddPeriodsTo(Command command)
    {
        command.Add(By);
        command.Add(Per);
        command.Add(From);
        command.Add(To);
    }

    /// <summary>The question for figures by period.</summary>
    public static KpiQuestion PeriodQuestion(ParseResult parse, string[] kpis)
    {
        // Where any number of KPIs can be named, an option that there isn't would be taken for one.
        if (kpis.FirstOrDefault(k => k.StartsWith('-')) is { } unknown)
            throw new UsageException($"there is no option '{unknown}' (metrics {parse.CommandResult.Command.Name} --help)");
        var question = Question(parse) with
        {
            Kpis = kpis.Distinct(StringComparer.Ordinal).ToArray(),
            From = Shared.Day(parse, From),
            To = Shared.Day(parse, To),
            By = PeriodWords.TryParse(parse.GetValue(By)!, out var by) ? by : PeriodKind.Total,
            Split = (parse.GetValue(Per) ?? []).Select(DimensionOf).Distinct().ToArray(),
        };
        return question is { From: { } from, To: { } to } && from >= to
            ? throw new UsageException($"--to is the first day after and must be later than --from; {to:uuuu-MM-dd} is not")
            : question;
    }

    public static KpiQuestion Question(ParseResult parse)
    {
        var organisation = Shared.OrganisationOf(parse);
        return new KpiQuestion
        {
            Organisation = organisation,
            Only = Only.Where(o => parse.GetValue(o.Value) is not null).ToDictionary(o => o.Key, o => parse.GetValue(o.Value)!),
            AsOf = Shared.MomentOf(parse, AsOf, organisation),
        };
    }

    private static Option<string> Periods()
    {
        var option = new Option<string>("--by") { Description = "The length of a period.", DefaultValueFactory = _ => "total" };
        option.AcceptOnlyFromAmong([.. PeriodWords.All]);
        return option;
    }

    private static Dimension DimensionOf(string text) => Words.TryParse<Dimension>(text, out var dimension)
        ? dimension
        : throw new UsageException($"--per: '{text}' is not one of {string.Join(", ", Words.All<Dimension>())}");
}
