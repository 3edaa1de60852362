using System.Text;
using Metrics.Intake.Tests.Support;

namespace Metrics.Intake.Tests.Files;

public sealed class CloudEventFileTests : IDisposable
{
    private readonly IntakeDesk _desk = new();

    [Fact]
    public async Task Events_one_a_line_are_read_and_wrong_ones_rejected_by_line_and_pointer()
    {
        var outcome = await Ingest(string.Join('\n', Call("1"), "", "{\"half\":", Call("2", wait: "\"ten\""), Call("3", wait: "5", source: ""), "[]", Call("4")) + "\n");
        outcome.Sums().Should().Be((6, 2, 0, 0, 0, 4));
        outcome.Rejects.Select(r => (r.Line, r.Field)).Should().Equal((3, null), (4, "/data/waitSeconds"), (5, "/source"), (6, null));
        outcome.Rejects.Should().OnlyContain(r => r.Name == "events.ndjson" && r.Source == "default/cloudevents" && r.Reason.Length > 0);
        Encoding.UTF8.GetString(outcome.Rejects[0].Raw).Should().Be("{\"half\":");
    }

    [Fact]
    public async Task A_mark_at_the_beginning_and_CRLF_are_no_part_of_events()
        => (await Ingest("\uFEFF" + Call("1") + "\r\n" + Call("2") + "\r\n")).Sums().Should().Be((2, 2, 0, 0, 0, 0));

    [Fact]
    public async Task A_line_half_written_is_rejected_until_the_rest_has_come()
    {
        var whole = Call("1") + "\n" + Call("2") + "\n";
        (await Ingest(whole[..^20])).Sums().Should().Be((2, 1, 0, 0, 0, 1));
        (await Ingest(whole + Call("3"))).Sums().Should().Be((2, 2, 0, 0, 0, 0));
    }

    [Fact]
    public async Task Bytes_that_are_no_text_and_NULs_cost_their_line_only()
    {
        byte[] bytes = [.. Encoding.UTF8.GetBytes(Call("1") + "\n"), 0xFF, (byte)'\n', .. new byte[100], (byte)'\n', .. Encoding.Latin1.GetBytes(Call("å") + "\n" + Call("2") + "\n")];
        var outcome = await _desk.IngestAsync(_desk.Folder.Write("events.ndjson", bytes), "cloudevents");
        outcome.Sums().Should().Be((5, 2, 0, 0, 0, 3));
        outcome.Rejects.Select(r => r.Line).Should().Equal(2, 3, 4);
    }

    [Fact]
    public async Task Lines_that_end_with_CR_alone_are_rejected_and_told_why()
    {
        var outcome = await Ingest(Call("1") + "\r" + Call("2") + "\r");
        outcome.Sums().Should().Be((1, 0, 0, 0, 0, 1));
        outcome.Rejects[0].Reason.Should().EndWith("a line ends with CR alone: save the file with LF or CRLF");
    }

    [Fact]
    public async Task An_event_of_more_than_a_megabyte_is_rejected_and_the_next_is_read()
    {
        var outcome = await Ingest(Call(new string('x', 1_100_000)) + "\n" + Call("1") + "\n");
        outcome.Sums().Should().Be((2, 1, 0, 0, 0, 1));
        outcome.Rejects[0].Reason.Should().StartWith("is larger than 1048576 bytes");
    }

    [Fact]
    public async Task An_empty_file_holds_nothing() => (await Ingest("")).Sums().Should().Be((0, 0, 0, 0, 0, 0));

    public void Dispose() => _desk.Dispose();

    private static string Call(string id, string wait = "10", string source = "phones") => $$"""
        {"specversion":"1.0","id":"{{id}}","source":"{{source}}","type":"servicedesk.contact.recorded.v1","time":"2023-11-20T08:15:00Z","subject":"{{id}}","data":{"outcome":"answered","waitSeconds":{{wait}} } }
        """;

    private Task<Host.IngestOutcome> Ingest(string text) => _desk.IngestAsync(_desk.Folder.Write("events.ndjson", text), "cloudevents");
}
