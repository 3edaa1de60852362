using System.CommandLine;
using Metrics.ServiceDesk.Events;
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

    public static void AddTo(Command command)
    {
        command.Add(Shared.Organisation);
        foreach (var option in Only.Values) command.Add(option);
        command.Add(AsOf);
    }

    public static KpiQuestion Question(ParseResult parse)
    {
        var organisation = Shared.OrganisationOf(parse);
        return new KpiQuestion
        {
            Organisation = organisation,
            Only = Only.Where(o => parse.GetValue(o.Value) is not null).ToDictionary(o => o.Key, o => parse.GetValue(o.Value)!),
            AsOf = Shared.Moment(parse, AsOf, organisation),
        };
    }

    public static Dimension DimensionOf(string text) => Words.TryParse<Dimension>(text, out var dimension)
        ? dimension
        : throw new UsageException($"--per: '{text}' is not one of {string.Join(", ", Words.All<Dimension>())}");
}
