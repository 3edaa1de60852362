using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Metrics.ServiceDesk.Events;

namespace Metrics.ServiceDesk.Tests.Events;

/// <summary>Data that means the same is written the same: duplicates are told from corrections by it.</summary>
public sealed class CanonicalDataTests
{
    [Theory]
    [InlineData("5", "5")]
    [InlineData("5.0", "5")]
    [InlineData("5e0", "5")]
    [InlineData("0.50", "0.5")]
    [InlineData("500e-3", "0.5")]
    [InlineData("0", "0")]
    [InlineData("-0", "0")]
    [InlineData("-0.0", "0")]
    [InlineData("0e5", "0")]
    [InlineData("1e3", "1000")]
    [InlineData("100", "100")]
    [InlineData("0.00000010", "0.0000001")]
    [InlineData("1e-7", "0.0000001")]
    [InlineData("1e-300", "0.0000000000000000000000000001")]
    [InlineData("0.12345678901234567890123456789012345", "0.1234567890123456789012345679")]
    public void A_number_has_one_spelling(string written, string canonical)
        => Canonical<ContactAnswered>($$"""{"waitSeconds":{{written}}}""").Should().Be($$"""{"waitSeconds":{{canonical}}}""");

    [Fact]
    public void Any_count_reads_back_as_it_was_and_ends_in_no_needless_zero()
        => Prop.ForAll(
            ArbMap.Default.ArbFor<decimal>().Filter(d => Math.Abs(d) <= 1_000_000_000_000m),
            count =>
            {
                var data = new VolumeCounted { Measure = "calls", Period = "2023-11", Kind = MeasureKind.Flow, Count = count };
                var json = JsonSerializer.Serialize(data, EventType.Of<VolumeCounted>().Data);
                var text = JsonDocument.Parse(json).RootElement.GetProperty("count").GetRawText();
                DataRules.TryRead(EventType.Of<VolumeCounted>(), Encoding.UTF8.GetBytes(json), out var again).Should().BeNull();
                again.Should().Be(data);
                return !text.Contains('.', StringComparison.Ordinal) || (text[^1] != '0' && text[^1] != '.');
            }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("2023-11-20T08:15:00+01:00", "2023-11-20T07:15:00Z")]
    [InlineData("2023-11-20T07:15:00.000Z", "2023-11-20T07:15:00Z")]
    [InlineData("2023-11-20T07:15:00.1200-00:00", "2023-11-20T07:15:00.12Z")]
    [InlineData("2023-11-20T07:15:00.123456789Z", "2023-11-20T07:15:00.123456Z")]
    [InlineData("1970-01-01T00:00:00Z", "1970-01-01T00:00:00Z")]
    [InlineData("1970-01-01T00:00:00+01:00", "1970-01-01T22:59:00+23:59")]
    [InlineData("1970-01-01T00:00:00+23:59", "1970-01-01T00:00:00+23:59")]
    [InlineData("2199-12-31T23:59:59.999999-01:00", "2199-12-31T01:00:59.999999-23:59")]
    [InlineData("2199-12-31T23:59:59-23:59", "2199-12-31T23:59:59-23:59")]
    public void A_date_time_has_one_spelling_and_keeps_a_year_that_reads_back(string written, string canonical)
    {
        var once = Canonical<TicketDeadlineAgreed>($$"""{"due":"{{written}}"}""");

        once.Should().Be($$"""{"due":"{{canonical}}"}""");
        Canonical<TicketDeadlineAgreed>(once).Should().Be(once);
    }

    [Fact]
    public void Members_have_one_order_and_null_is_absence()
        => Canonical<TicketOpened>("""{"channel":"phone","kind":null,"unit":"Servicedesk"}""")
            .Should().Be(Canonical<TicketOpened>("""{"unit":"Servicedesk","channel":"phone"}"""));

    [Fact]
    public void Letters_stay_as_they_are()
        => Canonical<TicketOpened>("""{"unit":"Förvaltningen f\u00f6r \u00e5l & <räksmörgås>"}""").Should().Be("""{"unit":"Förvaltningen för ål & <räksmörgås>"}""");

    private static string Canonical<T>(string data)
        where T : EventData
    {
        DataRules.TryRead(EventType.Of<T>(), Encoding.UTF8.GetBytes(data), out var read).Should().BeNull();
        return JsonSerializer.Serialize(read, EventType.Of<T>().Data);
    }
}
