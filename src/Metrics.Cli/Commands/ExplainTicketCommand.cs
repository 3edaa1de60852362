using System.CommandLine;
using System.Globalization;
using Metrics.ServiceDesk;
using Metrics.ServiceDesk.Events;
using Metrics.ServiceDesk.Tickets;
using Metrics.Warehouse.Queries;
using NodaTime;
using Spectre.Console;

namespace Metrics.Cli.Commands;

/// <summary><c>metrics explain ticket</c>: why a ticket's clock shows what it shows.</summary>
internal static class ExplainTicketCommand
{
    private static readonly Argument<string> Id = new("id") { Description = "The ticket's id in its source." };
    private static readonly Option<string?> Source = new("--source") { Description = "The source, when several have such a ticket." };
    private static readonly Option<string> Format = Shared.Format("table", "json");

    public static Command Create()
    {
        var command = new Command("ticket", "The story of a ticket's clock, line by line.") { Id, Source, Shared.Organisation, CutOptions.AsOf, Shared.Lang, Format };
        command.SetAction(parse =>
        {
            var organisation = Shared.OrganisationOf(parse);
            using var warehouse = Shared.Open(parse);
            var story = new TicketQuery(warehouse).Story(organisation, parse.GetValue(Id)!, parse.GetValue(Source), Shared.MomentOf(parse, CutOptions.AsOf, organisation));
            if (parse.GetValue(Format) == "json") Json(story);
            else Print(story, organisation, Shared.Culture(parse));
        });
        return command;
    }

    private static void Print(TicketStory story, Organisation organisation, CultureInfo culture)
    {
        var sv = culture.TwoLetterISOLanguageName == "sv";
        var fact = story.Fact;
        var zone = organisation.Zone;
        string Moment(Instant at) => TicketWords.Of(at, zone, culture);
        Console.WriteLine(string.Join(" · ", new[] { $"{(sv ? "Ärende" : "Ticket")} {fact.TicketId}", organisation.Id, fact.Slice.Unit, fact.Slice.Service, fact.Slice.Customer, fact.Slice.CaseType, fact.Priority, fact.Kind is { } kind ? Words.Of(kind) : null }.OfType<string>()));
        Console.WriteLine((fact.Sla, story.Limit) switch
        {
            ({ } sla, null) when sla.Promised.Promise.FirstResponse is { } response =>
                $"  {(sv ? "avtal" : "policy")} {sla.Promised.Version.Name} ({sla.Promised.Promise.For.Says.In(culture)}): {(sv ? "första svar inom" : "first response within")} {TicketWords.Promise(response).In(culture)}; {story.Calendar.Label.In(culture)} ({story.Calendar.Id})",
            ({ } sla, { } limit) => $"  {(sv ? "avtal" : "policy")} {sla.Promised.Version.Name} ({sla.Promised.Promise.For.Says.In(culture)}): {TicketWords.Promise(limit).In(culture)}; {story.Calendar.Label.In(culture)} ({story.Calendar.Id})",
            _ => sv
                ? $"  omfattas inte av något löfte om lösning; {story.Calendar.Label.In(culture)} ({story.Calendar.Id})"
                : $"  nothing is promised about its solution; {story.Calendar.Label.In(culture)} ({story.Calendar.Id})",
        });
        var table = Output.Table(sv ? "När" : "When", sv ? "Klockan" : "Clock", "", sv ? "Vad" : "What");
        table.Columns[1].RightAligned();
        foreach (var line in story.Lines)
            table.AddRow(new Text(Moment(line.At)), new Text(TicketWords.Of(line.Used)), new Text(TicketWords.Clock(line.Clock).In(culture)), new Text(TicketWords.Step(line, Moment).In(culture)));
        Output.Terminal().Write(table);
        if (fact.Sla is not { } outcome) return;
        if (TicketWords.Answer(outcome, Moment) is { } answer) Console.WriteLine("  " + answer.In(culture));
        if (story.Limit is { } promised)
        {
            foreach (var verdict in TicketWords.Verdict(outcome, promised, Moment)) Console.WriteLine("  " + verdict.In(culture));
        }
    }

    private static void Json(TicketStory story) => Output.Json(new
    {
        ticket = story.Fact.TicketId,
        source = story.Fact.Source,
        organisation = story.Fact.Slice.Organisation,
        policy = story.Fact.Sla?.Promised.Version.Name,
        promisedMinutes = story.Limit?.Within.TotalMinutes,
        promisedTime = story.Limit is { } limit ? Words.Of(limit.Time) : null,
        calendar = story.Calendar.Id,
        warnAt = story.Fact.Sla?.WarnAt?.ToString(),
        dueAt = story.Fact.Sla?.DueAt?.ToString(),
        agreedDueAt = story.Fact.Sla?.AgreedDueAt?.ToString(),
        settledAt = story.Fact.Sla?.SettledAt?.ToString(),
        usedMinutes = story.Fact.Sla?.Used?.TotalMinutes,
        metOriginal = story.Fact.Sla?.MetOriginal,
        metAgreed = story.Fact.Sla?.MetAgreed,
        lines = story.Lines.Select(l => new
        {
            at = l.At.ToString(),
            step = Words.Of(l.Step),
            clockMinutes = l.Used.TotalMinutes,
            clock = Words.Of(l.Clock),
            detail = l.Detail,
            until = l.Until?.ToString(),
            agreement = l.Agreement is { } a ? Words.Of(a) : null,
        }),
    });
}
