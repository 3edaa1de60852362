using System.Globalization;
using System.Text;
using Metrics.EndToEnd.Tests.Running;

namespace Metrics.EndToEnd.Tests.Crash;

/// <summary>
/// A seeded log of tickets, contacts and counts, with what real logs have too: events that come late, twice, corrected or torn.
/// Written as text, so that nothing of the product says what the file should hold.
/// </summary>
internal sealed class EventFile
{
    private readonly Random _random;
    private readonly StringBuilder _text = new();
    private readonly List<string> _late = [];

    private EventFile(int seed) => _random = new Random(seed);

    /// <summary>Distinct events, by source and id.</summary>
    public int Events { get; private set; }

    /// <summary>Distinct versions of events: what the log of the database should hold.</summary>
    public int Versions { get; private set; }

    /// <summary>Lines that are no event.</summary>
    public int Torn { get; private set; }

    /// <summary>The file's text.</summary>
    public string Text => _text.ToString();

    /// <summary>Writes a log of so many days.</summary>
    public static EventFile Of(int seed, int days, int contactsADay, int ticketsADay)
    {
        var file = new EventFile(seed);
        for (var day = 0; day < days; day++) file.Day(new DateTime(2023, 1, 2, 0, 0, 0, DateTimeKind.Utc).AddDays(day), contactsADay, ticketsADay);
        foreach (var line in file._late) file._text.Append(line);
        return file;
    }

    private void Day(DateTime day, int contacts, int tickets)
    {
        for (var i = 0; i < contacts; i++)
        {
            var (id, at) = ($"c{day:MMdd}-{i}", day.AddSeconds(_random.Next(7 * 3600, 18 * 3600)));
            var outcome = _random.Next(10) == 0 ? "abandoned" : "answered";
            Add(id, "contact.recorded", at, id, $$"""{"queue":"Q{{_random.Next(4)}}","customer":"{{Customer()}}","outcome":"{{outcome}}","waitSeconds":{{_random.Next(300)}}}""");
        }

        for (var i = 0; i < tickets; i++) Ticket($"t{day:MMdd}-{i}", day.AddMinutes(_random.Next(24 * 60)));
        Add($"v{day:MMdd}", "volume.counted", day.AddHours(18), $"v{day:MMdd}", $$"""{"measure":"payslips","period":"{{day:yyyy-MM-dd}}","kind":"flow","count":{{_random.Next(1000)}}}""");
    }

    private void Ticket(string ticket, DateTime at)
    {
        Add($"{ticket}/o", "ticket.opened", at, ticket, $$"""{"unit":"U{{_random.Next(3)}}","customer":"{{Customer()}}","priority":"{{_random.Next(1, 5)}}"}""");
        if (_random.Next(3) == 0) Add($"{ticket}/h", "ticket.handed-over", at.AddMinutes(30), ticket, """{"line":"Andra linjen"}""");
        if (_random.Next(10) == 0) return;
        at = at.AddMinutes(_random.Next(5000));
        Add($"{ticket}/r", "ticket.resolved", at, ticket, _random.Next(2) == 0 ? """{"firstContact":true}""" : "{}");
        if (_random.Next(20) == 0) Add($"{ticket}/again", "ticket.reopened", at.AddMinutes(90), ticket, "{}");
        else Add($"{ticket}/c", "ticket.closed", at.AddDays(5), ticket, """{"slaMet":true}""");
    }

    private void Add(string id, string type, DateTime time, string subject, string data)
    {
        var line = Line(id, type, time, subject, data, 0);
        Events++;
        Versions++;
        if (_random.Next(50) == 0) _late.Add(line);
        else _text.Append(line);
        switch (_random.Next(400))
        {
            case 0: // told twice
                _late.Add(line);
                break;
            case 1: // corrected: it happened an hour later
                Versions++;
                _late.Add(Line(id, type, time.AddHours(1), subject, data, 1));
                break;
            case 2: // torn
                Torn++;
                _text.Append(line.AsSpan(0, line.Length / 2)).Append('\n');
                break;
        }
    }

    private string Customer() => "Kund " + _random.Next(6).ToString(CultureInfo.InvariantCulture);

    private static string Line(string id, string type, DateTime time, string subject, string data, int revision)
        => Samples.Event(id, type, time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture), subject, data, revision == 0 ? "" : $"\"revision\":{revision},");
}
