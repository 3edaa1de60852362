using Metrics.ServiceDesk;
using NodaTime;

namespace Metrics.Pipelines.Tests;

/// <summary>Units, customers and what robots save.</summary>
public sealed class OrganisationPartMistakeTests : IDisposable
{
    private const string Organisation = """
        id: city
        label: { sv: Staden, en: The city }
        zone: Europe/Stockholm
        serviceLevelSeconds: [120]
        shortAbandonSeconds: 11
        resolutionHours: [16]
        calendar: office
        units:
          Förvaltning: {}
          Kontaktcenter: { parent: Förvaltning, label: [{ label: Kontaktcentret }, { from: 2022-01-01, label: Kontakt }] }
          Växel: { parent: Kontaktcenter, serviceLevelSeconds: [25, 60], from: 2021-01-01, until: 2023-07-01 }
        customers:
          Skola: { label: Grundskolan, from: 2020-01-01 }
          Trafik: { from: 2021-01-01, until: 2022-01-01 }
        savedTime:
          supplier-invoices: { minutes: 3.5, measured: Tidsstudie }
        indicators:
          svar: { label: Svarsservice, unit: Växel, kpi: service-level }
        report:
          - { id: monthly, label: { sv: Månad, en: Month }, period: month, columns: [{ key: r12, heading: R12 }], indicators: [svar] }

        """;

    private static readonly Mistake[] Each =
    [
        new("Växel: { parent: Kontakt,", "Växel: { parent: Kontaktcenter,", "city.yaml:11: units.Växel.parent: there is no unit 'Kontakt'; there are Förvaltning, Kontaktcenter, Växel"),
        new("Växel: { parent: Växel,", "Växel: { parent: Kontaktcenter,", "city.yaml:11: units.Växel: stands above itself: Växel → Växel"),
        new("Förvaltning: { parent: Växel }", "Förvaltning: {}", "city.yaml:9: units.Förvaltning: stands above itself: Förvaltning → Växel → Kontaktcenter → Förvaltning"),
        new("Växel: { perent: Kontaktcenter,", "Växel: { parent: Kontaktcenter,", "city.yaml:11: units.Växel.perent: is not known here; known are from, label, parent, serviceLevelSeconds, until"),
        new("Förvaltning: []", "Förvaltning: {}", "city.yaml:9: units.Förvaltning: must be a map of keys"),
        new("serviceLevelSeconds: []", "serviceLevelSeconds: [25, 60]", "city.yaml:11: units.Växel.serviceLevelSeconds: needs at least one threshold, the contractual one first"),
        new("serviceLevelSeconds: [25, 25]", "serviceLevelSeconds: [25, 60]", "city.yaml:11: units.Växel.serviceLevelSeconds: names a threshold twice"),
        new("serviceLevelSeconds: [25, 86401]", "serviceLevelSeconds: [25, 60]", "city.yaml:11: units.Växel.serviceLevelSeconds[1]: must be seconds, 0 to 86400"),
        new("until: 2021-01-01 }\ncustomers:", "until: 2023-07-01 }\ncustomers:", "city.yaml:11: units.Växel.until: must be later than from"),
        new("until: soon", "until: 2023-07-01", "city.yaml:11: units.Växel.until: 'soon' is not a day such as 2021-03-15"),
        new("{ label: Kontakt }]", "{ from: 2022-01-01, label: Kontakt }]", "city.yaml:10: units.Kontaktcenter.label: labels stand in the order of their days, each but the first with its from"),
        new("{ from: 2021-01-01, label: Kontaktcentret }", "{ label: Kontaktcentret }", "city.yaml:10: units.Kontaktcenter.label: the first label holds since always; leave its from out"),
        new("unit: Vaxel", "unit: Växel", "city.yaml:18: indicators.svar.unit: there is no unit 'Vaxel'; there are Förvaltning, Kontaktcenter, Växel"),
        new("Skola: { parent: Trafik, label: Grundskolan", "Skola: { label: Grundskolan", "city.yaml:13: customers.Skola.parent: is not known here; known are from, label, until"),
        new("Skola: Grundskolan", "Skola: { label: Grundskolan, from: 2020-01-01 }", "city.yaml:13: customers.Skola: must be a map of keys"),
        new("from: 2020-13-01", "from: 2020-01-01", "city.yaml:13: customers.Skola.from: '2020-13-01' is not a day such as 2021-03-15"),
        new("until: 2021-01-01 }\nsavedTime", "until: 2022-01-01 }\nsavedTime", "city.yaml:14: customers.Trafik.until: must be later than from"),
        new("supplier-invoices: { measured: Tidsstudie }", "supplier-invoices: { minutes: 3.5, measured: Tidsstudie }", "city.yaml:16: savedTime.supplier-invoices: the key 'minutes' is missing"),
        new("minutes: 3.5 }", "minutes: 3.5, measured: Tidsstudie }", "city.yaml:16: savedTime.supplier-invoices: the key 'measured' is missing"),
        new("minutes: \"3,5\"", "minutes: 3.5", "city.yaml:16: savedTime.supplier-invoices.minutes: '3,5' is not a number such as 1200 or 97.5"),
        new("minutes: 0", "minutes: 3.5", "city.yaml:16: savedTime.supplier-invoices.minutes: must be larger than 0"),
        new("minutes: -3.5", "minutes: 3.5", "city.yaml:16: savedTime.supplier-invoices.minutes: must be larger than 0"),
        new("minutes: 3.5, hours: 1", "minutes: 3.5", "city.yaml:16: savedTime.supplier-invoices.hours: is not known here; known are measured, minutes"),
        new("supplier-invoices: 3.5", "supplier-invoices: { minutes: 3.5, measured: Tidsstudie }", "city.yaml:16: savedTime.supplier-invoices: must be a map of keys"),
    ];

    private readonly ConfigurationFolder _folder = new();

    public OrganisationPartMistakeTests() => _folder.Write("calendars/office.yaml", """
        id: office
        label: { sv: Kontorstid, en: Office hours }
        zone: Europe/Stockholm
        versions: [{ hours: always, publicHolidays: open }]

        """);

    public static TheoryData<string> Complaints => Mistake.Numbered(Each);

    [Theory]
    [MemberData(nameof(Complaints))]
    public void A_mistake_in_units_customers_or_saved_time_is_told_with_file_line_and_key(string complaint)
    {
        var mistake = Mistake.Of(Each, complaint);
        _folder.Write("organisations/city.yaml", mistake.In(Organisation));
        _folder.Error(() => _ = Pipelines.Organisations).Should().Contain(mistake.Complaint);
    }

    [Fact]
    public void Parts_without_mistakes_are_read()
    {
        _folder.Write("organisations/city.yaml", Organisation);
        var city = Pipelines.Organisation("city");
        city.Units.Select(u => (u.Id, u.Parent)).Should().Equal(("Förvaltning", null), ("Kontaktcenter", "Förvaltning"), ("Växel", "Kontaktcenter"));
        city.Units[2].ServiceLevelSeconds.Should().Equal(25, 60);
        (city.Units[0].ServiceLevelSeconds, city.Units[2].From, city.Units[2].Until).Should().Be((null, new LocalDate(2021, 1, 1), new LocalDate(2023, 7, 1)));
        (city.UnitName("Kontaktcenter", new LocalDate(2021, 12, 31)), city.UnitName("Kontaktcenter", new LocalDate(2022, 1, 1))).Should().Be(("Kontaktcentret", "Kontakt"));
        city.Customers.Select(c => c.Names[0].Name).Should().Equal("Grundskolan", "Trafik");
        city.SavedTime.Should().Equal(new SavedTime("supplier-invoices", 3.5m, "Tidsstudie"));
    }

    [Fact]
    public void Where_no_units_are_told_an_indicator_may_name_any()
    {
        var (start, end) = (Organisation.IndexOf("units:", StringComparison.Ordinal), Organisation.IndexOf("customers:", StringComparison.Ordinal));
        _folder.Write("organisations/city.yaml", Organisation.Remove(start, end - start));
        Pipelines.Organisation("city").Report.Indicators.Single().Unit.Should().Be("Växel");
    }

    public void Dispose() => _folder.Dispose();

    private PipelineFolder Pipelines => new(_folder.Root);
}
