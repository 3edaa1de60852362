using System.Globalization;
using System.Text;
using System.Text.Json;
using Metrics.Intake.CloudEvents;
using Metrics.ServiceDesk.Events;

namespace Metrics.ServiceDesk.Tests.Events;

/// <summary>
/// The decoder and the schemas, judged by ajv, take and refuse the same events. Two things lie outside: ajv can't see a member
/// that stands twice nor half a surrogate pair (both are gone once JavaScript has read the text), and it knows numbers to 17
/// digits only. <see cref="DecoderFaultTests"/> has those.
/// </summary>
public sealed class SchemaParityTests
{
    private static readonly JsonDocumentOptions Once = new() { AllowDuplicateProperties = false, MaxDepth = 10_000 };
    private static readonly JsonDocumentOptions Twice = new() { AllowDuplicateProperties = true, MaxDepth = 10_000 };

    private readonly CloudEventDecoder _decoder = Examples.Decoder();

    [Fact]
    public async Task The_schemas_take_every_valid_example()
        => (await Disagreements([.. Examples.Valid.Values], expected: true)).Should().BeEmpty();

    [Fact]
    public async Task The_schemas_refuse_every_invalid_example()
        => (await Disagreements([.. Examples.Invalid.Values], expected: false)).Should().BeEmpty();

    [Fact]
    public async Task The_schemas_and_the_decoder_agree_on_thousands_of_changed_examples()
    {
        var seed = Setting("PARITY_SEED", 20231120);
        var mutator = new EventMutator(seed);
        var events = Enumerable.Range(0, Setting("PARITY_EVENTS", 8000)).Select(_ => mutator.Next()).Where(NothingStandsTwice).ToArray();

        var disagreements = await Disagreements(events, expected: null);

        disagreements.Should().BeEmpty($"the decoder and the schemas are one contract (PARITY_SEED={seed} repeats this run)");
        var taken = events.Count(Takes) / (double)events.Length;
        taken.Should().BeInRange(0.1, 0.9, $"a judge that always says the same proves nothing (PARITY_SEED={seed})");
    }

    [Fact]
    public void What_is_taken_of_the_changed_examples_reads_back_from_the_log_as_it_was()
    {
        var seed = Setting("PARITY_SEED", 20231121);
        var mutator = new EventMutator(seed);
        for (var i = 0; i < 8000; i++)
        {
            var text = mutator.Next();
            if (_decoder.TryDecode(Encoding.UTF8.GetBytes(text), out var e) is not null) continue;

            DataRules.TryRead(e!.Type, Encoding.UTF8.GetBytes(e.DataJson), out var again).Should().BeNull($"PARITY_SEED={seed} made {text}");
            again.Should().Be(e.Data, $"PARITY_SEED={seed} made {text}");
            JsonSerializer.Serialize(again!, e.Type.Data).Should().Be(e.DataJson, $"PARITY_SEED={seed} made {text}");
        }
    }

    private async Task<IReadOnlyList<string>> Disagreements(string[] events, bool? expected)
    {
        var verdicts = await AjvJudge.JudgeAsync(events);
        var found = new List<string>();
        for (var i = 0; i < events.Length; i++)
        {
            var fault = _decoder.TryDecode(Encoding.UTF8.GetBytes(events[i]), out _);
            var taken = fault is null;
            if (verdicts[i].Valid == taken && verdicts[i].ValidWithoutFormats == taken && taken == (expected ?? taken)) continue;
            found.Add($"event {i}: decoder {fault?.ToString() ?? "takes it"}; schema {verdicts[i]}: {(events[i].Length > 2000 ? events[i][..2000] + "…" : events[i])}");
            if (found.Count == 5) break;
        }

        return found;
    }

    private bool Takes(string text) => _decoder.TryDecode(Encoding.UTF8.GetBytes(text), out _) is null;

    private static bool NothingStandsTwice(string text) => Parses(text, Once) || !Parses(text, Twice);

    private static bool Parses(string text, JsonDocumentOptions options)
    {
        try
        {
            JsonDocument.Parse(text, options).Dispose();
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static int Setting(string name, int otherwise)
        => int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}
