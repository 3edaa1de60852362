using Metrics.EndToEnd.Tests.Running;

namespace Metrics.EndToEnd.Tests.Reference;

/// <summary>Formats that no shipped mapping knows need a mapping file and nothing else.</summary>
public sealed class OwnMappingTests
{
    // A 12-hour clock with AM and PM, the date in another column, CRLF.
    private const string SimulatedCalls = """
        name: simulated
        format: delimited
        zone: organisation
        ambiguous: earlier
        times: yyyy-MM-dd h:mm:ss tt
        nulls: [""]
        subject: call_id
        events:
          - type: servicedesk.contact.recorded.v1
            id: call_id
            time: { columns: [date, call_started] }
            set:
              outcome: { value: answered }
              waitSeconds: wait_length
              talkSeconds: service_length

        """;

    private const string DamagedIncidents = """
        name: itsm
        format: delimited
        zone: UTC
        times: dd/MM/yyyy HH:mm
        nulls: [""]
        subject: Incident_ID
        checks: { Handle_Time_hrs: { is: number, decimal: "," } }
        events:
          - type: servicedesk.ticket.opened.v1
            id: Incident_ID
            time: Open_Time

        """;

    [ReferenceFact]
    public async Task Simulated_calls_agree_month_by_month()
    {
        using var place = new Workplace();
        place.Write("simulated.yaml", SimulatedCalls);
        var answer = await place.Ingest(SharedData.At(SharedData.SimulatedCalls), "simulated.yaml");
        (answer.GetProperty("accepted").GetInt64(), answer.GetProperty("rejected").GetInt64()).Should().Be((34_872L, 0L));
        var rows = await place.Kpi("contacts-offered", "service-level", "speed-of-answer", "talk-time", "--by", "month");
        foreach (var month in SharedData.Reference("simulated_call_centre").GetProperty("by_month").EnumerateObject())
        {
            var period = rows.Where(r => r.Text("period") == month.Name).ToArray();
            decimal Within(string seconds) => month.Value.GetProperty(seconds).GetProperty("le").GetDecimal();
            period.The("contacts-offered").Number("value").Should().Be(month.Value.GetProperty("calls").GetDecimal());
            period.The("service-level", "of-answered-60").Number("numerator").Should().Be(Within("within_60"));
            period.The("service-level", "of-answered-120").Number("numerator").Should().Be(Within("within_120"));
            period.The("speed-of-answer").Number("numerator").Should().Be(month.Value.GetProperty("wait_sum").GetDecimal());
            period.The("talk-time").Number("numerator").Should().Be(month.Value.GetProperty("service_sum").GetDecimal());
        }
    }

    [ReferenceFact]
    public async Task Damaged_numbers_refuse_their_row_and_are_shown_as_they_stand()
    {
        using var place = new Workplace();
        place.Write("itsm.yaml", DamagedIncidents);
        var damaged = SharedData.Reference("rabobank_itsm_sample").GetProperty("handle_time").EnumerateArray()
            .Select(h => h.Text("raw")!).Where(raw => raw.Count(c => c == ',') > 1).ToArray();
        var answer = await place.Ingest(SharedData.At(SharedData.DamagedIncidents), "itsm.yaml");
        answer.GetProperty("read").GetInt64().Should().Be(40);
        answer.GetProperty("rejected").GetInt64().Should().Be(damaged.Length);
        var rejects = await File.ReadAllTextAsync(answer.GetProperty("rejectsFile").GetString()!);
        foreach (var raw in damaged) rejects.Should().Contain(raw);
        rejects.Split('\n').Count(l => l.Contains(",Handle_Time_hrs,", StringComparison.Ordinal)).Should().Be(damaged.Length);
    }
}
