using System.Text;
using Metrics.Intake.Tests.Support;
using Metrics.Pipelines.Sources;

namespace Metrics.Intake.Tests.SharedData;

public sealed class RabobankTests : IDisposable
{
    private const string Extract = "rabobank_itsm_sample/ITSM_data_40rows.csv";

    private readonly IntakeDesk _desk = new();

    [SharedDataFact(Extract)]
    public async Task Numbers_that_the_extract_has_damaged_are_rejected_and_not_guessed()
    {
        var outcome = await _desk.IngestAsync(Support.SharedData.Find(Extract)!, SourceMappingReader.Read(Fixtures.File("rabobank-incidents.yaml")));

        outcome.Rejects.Should().HaveCount(36).And.OnlyContain(r => r.Field == "Handle_Time_hrs" && r.Reason.EndsWith("is not a number with the decimal sign ',' and no other separators"));
        (outcome.Rejects[0].Line, outcome.Rejects[0].Reason).Should().Be((2, "'3,87,16,91,111' is not a number with the decimal sign ',' and no other separators"));
        Encoding.UTF8.GetString(outcome.Rejects[0].Raw).Should().StartWith("SUB000508,").And.Contain("IM0000004");
        // IM0000017, IM0000055 and IM0000058: opened, resolved, closed; IM0000061: opened, reopened, closed, never resolved.
        outcome.Sums().Should().Be((40, 12, 0, 0, 0, 36));
        _desk.Value("tickets-opened").Should().Be(4);
        _desk.Value("tickets-resolved").Should().Be(3);
        _desk.Value("reopened-share").Should().Be(0.25m);
    }

    public void Dispose() => _desk.Dispose();
}
