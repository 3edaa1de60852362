using Metrics.Pipelines.Kpis;
using Metrics.ServiceDesk.Kpis;

namespace Metrics.Pipelines.Tests;

/// <summary>KPIs that are made of others.</summary>
public sealed class ComposedKpiMistakeTests : IDisposable
{
    private const string Tickets = """
        fact: ticket
        measures:
          opened: { at: opened, count: "true" }
          left: { at: left, count: "true" }
        kpis:
          - { id: tickets, version: 1, label: { sv: Ärenden, en: Tickets }, says: { sv: Antal., en: Count. }, unit: count, direction: none, numerator: opened }
          - { id: backlog, version: 1, label: { sv: Öppna, en: Open }, says: { sv: Antal., en: Count. }, unit: count, direction: lower, balance: { in: opened, out: left } }

        """;

    private const string Volumes = """
        fact: volume
        measures: { staff: { label: { sv: Personal, en: Staff }, kind: flow } }
        kpis:
          - { id: "{measure}", version: 1, says: { sv: Antal., en: Count. }, unit: count, direction: none }
          - { id: "{measure}-share", version: 1, says: { sv: Andel., en: Share. }, unit: share, direction: none, handling: [automated] }

        """;

    private const string Surveys = """
        fact: survey
        kpis: [{ id: liking, version: 1, label: { sv: Gillande, en: Liking }, says: { sv: Medel., en: Mean. }, unit: score, direction: higher, answers: all }]

        """;

    private const string Composed = """
        composed:
          - id: tickets-per-head
            version: 2
            label: { sv: Per person, en: Per head }
            says: { sv: Ärenden per person., en: Tickets a head. }
            unit: rate
            direction: higher
            numerator: tickets
            denominator: staff
            denominatorPer: 10
          - id: work
            version: 1
            label: { sv: Arbete, en: Work }
            says: { sv: Allt., en: All. }
            unit: count
            direction: none
            numerator: [tickets, staff]
            assumes: { sv: Antaget., en: Assumed. }

        """;

    private static readonly Mistake[] Each =
    [
        new("numerator: ticket\n", "numerator: tickets\n", "composed.yaml:2: composed[0]: there is no KPI 'ticket' in the catalogue, and no measure of that name"),
        new("denominator: stuff", "denominator: staff", "composed.yaml:2: composed[0]: there is no KPI 'stuff' in the catalogue, and no measure of that name"),
        new("[tickets, tickets-per-head]", "[tickets, staff]", "composed.yaml:11: composed[1]: there is no KPI 'tickets-per-head' in the catalogue"),
        new("[tickets, liking]", "[tickets, staff]", "composed.yaml:11: composed[1]: there is no KPI 'liking' in the catalogue"),
        new("numerator: backlog\n", "numerator: tickets\n", "composed.yaml:2: composed[0]: 'backlog' is a balance, which doesn't add up over time"),
        new("denominator: backlog", "denominator: staff", "composed.yaml:2: composed[0]: 'backlog' is a balance, which doesn't add up over time"),
        new("id: tickets-per-head", "id: work", "composed.yaml:2: composed[0].id: there are two KPIs called 'tickets-per-head'"),
        new("id: tickets", "id: work", "composed.yaml:11: composed[1].id: there are two KPIs called 'tickets'"),
        new("id: staff", "id: work", "composed.yaml:11: composed[1].id: there are two KPIs called 'staff'"),
        new("id: staff-share", "id: work", "composed.yaml:11: composed[1].id: there are two KPIs called 'staff-share'"),
        new("id: liking", "id: work", "composed.yaml:11: composed[1].id: there are two KPIs called 'liking'"),
        new("denominatorPer: 0", "denominatorPer: 10", "composed.yaml:10: composed[0].denominatorPer: must be larger than 0"),
        new("denominatorPer: -1000", "denominatorPer: 10", "composed.yaml:10: composed[0].denominatorPer: must be larger than 0"),
        new("denominatorPer: many", "denominatorPer: 10", "composed.yaml:10: composed[0].denominatorPer: 'many' is not a whole number"),
        new("numerator: []", "numerator: [tickets, staff]", "composed.yaml:17: composed[1].numerator: must name at least one KPI"),
        new("", "    numerator: [tickets, staff]\n", "composed.yaml:11: composed[1]: the key 'numerator' is missing"),
        new("unit: per-head", "unit: rate", "composed.yaml:6: composed[0].unit: 'per-head' is not one of count, share"),
        new("variant: original\n    denominatorPer: 10", "denominatorPer: 10", "composed.yaml:10: composed[0].variant: is not known here; known are assumes, denominator, denominatorPer, direction, id, label, numerator, says, unit, version"),
        new("assumes: Antaget.", "assumes: { sv: Antaget., en: Assumed. }", "composed.yaml:18: composed[1].assumes: must be a map of keys"),
        new("fact: ticket\ncomposed:", "composed:", "composed.yaml:1: fact: is not known here; known are composed"),
    ];

    private readonly ConfigurationFolder _folder = new();

    public static TheoryData<string> Complaints => Mistake.Numbered(Each);

    [Theory]
    [MemberData(nameof(Complaints))]
    public void A_mistake_in_a_kpi_made_of_others_is_told_with_file_line_and_key(string complaint)
    {
        var mistake = Mistake.Of(Each, complaint);
        _folder.Error(() => Read(mistake.In(Composed))).Should().Contain(mistake.Complaint);
    }

    [Fact]
    public void Kpis_made_of_others_without_mistakes_are_read_whichever_file_comes_first()
    {
        var composed = Read(Composed).Composed;
        composed.Select(k => (k.Id, k.Version, k.DenominatorPer, k.Unit, k.Direction)).Should().Equal(
            ("tickets-per-head", 2, 10, KpiUnit.Rate, Direction.Higher), ("work", 1, 1, KpiUnit.Count, Direction.None));
        composed[1].Parts.Should().Equal("tickets", "staff");
        (composed[0].Assumes, composed[1].Assumes).Should().Be((null, new Label("Antaget.", "Assumed.")));
    }

    public void Dispose() => _folder.Dispose();

    private Catalogue Read(string composed)
    {
        _folder.Write("kpis/tickets.yaml", Tickets);
        _folder.Write("kpis/volumes.yaml", Volumes);
        _folder.Write("kpis/surveys.yaml", Surveys);
        _folder.Write("kpis/composed.yaml", composed);
        return CatalogueReader.Read(Path.Combine(_folder.Root, "kpis"));
    }
}
