using Metrics.Pipelines.Kpis;

namespace Metrics.Pipelines.Tests;

public sealed class CatalogueMistakeTests : IDisposable
{
    private const string Contacts = """
        fact: contact
        measures:
          offered: { at: offered, count: "true" }
          answered: { at: offered, count: "outcome = 'answered'" }
          within: { at: offered, count: "wait_ms <= 1000 * {threshold}" }
          wait: { at: offered, sum: "wait_ms", where: "wait_ms > 0" }
        kpis:
          - id: level
            version: 1
            label: { sv: Nivå, en: Level }
            says: { sv: Andel., en: Share. }
            unit: share
            direction: higher
            thresholds: serviceLevelSeconds
            contractual: of-answered
            variants:
              of-answered: { numerator: within, denominator: answered }
              of-offered: { numerator: within, denominator: [offered, -answered], known: { of: offered, measured: answered } }
            excluded:
              - { reason: { sv: stängt, en: closed }, where: "outcome = 'closed'" }
          - id: waiting
            version: 1
            label: { sv: Väntan, en: Wait }
            says: { sv: Medel., en: Mean. }
            unit: seconds
            direction: lower
            numerator: wait
            numeratorPer: 1000
            denominator: answered

        """;

    private const string Volumes = """
        fact: volume
        measures:
          invoices: { label: { sv: Fakturor, en: Invoices }, kind: flow }
          computers: { label: { sv: Datorer, en: Computers }, kind: stock, aggregate: last }
        kpis:
          - id: "{measure}"
            version: 1
            says: { sv: Antal., en: Count. }
            unit: count
            direction: none

        """;

    private const string Surveys = """
        fact: survey
        kpis:
          - id: liking
            version: 1
            label: { sv: Gillande, en: Liking }
            says: { sv: Medel., en: Mean. }
            unit: score
            direction: higher
            answers: sla-met

        """;

    private static readonly Mistake[] OfContacts =
    [
        new("fakt: contact", "fact: contact", "kpis.yaml:1: the key 'fact' is missing"),
        new("fact: call", "fact: contact", "kpis.yaml:1: fact: 'call' is not one of contact, ticket, hand-over, volume"),
        new("kapis:", "kpis:", "kpis.yaml:1: the key 'kpis' is missing"),
        new("more: 1\nkpis:", "kpis:", "kpis.yaml:7: more: is not known here; known are composed, fact, kpis, measures"),
        new("at: opened, count: \"true\"", "at: offered, count: \"true\"", "kpis.yaml:3: measures.offered.at: 'opened' is not one of offered"),
        new("kount: \"true\"", "count: \"true\"", "kpis.yaml:3: measures.offered: the key 'count' is missing"),
        new("count: \"true\", sum: wait_ms", "count: \"true\"", "kpis.yaml:3: measures.offered.count: is not known here; known are at, sum, where"),
        new("count: \"true; DROP TABLE events\"", "count: \"true\"", "kpis.yaml:3: measures.offered: a condition is one SQL expression, without ';'"),
        new("where: \"outcome = 'closed'; x\"", "where: \"outcome = 'closed'\"", "kpis.yaml:20: kpis[0].excluded[0]: a condition is one SQL expression, without ';'"),
        new("id: waiting", "id: level", "kpis.yaml:21: kpis[1]: there are two KPIs called 'waiting'"),
        new("version: one\n    label: { sv: Nivå", "version: 1\n    label: { sv: Nivå", "kpis.yaml:9: kpis[0].version: 'one' is not a whole number"),
        new("label: { sv: Nivå }", "label: { sv: Nivå, en: Level }", "kpis.yaml:10: kpis[0].label: the key 'en' is missing"),
        new("label: { sv: Nivå, en: Level, de: Niveau }", "label: { sv: Nivå, en: Level }", "kpis.yaml:10: kpis[0].label.de: is not known here; known are en, sv"),
        new("unit: percent", "unit: share", "kpis.yaml:12: kpis[0].unit: 'percent' is not one of count, share, minutes, seconds"),
        new("direction: up", "direction: higher", "kpis.yaml:13: kpis[0].direction: 'up' is not one of none, higher, lower"),
        new("thresholds: [20, 60]", "thresholds: serviceLevelSeconds", "kpis.yaml:14: kpis[0].thresholds: must be a single value"),
        new("thresholds: shortAbandonSeconds", "thresholds: serviceLevelSeconds", "kpis.yaml:14: kpis[0].thresholds: the thresholds that an organisation has for these facts are 'serviceLevelSeconds'"),
        new("", "    thresholds: serviceLevelSeconds\n", "kpis.yaml:8: kpis[0]: 'thresholds: serviceLevelSeconds' is missing"),
        new("numerator: wait\n    thresholds: serviceLevelSeconds", "numerator: wait", "kpis.yaml:21: kpis[1]: 'thresholds' is there, but no measure uses {threshold}"),
        new("contractual: of-all", "contractual: of-answered", "kpis.yaml:8: kpis[0]: there is no variant 'of-all'"),
        new("of-answered: { numerator: within, denominator: answerd }", "of-answered: { numerator: within, denominator: answered }", "kpis.yaml:17: kpis[0].variants.of-answered.denominator: there is no measure 'answerd'; there are offered, answered, within, wait"),
        new("of-answered: { denominator: answered }", "of-answered: { numerator: within, denominator: answered }", "kpis.yaml:17: kpis[0].variants.of-answered: the key 'numerator' is missing"),
        new("[offered, -abandoned]", "[offered, -answered]", "kpis.yaml:18: kpis[0].variants.of-offered.denominator[1]: there is no measure 'abandoned'"),
        new("known: { off: offered, measured: answered }", "known: { of: offered, measured: answered }", "kpis.yaml:18: kpis[0].variants.of-offered.known: the key 'of' is missing"),
        new("known: { of: offered, measured: answered, more: 1 }", "known: { of: offered, measured: answered }", "kpis.yaml:18: kpis[0].variants.of-offered.known.more: is not known here"),
        new("{ reason: { sv: stängt, en: closed } }", "{ reason: { sv: stängt, en: closed }, where: \"outcome = 'closed'\" }", "kpis.yaml:20: kpis[0].excluded[0]: the key 'where' is missing"),
        new("numeratorPer: 0", "numeratorPer: 1000", "kpis.yaml:28: kpis[1].numeratorPer: must be larger than 0"),
        new("variants: {}", "numerator: wait", "kpis.yaml:27: kpis[1].variants: must list at least one variant"),
        new("balance: { in: offered, out: answered }\n    numerator: wait", "numerator: wait", "numerator: is not known here"),
        new("balance: { in: offered, out: gone }", "numerator: wait", "kpis.yaml:27: kpis[1].balance.out: there is no measure 'gone'"),
        new("balance: { in: offered }", "numerator: wait", "kpis.yaml:27: kpis[1].balance: the key 'out' is missing"),
    ];

    private static readonly Mistake[] OfVolumes =
    [
        new("kind: fluid", "kind: flow", "kpis.yaml:3: measures.invoices.kind: 'fluid' is not one of flow, stock"),
        new("kind: flow, aggregate: last", "kind: flow", "kpis.yaml:3: measures.invoices.aggregate: a flow adds up; only a stock has an aggregate"),
        new("aggregate: first", "aggregate: last", "kpis.yaml:4: measures.computers.aggregate: 'first' is not one of last, mean"),
        new("id: total", "id: \"{measure}\"", "kpis.yaml:6: kpis[0].id: must contain {measure}"),
        new("direction: none\n    handling: [robot]", "direction: none", "kpis.yaml:11: kpis[0].handling[0]: 'robot' is not one of manual, electronic, automated"),
        new("direction: none\n    numerator: x", "direction: none", "kpis.yaml:11: kpis[0].numerator: is not known here"),
        new("direction: none\n  - { id: \"{measure}\", version: 1, says: { sv: a, en: b }, unit: count, direction: none }", "direction: none", "kpis.yaml:11: kpis[1]: there are two KPIs called '{measure}'"),
    ];

    private static readonly Mistake[] OfSurveys =
    [
        new("answers: some", "answers: sla-met", "kpis.yaml:9: kpis[0].answers: 'some' is not one of all, sla-met, sla-missed"),
        new("", "    answers: sla-met\n", "kpis.yaml:3: kpis[0]: the key 'answers' is missing"),
        new("direction: higher\n    numerator: x", "direction: higher", "kpis.yaml:9: kpis[0].numerator: is not known here"),
        new("measures: {}\nkpis:", "kpis:", "kpis.yaml:2: measures: is not known here"),
        new("answers: all\n  - { id: liking, version: 1, label: { sv: a, en: b }, says: { sv: a, en: b }, unit: score, direction: higher, answers: all }", "answers: sla-met", "kpis.yaml:10: kpis[1]: there are two KPIs called 'liking'"),
    ];

    private readonly ConfigurationFolder _folder = new();

    public static TheoryData<string> ContactComplaints => Mistake.Numbered(OfContacts);

    public static TheoryData<string> VolumeComplaints => Mistake.Numbered(OfVolumes);

    public static TheoryData<string> SurveyComplaints => Mistake.Numbered(OfSurveys);

    [Theory]
    [MemberData(nameof(ContactComplaints))]
    public void A_mistake_in_the_catalogue_is_told_with_file_line_and_key(string complaint) => Tells(Mistake.Of(OfContacts, complaint), Contacts);

    [Theory]
    [MemberData(nameof(VolumeComplaints))]
    public void A_mistake_in_the_volumes_is_told_with_file_line_and_key(string complaint) => Tells(Mistake.Of(OfVolumes, complaint), Volumes);

    [Theory]
    [MemberData(nameof(SurveyComplaints))]
    public void A_mistake_in_the_surveys_is_told_with_file_line_and_key(string complaint) => Tells(Mistake.Of(OfSurveys, complaint), Surveys);

    [Fact]
    public void The_catalogue_without_mistakes_is_read()
    {
        var catalogue = Read(Contacts, Volumes, Surveys);
        catalogue.Kpis.Select(k => (k.Id, k.PerThreshold, k.Contractual)).Should().Equal(("level", true, "of-answered"), ("waiting", false, ""));
        (catalogue.Measures.Count, catalogue.VolumeMeasures.Count, catalogue.VolumeKpis.Count).Should().Be((4, 2, 1));
        catalogue.SurveyKpis.Select(k => (k.Id, k.Answers)).Should().Equal(("liking", ServiceDesk.Kpis.SurveyAnswers.SlaMet));
    }

    [Theory]
    [InlineData(Contacts, "kpis2.yaml:3: measures.offered: there are two measures called 'offered'")]
    [InlineData(Volumes, "kpis2.yaml:3: measures.invoices: there are two measures called 'invoices'")]
    public void Two_files_cannot_say_the_same(string file, string complaint)
        => _folder.Error(() => Read(file, file)).Replace(Path.DirectorySeparatorChar, '/').Should().Be("kpis/" + complaint);

    public void Dispose() => _folder.Dispose();

    private void Tells(Mistake mistake, string file) => _folder.Error(() => Read(mistake.In(file))).Should().Contain(mistake.Complaint);

    private ServiceDesk.Kpis.Catalogue Read(params string[] files)
    {
        for (var i = 0; i < files.Length; i++) _folder.Write($"kpis/kpis{(i == 0 ? "" : i + 1)}.yaml", files[i]);
        return CatalogueReader.Read(Path.Combine(_folder.Root, "kpis"));
    }
}
