using System.Globalization;
using Metrics.EndToEnd.Tests.Running;

namespace Metrics.EndToEnd.Tests.Reference;

/// <summary>
/// The log repeats resolved_at and closed_at, with their last value, on every row of an incident from its first on. A reader
/// that believes them knows the future. Here the file grows, as it did when it was written, and nothing may be known early.
/// </summary>
public sealed class NoLeakTests
{
    private static readonly int[] Prefixes = [1, 2_500, 40_000];
    private static readonly string[] Moments = ["opened_at", "first_response_at", "first_resolved_at", "resolved_at", "closed_at", "cancelled_at"];

    [ReferenceFact]
    public async Task Nothing_is_known_before_the_row_that_tells_it_and_growing_comes_to_the_same()
    {
        var lines = SharedData.Lines(SharedData.Incidents).ToArray();
        var log = Table.Of(lines);
        using var place = new Workplace();
        foreach (var rows in Prefixes)
        {
            place.Write("log.csv", string.Join('\n', lines[..(rows + 1)]) + "\n");
            await place.Ingest("log.csv", "servicenow-incident-log");
            CheckPrefix(log, rows, Table.Of((await place.Run("facts", "tickets")).Succeeded().Lines));
        }

        place.Write("log.csv", string.Join('\n', lines) + "\n");
        (await place.Ingest("log.csv", "servicenow-incident-log")).GetProperty("read").GetInt64().Should().Be(log.Rows.Count - Prefixes[^1]);
        await SameAsInOneGo(place);
    }

    private static void CheckPrefix(Table log, int rows, Table facts)
    {
        var (number, state, updated, sla) = (log.Column("number"), log.Column("incident_state"), log.Column("sys_updated_at"), log.Column("made_sla"));
        var seen = log.Rows.Take(rows).GroupBy(number).ToDictionary(g => g.Key, g => g.ToArray());
        var (ticket, met, closedAt) = (facts.Column("ticket_id"), facts.Column("sla_met_reported"), facts.Column("closed_at"));
        var moments = Moments.Select(m => (Name: m, Of: facts.Column(m))).ToArray();
        facts.Rows.Should().HaveSameCount(seen);
        var leaks = new List<string>();
        foreach (var fact in facts.Rows)
        {
            var told = seen[ticket(fact)];
            var now = told.Max(r => DateTime.ParseExact(updated(r), "d/M/yyyy HH:mm", CultureInfo.InvariantCulture));
            foreach (var (moment, of) in moments)
            {
                var known = of(fact);
                if (known.Length > 0 && DateTime.Parse(known, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal) > now)
                    leaks.Add($"{ticket(fact)}: {moment} {known} is known after {rows} rows, but its last row is of {now:s}");
            }

            var closed = told.Any(r => state(r) == "Closed");
            if (!closed && (closedAt(fact).Length > 0 || met(fact).Length > 0)) leaks.Add($"{ticket(fact)}: no row has closed it");
            if (met(fact).Length > 0 && met(fact) != sla(told[^1])) leaks.Add($"{ticket(fact)}: the last row says made_sla {sla(told[^1])}");
        }

        leaks.Should().BeEmpty();
    }

    private static async Task SameAsInOneGo(Workplace grown)
    {
        using var once = new Workplace();
        await once.Ingest(SharedData.At(SharedData.Incidents), "servicenow-incident-log");
        foreach (var command in (string[][])[["facts", "tickets"], ["kpi", "--by", "day", "--format", "json"], ["kpi", "--per", "case-type", "--format", "csv"]])
        {
            var one = (await once.Run(command)).Succeeded().Output;
            (await grown.Run(command)).Succeeded().Output.Should().Be(one, $"'{string.Join(' ', command)}' doesn't depend on how the file came");
        }

        (await grown.Run("verify")).Succeeded().Output.Should().Contain("0 differences");
    }
}
