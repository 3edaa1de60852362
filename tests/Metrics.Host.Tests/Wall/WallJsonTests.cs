using System.Text.Json;
using Metrics.Host.Tests.Live;
using Metrics.Host.Wall;
using Metrics.ServiceDesk.Alarms;
using NodaTime;

namespace Metrics.Host.Tests.Wall;

/// <summary>What is told of a wall, several times a second.</summary>
public sealed class WallJsonTests
{
    private static readonly Instant Ten = Instant.FromUtc(2025, 3, 11, 9, 0);

    [Fact]
    public void A_thousand_broken_promises_are_said_once_for_each_unit_with_how_many()
    {
        Alarm[] alarms =
        [
            .. Enumerable.Range(0, 1000).Select(n => Raised("löfte", n % 2 == 0 ? "Lön" : "Servicedesk", $"T{n}")),
            Raised("svarsservice", "Lön", null), Raised("svarsservice", "Växel", null) with { AcknowledgedAt = Ten, AcknowledgedBy = "Eva" },
        ];
        var told = Told(alarms);
        told.GetProperty("count").GetInt32().Should().Be(1002);
        told.GetProperty("shown").EnumerateArray().Select(s => (About(s, "rule"), About(s, "unit"), s.GetProperty("more").GetInt32()))
            .Should().Equal(("löfte", "Lön", 499), ("löfte", "Servicedesk", 499), ("svarsservice", "Lön", 0), ("svarsservice", "Växel", 0));
        told.GetRawText().Length.Should().BeLessThan(3_000);
    }

    [Fact]
    public void Whoever_follows_sees_that_something_became_of_an_alarm()
    {
        var (raised, seen) = (Raised("löfte", "Lön", "T1"), Raised("löfte", "Lön", "T1") with { AcknowledgedAt = Ten, AcknowledgedBy = "Eva" });
        string State(params Alarm[] alarms) => Told(alarms).GetProperty("state").GetString()!;
        State(raised).Should().Be(State(raised));
        new[] { State(), State(raised), State(seen), State(raised, Raised("löfte", "Lön", "T2")) }.Should().OnlyHaveUniqueItems();
    }

    private static Alarm Raised(string rule, string unit, string? thing) => new($"{rule}-{unit}-{thing}", new AlarmSubject(rule, unit, thing), Ten, null);

    private static JsonElement Told(Alarm[] alarms)
        => JsonSerializer.SerializeToElement(WallJson.Of(new WallView(LiveDesk.Pipelines.Organisation("demo-live"), Ten, [], [], [], alarms), false)).GetProperty("alarms");

    private static string? About(JsonElement shown, string what) => shown.GetProperty("alarm").GetProperty("about").GetProperty(what).GetString();
}
