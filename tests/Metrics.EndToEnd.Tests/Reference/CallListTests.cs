using System.Text.Json;
using Metrics.EndToEnd.Tests.Running;

namespace Metrics.EndToEnd.Tests.Reference;

/// <summary>A list of 5 000 calls, every figure against figures computed in plain Python.</summary>
public sealed class CallListTests(CallListFolder folder) : IClassFixture<CallListFolder>
{
    private readonly JsonElement _reference = SharedData.IsThere ? SharedData.Reference("pwc_call_center") : default;

    [ReferenceFact]
    public async Task Totals_agree()
    {
        var rows = await folder.Place.Kpi();
        rows.The("contacts-offered").Number("value").Should().Be(5_000);
        rows.The("contacts-answered").Number("value").Should().Be(4_054);
        rows.The("service-level", "of-answered-120").Number("numerator").Should().Be(3_878);
        rows.The("service-level", "of-answered-60").Number("numerator").Should().Be(1_796);
        rows.The("service-level", "of-answered-120").Number("value").Should().BeApproximately(0.9566m, 0.00005m);
        Check(rows, _reference.GetProperty("total"), "in total");
    }

    [ReferenceFact]
    public async Task Months_agree()
    {
        var rows = await folder.Place.Kpi("--by", "month", "--from", "2021-01", "--to", "2021-04");
        foreach (var month in _reference.GetProperty("by_month").EnumerateObject())
            Check(rows.Where(r => r.Text("period") == month.Name).ToArray(), month.Value, month.Name);
    }

    [ReferenceFact]
    public async Task Topics_agree()
    {
        var rows = await folder.Place.Kpi("--per", "case-type");
        foreach (var topic in _reference.GetProperty("by_topic").EnumerateObject())
        {
            Check(rows.Where(r => r.Text("caseType") == topic.Name).ToArray(), topic.Value, topic.Name);
            var one = await folder.Place.Kpi("contacts-offered", "--case-type", topic.Name);
            one.The("contacts-offered").Number("value").Should().Be(topic.Value.GetProperty("offered").GetDecimal());
        }
    }

    [ReferenceFact]
    public async Task Who_gave_up_after_eleven_seconds_is_unknown_and_never_zero()
    {
        foreach (var by in (string[])["total", "month", "tertial"])
        {
            var rows = (await folder.Place.Kpi("contacts-abandoned-long", "--by", by)).Of("contacts-abandoned-long").ToArray();
            rows.Should().OnlyContain(r => r.Number("numerator") == null && r.Number("denominator") == null && r.Number("value") == null);
            rows.Sum(r => r.Number("notMeasured")).Should().Be(946);
        }

        var receipt = (await folder.Place.Run("explain", "contacts-abandoned-long", "--period", "2021", "--format", "json")).Succeeded().Json;
        receipt.Number("value").Should().BeNull();
        receipt.GetProperty("excluded").EnumerateArray().Should().Contain(e => e.GetProperty("count").GetInt64() == 946);
        (await folder.Place.Run("kpi", "contacts-abandoned-long")).Succeeded().Output.Should().Contain("946").And.Contain("–");
    }

    [ReferenceFact]
    public async Task Variants_that_need_the_wait_of_those_who_gave_up_are_unknown_too()
    {
        var rows = await folder.Place.Kpi("service-level");
        foreach (var variant in (string[])["of-offered-less-short-120", "of-offered-less-short-60", "handled-within-120", "handled-within-60"])
            (rows.The("service-level", variant).Number("value"), rows.The("service-level", variant).Number("notMeasured")).Should().Be((null, 946m), variant);
        rows.The("service-level", "of-offered-60").Number("value").Should().Be(0.3592m);
    }

    private static void Check(JsonElement[] rows, JsonElement expected, string where)
    {
        decimal Of(string member) => expected.GetProperty(member).GetDecimal();
        decimal Within(string seconds) => expected.GetProperty(seconds).GetProperty("le").GetDecimal();
        decimal? Numerator(string kpi, string? variant = null) => rows.The(kpi, variant).Number("numerator");

        Numerator("contacts-offered").Should().Be(Of("offered"), where);
        Numerator("contacts-answered").Should().Be(Of("answered"), where);
        Numerator("abandon-rate").Should().Be(Of("not_answered"), where);
        Numerator("contacts-solved").Should().Be(Of("resolved"), where);
        Numerator("speed-of-answer").Should().Be(Of("asa_sum"), where);
        Numerator("talk-time").Should().Be(Of("talk_seconds_sum"), where);
        Numerator("service-level", "of-answered-60").Should().Be(Within("within_60"), where);
        Numerator("service-level", "of-answered-120").Should().Be(Within("within_120"), where);
        rows.The("service-level", "of-offered-120").Number("denominator").Should().Be(Of("offered"), where);
        rows.The("speed-of-answer").Number("denominator").Should().Be(Of("answered"), where);
        rows.The("speed-of-answer").Number("value").Should().BeApproximately(Of("asa_mean"), 0.0000005m, where);
        rows.The("abandon-rate").Number("value").Should().BeApproximately(Of("not_answered_share"), 0.0000005m, where);
    }
}

/// <summary>The list, ingested once for the tests that ask it.</summary>
public sealed class CallListFolder : IAsyncLifetime
{
    internal Workplace Place { get; } = new();

    public async Task InitializeAsync()
    {
        if (SharedData.IsThere) await Place.Ingest(SharedData.At(SharedData.Calls), "call-list");
    }

    public Task DisposeAsync()
    {
        Place.Dispose();
        return Task.CompletedTask;
    }
}
