using Metrics.ServiceDesk.Alarms;
using NodaTime;

namespace Metrics.Pipelines.Tests;

/// <summary>Alarms of an organisation's file, against the shipped catalogue.</summary>
public sealed class AlarmMistakeTests : IDisposable
{
    private const string Desk = """
        id: desk
        label: { sv: Desken, en: The desk }
        zone: Europe/Stockholm
        serviceLevelSeconds: [120]
        shortAbandonSeconds: 11
        resolutionHours: [16]
        calendar: office
        units: { A: {}, B: {} }
        alarms:
          low: { label: { sv: Låg, en: Low }, watch: figure, kpi: service-level, over: now, below: 70 %, clear: 80.5%, atLeast: 10, minutes: 5, units: [A] }
          long: { label: { sv: Lång, en: Long }, watch: longest-wait, above: 600, clear: 120 }
          due: { label: { sv: Brott, en: Breach }, watch: deadline }

        """;

    private static readonly Mistake[] Each =
    [
        new("watch: figures", "watch: figure", "desk.yaml:10: alarms.low.watch: 'figures' is not one of figure, longest-wait, deadline, silent-source, unusual-half-hour"),
        new("kpi: service-levels", "kpi: service-level", "desk.yaml:10: alarms.low.kpi: there is no KPI 'service-levels' that can be watched right now; there are "),
        new("kpi: sla-compliance", "kpi: service-level", "desk.yaml:10: alarms.low.kpi: there is no KPI 'sla-compliance' that can be watched right now; there are "),
        new("over: then", "over: now", "desk.yaml:10: alarms.low.over: 'then' is not one of today, now"),
        new("below: low", "below: 70 %", "desk.yaml:10: alarms.low.below: 'low' is neither a number such as 300 nor a share such as 85 %"),
        new("above: 90 %, below: 70 %", "below: 70 %", "desk.yaml:10: alarms.low: needs either 'below' or 'above'"),
        new("clear: 60 %", "clear: 80.5%", "desk.yaml:10: alarms.low.clear: must not be less than below: the alarm would be raised again as it is cleared"),
        new("clear: 601", "clear: 120", "desk.yaml:11: alarms.long.clear: must not be more than above"),
        new("atLeast: -1", "atLeast: 10", "desk.yaml:10: alarms.low.atLeast: must not be negative"),
        new("minutes: 1441", "minutes: 5", "desk.yaml:10: alarms.low.minutes: must be minutes, 0 to 1440"),
        new("units: [C]", "units: [A]", "desk.yaml:10: alarms.low.units[0]: there is no unit 'C'; there are A, B"),
        new("watch: deadline, below: 3", "watch: deadline", "desk.yaml:12: alarms.due.below: is not known here; known are label, minutes, units, watch"),
        new("label: Lång", "label: { sv: Lång, en: Long }", "desk.yaml:11: alarms.long.label: must be a map of keys"),
    ];

    private readonly ConfigurationFolder _folder = new();

    public AlarmMistakeTests()
    {
        _folder.Write("calendars/office.yaml", "id: office\nlabel: { sv: Kontorstid, en: Office hours }\nzone: Europe/Stockholm\nversions: [{ hours: { monday-friday: \"08:00-17:00\" }, publicHolidays: closed }]\n");
        foreach (var file in Directory.GetFiles(Path.Combine(Repository.Root, "pipelines", "kpis"))) _folder.Write($"kpis/{Path.GetFileName(file)}", File.ReadAllText(file));
    }

    public static TheoryData<string> Complaints => Mistake.Numbered(Each);

    [Theory]
    [MemberData(nameof(Complaints))]
    public void A_mistake_in_an_alarm_is_told_with_file_line_and_key(string complaint)
    {
        var mistake = Mistake.Of(Each, complaint);
        _folder.Write("organisations/desk.yaml", mistake.In(Desk));
        _folder.Error(() => _ = Pipelines.Organisations).Should().Contain(mistake.Complaint);
    }

    [Fact]
    public void Alarms_without_mistakes_are_read()
    {
        _folder.Write("organisations/desk.yaml", Desk);
        var alarms = Pipelines.Organisation("desk").Alarms;
        alarms.Select(a => (a.Id, a.Label.Sv, a.Watch)).Should().Equal(("low", "Låg", AlarmWatch.Figure), ("long", "Lång", AlarmWatch.LongestWait), ("due", "Brott", AlarmWatch.Deadline));
        (alarms[0].Kpi, alarms[0].Window, alarms[0].AtLeast, alarms[0].Lasts, alarms[0].Limit).Should().Be(("service-level", AlarmWindow.Now, 10, Duration.FromMinutes(5), new AlarmLimit(true, 0.7m, 0.805m, true)));
        (alarms[0].IsAbout("A"), alarms[0].IsAbout("B"), alarms[0].IsAbout(null), alarms[1].IsAbout("B")).Should().Be((true, false, false, true));
        alarms[1].Limit.Should().Be(new AlarmLimit(false, 600, 120, false));
    }

    public void Dispose() => _folder.Dispose();

    private PipelineFolder Pipelines => new(_folder.Root);
}
