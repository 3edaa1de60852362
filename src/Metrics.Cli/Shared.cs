using System.CommandLine;
using System.Globalization;
using Metrics.Pipelines;
using Metrics.ServiceDesk;
using Metrics.ServiceDesk.Time;
using Metrics.Warehouse;
using NodaTime;

namespace Metrics.Cli;

/// <summary>Options that commands share, and how their texts are read.</summary>
internal static class Shared
{
    public static readonly Option<string> Db = new("--db")
    {
        Description = "The database file.",
        DefaultValueFactory = _ => "data/metrics.duckdb",
        Recursive = true,
    };

    public static readonly Option<bool> Verbose = new("--verbose") { Description = "Show where an error came from.", Recursive = true };

    public static readonly Option<string> Organisation = new("--organisation")
    {
        Description = "The organisation.",
        DefaultValueFactory = _ => ServiceDesk.Organisation.DefaultId,
    };

    public static Option<string> Format(params string[] formats)
    {
        var option = new Option<string>("--format") { Description = "How to print.", DefaultValueFactory = _ => formats[0] };
        option.AcceptOnlyFromAmong(formats);
        return option;
    }

    /// <summary>The database: opened, or, for a command that runs beside the service that owns it, another connection to it.</summary>
    public static MetricsWarehouse Open(ParseResult parse, bool mustExist = true)
        => BesideService.Warehouse is { } owned ? owned.Reader() : MetricsWarehouse.Open(parse.GetValue(Db)!, PipelineFolder.Default, TimeProvider.System, mustExist);

    public static Organisation OrganisationOf(ParseResult parse) => PipelineFolder.Default.Organisation(parse.GetValue(Organisation)!);

    /// <summary>A day, or the first day of a month or year.</summary>
    public static LocalDate? Day(ParseResult parse, Option<string?> option) => parse.GetValue(option) is not { } text
        ? null
        : PeriodKey.TryParse(text, out _, out var from, out _)
            ? from
            : throw new UsageException($"{option.Name}: '{text}' is not a day such as 2021-03-31 (or a month, 2021-03)");

    /// <summary>An instant: the end of a day in the organisation's zone, or an RFC 3339 date-time.</summary>
    public static Instant? MomentOf(ParseResult parse, Option<string?> option, Organisation organisation)
    {
        if (parse.GetValue(option) is not { } text) return null;
        return Moment.TryParse(text, organisation.Zone, out var moment)
            ? moment
            : throw new UsageException($"{option.Name}: '{text}' is neither a day (its end is meant) nor a date-time such as 2023-12-05T12:00:00+01:00");
    }

    public static readonly Option<string> Lang = Languages();

    public static CultureInfo Culture(ParseResult parse) => parse.GetValue(Lang) == "en" ? CultureInfo.GetCultureInfo("en-GB") : Swedish;

    private static Option<string> Languages()
    {
        var option = new Option<string>("--lang") { Description = "The language of tables.", DefaultValueFactory = _ => "sv" };
        option.AcceptOnlyFromAmong("sv", "en");
        return option;
    }

    public static readonly CultureInfo Swedish = CultureInfo.GetCultureInfo("sv-SE");
}
