using Metrics.Pipelines.Kpis;
using Metrics.Pipelines.Yaml;
using Metrics.ServiceDesk.Calendars;
using NodaTime;
using NodaTime.Text;

namespace Metrics.Pipelines.Calendars;

/// <summary>Reads opening hours: a file of pipelines/calendars is one calendar.</summary>
public static class CalendarReader
{
    private static readonly string[] Weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

    /// <summary>Reads every calendar of a folder, by id.</summary>
    /// <exception cref="ConfigurationException">A file can't be used; the message names file, line and key.</exception>
    public static IReadOnlyDictionary<string, OpeningCalendar> ReadAll(string folder) => ById.Of(folder, Read, c => c.Id, "calendars");

    /// <summary>Reads one file.</summary>
    /// <exception cref="ConfigurationException">It can't be used; the message names file, line and key.</exception>
    public static OpeningCalendar Read(YamlValue root)
    {
        var zone = Zone(root.Get("zone"));
        var versions = root.Get("versions").Items().Select(Version).ToArray();
        if (versions is [{ Version.ValidFrom: not null }, ..])
            throw versions[0].Node.Get("validFrom").Error("the first version holds since always; leave its validFrom out");
        for (var i = 1; i < versions.Length; i++)
        {
            var (node, version) = versions[i];
            if (version.ValidFrom is not { } from) throw node.Error("only the first version can be without validFrom");
            if (from <= versions[i - 1].Version.ValidFrom)
                throw node.Get("validFrom").Error($"shadows the version before it, which is valid from {versions[i - 1].Version.ValidFrom:uuuu-MM-dd'T'HH:mm}; versions stand in the order of time");
        }

        if (versions.Length == 0) throw root.Get("versions").Error("must list at least one version");
        var calendar = new OpeningCalendar(
            root.Get("id").Text(), CatalogueReader.Label(root.Get("label")), zone,
            versions.Select(v => v.Version).ToArray(), Exceptions(root.Find("exceptions")));
        root.NothingElse();
        return calendar;
    }

    /// <summary>A zone of the IANA database.</summary>
    internal static DateTimeZone Zone(YamlValue node) => DateTimeZoneProviders.Tzdb.GetZoneOrNull(node.Text())
        ?? throw node.Error($"'{node.Text()}' is not a zone of the IANA database, such as Europe/Stockholm");

    /// <summary>From when a version holds: a day, or a minute of the wall clock.</summary>
    internal static LocalDateTime Moment(YamlValue node)
    {
        if (LocalDatePattern.Iso.Parse(node.Text()) is { Success: true, Value: var day }) return day.AtMidnight();
        return LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm").Parse(node.Text()) is { Success: true, Value: var minute }
            ? minute
            : throw node.Error($"'{node.Text()}' is neither a day such as 2021-03-15 nor a minute such as 2021-03-15T07:30");
    }

    private static (YamlValue Node, CalendarVersion Version) Version(YamlValue node)
    {
        var version = new CalendarVersion
        {
            ValidFrom = node.Find("validFrom") is { } from ? Moment(from) : null,
            Weekdays = Hours(node.Get("hours")),
            ClosedOnPublicHolidays = node.Get("publicHolidays") is var holidays && holidays.Text() switch
            {
                "closed" => true,
                "open" => false,
                var other => throw holidays.Error($"'{other}' is neither closed nor open"),
            },
            Eves = node.Find("eves") is { } eves ? Eves(eves) : new Dictionary<string, DayHours>(),
        };
        node.NothingElse();
        return (node, version);
    }

    private static DayHours[] Hours(YamlValue node)
    {
        if (!node.IsMap) return !node.IsList && node.Text() == "always" ? Enumerable.Repeat(DayHours.WholeDay, 7).ToArray() : throw node.Error("must be a map of weekdays, or always");
        var week = new DayHours?[7];
        foreach (var (name, value) in node.Entries())
        {
            var (first, last) = Days(name, value);
            for (var day = first; day <= last; day++)
            {
                if (week[day] is not null) throw value.Error($"{Weekdays[day]} has hours already");
                week[day] = Day(value);
            }
        }

        var hours = week.Select(d => d ?? DayHours.Closed).ToArray();
        for (var day = 0; day < 7; day++)
        {
            if (hours[day].Intervals is [.., { EndMinute: > OpenInterval.Day } night] && hours[(day + 1) % 7].Intervals is [var next, ..]
                && next.StartMinute < night.EndMinute - OpenInterval.Day)
            {
                throw node.Error($"{night} of {Weekdays[day]} reaches into {next} of {Weekdays[(day + 1) % 7]}; make them one interval");
            }
        }

        return hours;
    }

    private static (int First, int Last) Days(string name, YamlValue node)
    {
        var days = name.Split('-').Select(d => Array.IndexOf(Weekdays, d)).ToArray();
        if (days.Length is 1 or 2 && Array.TrueForAll(days, d => d >= 0) && days[0] <= days[^1]) return (days[0], days[^1]);
        throw node.Error($"'{name}' is not a weekday (monday) or a range of them (monday-friday)");
    }

    private static DayHours Day(YamlValue node)
    {
        if (!node.IsList && node.Text() == "closed") return DayHours.Closed;
        var hours = new DayHours(node.Items().Select(item => OpenInterval.TryParse(item.Text(), out var interval)
            ? interval
            : throw item.Error($"'{item.Text()}' is not an interval such as 08:00-17:00, or 22:00-06:00 past midnight")).ToArray());
        if (hours.Intervals.Count == 0) throw node.Error("lists no interval; write closed");
        return hours.Overlap() is { } overlap
            ? throw node.Error($"{overlap.First} and {overlap.Second} overlap, or don't stand in the order of the day")
            : hours;
    }

    private static Dictionary<string, DayHours> Eves(YamlValue node)
    {
        var eves = new Dictionary<string, DayHours>(StringComparer.Ordinal);
        foreach (var (name, value) in node.Entries())
        {
            if (!SwedishDays.EveNames.Contains(name, StringComparer.Ordinal))
                throw value.Error($"'{name}' is not an eve; there are {string.Join(", ", SwedishDays.EveNames)}");
            eves.Add(name, Day(value));
        }

        return eves;
    }

    private static List<ExceptionDay> Exceptions(YamlValue? list)
    {
        var all = new List<ExceptionDay>();
        foreach (var node in list?.Items() ?? [])
        {
            var (first, last) = node.Find("date") is { } single ? (single.Day(), single.Day()) : (node.Get("from").Day(), node.Get("through").Day());
            if (last < first || Period.DaysBetween(first, last) > 366) throw node.Error("must go from a day through the same or a later one, at most a year");
            var hours = Day(node.Get("hours"));
            var reason = node.Find("reason")?.Text();
            node.NothingElse();
            for (var day = first; day <= last; day = day.PlusDays(1))
            {
                if (all.Exists(e => e.Date == day)) throw node.Error($"{day:uuuu-MM-dd} is an exception already");
                all.Add(new ExceptionDay(day, hours, reason));
            }
        }

        return all;
    }
}
