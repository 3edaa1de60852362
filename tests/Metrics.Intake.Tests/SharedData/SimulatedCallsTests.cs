using Metrics.Intake.Tests.Support;
using Metrics.Pipelines.Sources;

namespace Metrics.Intake.Tests.SharedData;

public sealed class SimulatedCallsTests : IDisposable
{
    private const string Calls = "simulated_call_centre/simulated_call_centre_jan_sep.csv.gz";

    private readonly IntakeDesk _desk = new();

    [SharedDataFact(Calls)]
    public async Task A_format_nobody_knew_is_read_with_a_mapping_and_no_code()
    {
        var outcome = await _desk.IngestAsync(Support.SharedData.Find(Calls)!, SourceMappingReader.Read(Fixtures.File("simulated-calls.yaml")));
        outcome.Sums().Should().Be((34_872, 34_872, 0, 0, 0, 0));
        var level = _desk.Kpi("service-level").Single(r => r.Variant == "of-answered-60");
        (level.Numerator, level.Denominator).Should().Be((33_033, 34_872));
        _desk.Value("speed-of-answer").Should().Be(366_331m / 34_872);
    }

    public void Dispose() => _desk.Dispose();
}
