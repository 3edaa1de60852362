using System.Text.Json.Nodes;
using Metrics.Oracle.Tests.Oracle;

namespace Metrics.Oracle.Tests.SeededMonth;

/// <summary>Chance with a seed: the same seed tells the same month.</summary>
internal sealed class Dice(int seed)
{
    private readonly Random _random = new(seed);

    // Midnights at both ends of the month, both passes of the hour that occurs twice, and the ends of the longest day.
    private static readonly DateTime[] Moments =
    [
        Utc("2023-09-30T21:59:59"), Utc("2023-09-30T22:00:00"), Utc("2023-10-31T22:59:59"), Utc("2023-10-31T23:00:00"),
        Utc("2023-10-28T21:59:59"), Utc("2023-10-28T22:00:00"), Utc("2023-10-29T00:00:00"), Utc("2023-10-29T00:59:59"),
        Utc("2023-10-29T01:00:00"), Utc("2023-10-29T01:30:00"), Utc("2023-10-29T21:59:59"), Utc("2023-10-29T22:00:00"),
        Utc("2023-10-29T22:30:00"), Utc("2023-10-29T22:59:59"), Utc("2023-10-29T23:00:00"), Utc("2023-10-30T02:29:59"),
    ];

    public int Next(int below) => _random.Next(below);

    public bool Chance(double probability) => _random.NextDouble() < probability;

    public T One<T>(params T[] of) => of[_random.Next(of.Length)];

    public bool? Maybe() => One<bool?>(true, false, null);

    public string Priority() => One("1", "1", "2", "2", "3");

    public string Kind() => One("request", "incident", "major-incident", "personal-data-incident", "complaint");

    /// <summary>What a ticket waits for: accepted by one contract, by another, in other letters, or not told.</summary>
    public string? Reason() => One("customer", "Customer", "leverantör", "reservdelar", null);

    /// <summary>A line that promises something or nothing, or has no name.</summary>
    public string? Line() => One("Andra linjen", "Andra linjen", "Nätgruppen", "Leverantören", "Fältservice", null);

    /// <summary>A moment of October 2023 or of the days around it, to the second; now and then one where days and hours end.</summary>
    public DateTime Moment() => Chance(0.12)
        ? One(Moments)
        : Utc("2023-09-27T00:00:00").AddSeconds(_random.Next(37 * 86_400));

    /// <summary>A moment of the night when clocks go back, to the second.</summary>
    public DateTime NightOfTheChange() => Utc("2023-10-28T22:00:00").AddSeconds(_random.Next(25 * 3600));

    /// <summary>A time that passes: nothing at all, minutes or days; whole seconds.</summary>
    public TimeSpan While() => Next(5) switch
    {
        0 => TimeSpan.Zero,
        1 => TimeSpan.FromSeconds(Next(600)),
        2 => TimeSpan.FromMinutes(Next(600)),
        _ => TimeSpan.FromSeconds(Next(4 * 86_400)),
    };

    /// <summary>Whom and what it concerns; each member may be missing.</summary>
    public JsonObject Scope(Desk desk, double told = 0.85)
    {
        var data = new JsonObject();
        Add("unit", "Servicedesk", "Kontaktcenter", "Ekonomi");
        Add("customer", "Grundskola", "Äldre, vård och omsorg", "Göteborgs Hamn");
        Add("service", "Arbetsplats", "Arbetsplats", "Telefoni", "Telefoni", "Drift");
        Add("caseType", "Inloggning", "Beställning", "Lön");
        Add("channel", "phone", "chat", "e-post");
        return data;

        void Add(string member, params string[] of)
        {
            if (Chance(told)) data[member] = $"{One(of)} {desk.Id[..1]}";
        }
    }

    public void Shuffle<T>(IList<T> items)
    {
        for (var i = items.Count - 1; i > 0; i--)
        {
            var j = _random.Next(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    private static DateTime Utc(string text) => DateTime.SpecifyKind(DateTime.Parse(text, System.Globalization.CultureInfo.InvariantCulture), DateTimeKind.Utc);
}
