using Metrics.ServiceDesk.Calendars;
using NodaTime;

namespace Metrics.Pipelines.Tests;

public sealed class CalendarMistakeTests : IDisposable
{
    private const string Office = """
        id: office
        label: { sv: Kontorstid, en: Office hours }
        zone: Europe/Stockholm
        versions:
          - hours: { monday-thursday: ["08:00-12:00", "13:00-17:00"], friday: "08:00-15:00" }
            publicHolidays: closed
            eves: { skärtorsdagen: "08:00-12:00", julafton: closed }
          - validFrom: 2023-03-15T07:30
            hours: always
            publicHolidays: open
        exceptions:
          - { date: 2023-06-05, hours: closed, reason: klämdag }
          - { from: 2023-07-03, through: 2023-07-07, hours: "10:00-12:00" }

        """;

    private static readonly Mistake[] Each =
    [
        new("zone: Europe/Linköping", "zone: Europe/Stockholm", "office.yaml:3: zone: 'Europe/Linköping' is not a zone of the IANA database, such as Europe/Stockholm"),
        new("\"11:00-17:00\"", "\"13:00-17:00\"", "office.yaml:5: versions[0].hours.monday-thursday: 08:00-12:00 and 11:00-17:00 overlap"),
        new("\"13-17\"", "\"13:00-17:00\"", "office.yaml:5: versions[0].hours.monday-thursday[1]: '13-17' is not an interval such as 08:00-17:00, or 22:00-06:00 past midnight"),
        new("thursday: \"08:00-15:00\"", "friday: \"08:00-15:00\"", "office.yaml:5: versions[0].hours.thursday: thursday has hours already"),
        new("fridag: \"08:00-15:00\"", "friday: \"08:00-15:00\"", "office.yaml:5: versions[0].hours.fridag: 'fridag' is not a weekday (monday) or a range of them (monday-friday)"),
        new("friday: [\"22:00-09:00\"], saturday: \"08:00-10:00\"", "friday: \"08:00-15:00\"", "office.yaml:5: versions[0].hours: 22:00-09:00 of friday reaches into 08:00-10:00 of saturday"),
        new("friday: []", "friday: \"08:00-15:00\"", "office.yaml:5: versions[0].hours.friday: lists no interval; write closed"),
        new("hours: sometimes", "hours: always", "office.yaml:9: versions[1].hours: must be a map of weekdays, or always"),
        new("publicHolidays: shut", "publicHolidays: closed", "office.yaml:6: versions[0].publicHolidays: 'shut' is neither closed nor open"),
        new("julaftn: closed", "julafton: closed", "office.yaml:7: versions[0].eves.julaftn: 'julaftn' is not an eve; there are trettondagsafton, skärtorsdagen,"),
        new("validFrom: 15/3/2023", "validFrom: 2023-03-15T07:30", "office.yaml:8: versions[1].validFrom: '15/3/2023' is neither a day such as 2021-03-15 nor a minute such as 2021-03-15T07:30"),
        new("  - publicHolidays: open\n    hours: always\n", "  - validFrom: 2023-03-15T07:30\n    hours: always\n    publicHolidays: open\n", "office.yaml:8: versions[1]: only the first version can be without validFrom"),
        new("publicHolidays: open\n  - { validFrom: 2023-03-15, hours: always, publicHolidays: open }", "publicHolidays: open", "office.yaml:11: versions[2].validFrom: shadows the version before it, which is valid from 2023-03-15T07:30"),
        new("versions:\n  - validFrom: 2020-01-01\n    hours: always\n    publicHolidays: open", "versions:", "office.yaml:5: versions[0].validFrom: the first version holds since always; leave its validFrom out"),
        new("date: 2023-07-05", "date: 2023-06-05", "office.yaml:13: exceptions[1]: 2023-07-05 is an exception already"),
        new("through: 2023-07-01", "through: 2023-07-07", "office.yaml:13: exceptions[1]: must go from a day through the same or a later one, at most a year"),
        new("date: 5 June", "date: 2023-06-05", "office.yaml:12: exceptions[0].date: '5 June' is not a day such as 2021-03-15"),
        new("reason: klämdag, closed: true", "reason: klämdag", "office.yaml:12: exceptions[0].closed: is not known here; known are date, hours, reason"),
        new("id: office\nopen: 8", "id: office", "office.yaml:2: open: is not known here; known are exceptions, id, label, versions, zone"),
    ];

    private readonly ConfigurationFolder _folder = new();

    public static TheoryData<string> Complaints => Mistake.Numbered(Each);

    [Theory]
    [MemberData(nameof(Complaints))]
    public void A_mistake_in_a_calendar_is_told_with_file_line_and_key(string complaint)
    {
        var mistake = Mistake.Of(Each, complaint);
        _folder.Write("calendars/office.yaml", mistake.In(Office));
        _folder.Error(() => _ = Pipelines.Calendars).Should().Contain(mistake.Complaint);
    }

    [Fact]
    public void A_calendar_without_mistakes_is_read()
    {
        _folder.Write("calendars/office.yaml", Office);
        var office = Pipelines.Calendars["office"];
        office.On(new LocalDate(2023, 3, 13)).Hours.Intervals.Should().Equal(new OpenInterval(480, 720), new OpenInterval(780, 1020));
        office.On(new LocalDate(2023, 3, 10)).Hours.Intervals.Should().Equal(new OpenInterval(480, 900));
        office.On(new LocalDate(2022, 4, 14)).Should().BeEquivalentTo((Hours: new DayHours([new OpenInterval(480, 720)]), Because: "skärtorsdagen"));
        office.On(new LocalDate(2023, 6, 5)).Because.Should().Be("klämdag");
        office.On(new LocalDate(2023, 7, 5)).Hours.Intervals.Should().Equal(new OpenInterval(600, 720));
        office.Versions[1].ValidFrom.Should().Be(new LocalDateTime(2023, 3, 15, 7, 30));
        office.On(new LocalDate(2023, 12, 24)).Hours.Should().Be(DayHours.WholeDay);
    }

    [Fact]
    public void Two_calendars_cannot_have_one_id()
    {
        _folder.Write("calendars/a.yaml", Office);
        _folder.Write("calendars/b.yaml", Office);
        _folder.Error(() => _ = Pipelines.Calendars).Should().EndWith("b.yaml:1: id: there are two calendars called 'office'");
    }

    public void Dispose() => _folder.Dispose();

    private PipelineFolder Pipelines => new(_folder.Root);
}
