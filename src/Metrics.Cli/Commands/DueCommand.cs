using System.CommandLine;
using System.Globalization;
using Metrics.Reporting;
using Metrics.ServiceDesk;
using Metrics.Warehouse.Queries;
using NodaTime;
using Spectre.Console;

namespace Metrics.Cli.Commands;

/// <summary><c>metrics due</c>: what is overdue and what is due soon.</summary>
internal static class DueCommand
{
    private static readonly Option<string?> At = new("--at") { Description = "The instant (2023-03-13T14:00:00+01:00, or a day for its end); now when left out." };
    private static readonly Option<bool> All = new("--all") { Description = "Also what has time left." };
    private static readonly Option<int?> Top = new("--top") { Description = "At most so many; tables show 50 unless told otherwise." };
    private static readonly Option<string> Format = Shared.Format("table", "json");

    public static Command Create()
    {
        var command = new Command("due", "Tickets that are overdue or due soon, the most urgent first.") { Shared.Organisation, At, All, Top, Shared.Lang, Format };
        command.SetAction(parse =>
        {
            var organisation = Shared.OrganisationOf(parse);
            var at = Shared.MomentOf(parse, At, organisation);
            using var warehouse = Shared.Open(parse);
            var deadlines = new DeadlineQuery(warehouse).At(organisation, at);
            if (parse.GetValue(Top) < 1) throw new UsageException("--top: must be at least 1");
            var json = parse.GetValue(Format) == "json";
            var listed = deadlines.Where(d => parse.GetValue(All) || d.State != DeadlineState.InTime).ToArray();
            var shown = listed.Take(parse.GetValue(Top) ?? (json ? int.MaxValue : 50)).ToArray();
            if (json) Output.Json(shown.Select(d => DeadlineJson.Of(d, organisation)));
            else Print(deadlines, shown, listed.Length - shown.Length, organisation, at ?? warehouse.Now, Shared.Culture(parse));
        });
        return command;
    }

    private static void Print(IReadOnlyList<Deadline> all, Deadline[] shown, int more, Organisation organisation, Instant at, CultureInfo culture)
    {
        var sv = culture.TwoLetterISOLanguageName == "sv";
        int Count(DeadlineState state) => all.Count(d => d.State == state);
        string Moment(Instant instant) => TicketWords.Of(instant, organisation.Zone, culture);
        Console.WriteLine(sv
            ? $"{organisation.Id}, {Moment(at)}: tider som löper: {Count(DeadlineState.Overdue)} försenade, {Count(DeadlineState.DueSoon)} förfaller snart, {Count(DeadlineState.InTime)} i tid"
            : $"{organisation.Id}, {Moment(at)}: deadlines: {Count(DeadlineState.Overdue)} overdue, {Count(DeadlineState.DueSoon)} due soon, {Count(DeadlineState.InTime)} in time");
        if (shown.Length == 0) return;
        var table = Output.Table("", sv ? "Ärende" : "Ticket", sv ? "Väntar på" : "Awaits", sv ? "Förfaller" : "Due", sv ? "Kvar" : "Left", sv ? "Avtal" : "Policy", sv ? "Kund" : "Customer");
        table.Columns[4].RightAligned();
        foreach (var d in shown)
        {
            table.AddRow(new[]
            {
                State(d, sv), d.Ticket, Awaits(d, sv), Moment(d.AgreedDueAt), TicketWords.Of(d.Left), d.Policy, d.Traits.Slice.Customer ?? "",
            }.Select(t => new Text(t)));
        }

        Output.Terminal().Write(table);
        if (more > 0) Console.WriteLine(sv ? $"  {more} till; --top visar fler" : $"  {more} more; --top shows them");
    }

    private static string Awaits(Deadline d, bool sv) => (d.Awaits, sv) switch
    {
        ("response", true) => "svar",
        ("resolution", true) => "lösning",
        _ => d.Awaits,
    };

    private static string State(Deadline d, bool sv)
    {
        var agreed = d.AgreedDueAt != d.DueAt;
        return (d.State, sv) switch
        {
            (DeadlineState.Overdue, true) => !agreed ? "försenat" : d.IsOriginalBroken ? "försenat, även avtalat" : "försenat mot avtalat",
            (DeadlineState.DueSoon, true) => agreed ? "snart, avtalat" : "snart",
            (DeadlineState.InTime, true) => agreed && d.IsOriginalBroken ? "avtalat" : "i tid",
            (DeadlineState.Overdue, false) => !agreed ? "overdue" : d.IsOriginalBroken ? "overdue, as agreed too" : "overdue as agreed",
            (DeadlineState.DueSoon, false) => agreed ? "soon, as agreed" : "soon",
            _ => agreed && d.IsOriginalBroken ? "as agreed" : "in time",
        };
    }
}
