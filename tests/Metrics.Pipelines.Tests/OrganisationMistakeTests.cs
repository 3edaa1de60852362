using Metrics.Pipelines.Yaml;

namespace Metrics.Pipelines.Tests;

public sealed class OrganisationMistakeTests : IDisposable
{
    private const string Desk = """
        id: desk
        label: { sv: Desken, en: The desk }
        zone: Europe/Stockholm
        serviceLevelSeconds: [120, 60]
        shortAbandonSeconds: 11
        resolutionHours: [16]
        calendar: office

        """;

    private const string Office = """
        id: office
        label: { sv: Kontorstid, en: Office hours }
        zone: Europe/Stockholm
        versions:
          - hours: { monday-friday: "08:00-17:00" }
            publicHolidays: closed

        """;

    private static readonly Mistake[] Each =
    [
        new("resolutionHours: [0]", "resolutionHours: [16]", "desk.yaml:6: resolutionHours[0]: must be hours, 1 to 10000"),
        new("calendar: offic", "calendar: office", "desk.yaml:7: calendar: there is no calendar 'offic'; there are office"),
        new("calendar: office\npolicies: [none]", "calendar: office", "desk.yaml:8: policies[0]: there is no policy 'none'; there is none"),
        new("calendar: office\ncalendars: [{ calendar: office }]", "calendar: office", "desk.yaml:8: calendars[0]: must say for which unit, service, customer or queue"),
        new("", "id: desk\n", "desk.yaml:1: the key 'id' is missing"),
        new("id: the/desk", "id: desk", "desk.yaml:1: id: 'the/desk' is not an id: it must say something, without '/'"),
        new("id: ''", "id: desk", "desk.yaml:1: id: '' is not an id"),
        new("label: Desken", "label: { sv: Desken, en: The desk }", "desk.yaml:2: label: must be a map of keys"),
        new("zone: Stockholm", "zone: Europe/Stockholm", "desk.yaml:3: zone: 'Stockholm' is not a zone of the IANA database, such as Europe/Stockholm"),
        new("serviceLevelSeconds: []", "serviceLevelSeconds: [120, 60]", "desk.yaml:4: serviceLevelSeconds: needs at least one threshold"),
        new("serviceLevelSeconds: [120, 120]", "serviceLevelSeconds: [120, 60]", "desk.yaml:4: serviceLevelSeconds: names a threshold twice"),
        new("serviceLevelSeconds: [120, -1]", "serviceLevelSeconds: [120, 60]", "desk.yaml:4: serviceLevelSeconds[1]: must be seconds, 0 to 86400"),
        new("serviceLevelSeconds: [two]", "serviceLevelSeconds: [120, 60]", "desk.yaml:4: serviceLevelSeconds[0]: 'two' is not a whole number"),
        new("shortAbandonSeconds: 86401", "shortAbandonSeconds: 11", "desk.yaml:5: shortAbandonSeconds: must be seconds, 0 to 86400"),
        new("shortAbandon: 11", "shortAbandonSeconds: 11", "desk.yaml:1: the key 'shortAbandonSeconds' is missing"),
        new("shortAbandonSeconds: 11\nopen: always", "shortAbandonSeconds: 11", "desk.yaml:6: open: is not known here; known are alarms, calendar, calendars, customers, freshness, id, indicators, label, policies, resolutionHours, savedTime, serviceLevelSeconds, shortAbandonSeconds, units, zone"),
    ];

    private readonly ConfigurationFolder _folder = new();

    public OrganisationMistakeTests() => _folder.Write("calendars/office.yaml", Office);

    public static TheoryData<string> Complaints => Mistake.Numbered(Each);

    [Theory]
    [MemberData(nameof(Complaints))]
    public void A_mistake_in_an_organisation_is_told_with_file_line_and_key(string complaint)
    {
        var mistake = Mistake.Of(Each, complaint);
        _folder.Write("organisations/desk.yaml", mistake.In(Desk));
        _folder.Error(() => _ = Pipelines.Organisations).Should().Contain(mistake.Complaint);
    }

    [Fact]
    public void Two_organisations_cannot_have_one_id()
    {
        _folder.Write("organisations/a.yaml", Desk);
        _folder.Write("organisations/b.yaml", Desk);
        _folder.Error(() => _ = Pipelines.Organisations).Should().EndWith("b.yaml:1: id: there are two organisations called 'desk'");
    }

    [Fact]
    public void An_organisation_without_mistakes_is_read()
    {
        _folder.Write("organisations/desk.yaml", Desk);
        var desk = Pipelines.Organisation("desk");
        (desk.Zone.Id, desk.ShortAbandonSeconds).Should().Be(("Europe/Stockholm", 11));
        desk.ServiceLevelSeconds.Should().Equal(120, 60);
        ((Action)(() => Pipelines.Organisation("disk"))).Should().Throw<ConfigurationException>().WithMessage("there is no organisation 'disk'; pipelines/organisations has desk");
    }

    public void Dispose() => _folder.Dispose();

    private PipelineFolder Pipelines => new(_folder.Root);
}
