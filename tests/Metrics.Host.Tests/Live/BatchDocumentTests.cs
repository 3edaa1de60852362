using System.Text;
using Metrics.Host.Live;
using Metrics.Intake.CloudEvents;
using Metrics.ServiceDesk;
using Metrics.ServiceDesk.Events;
using NodaTime;

namespace Metrics.Host.Tests.Live;

/// <summary>A batch on its way from a worker to the service that owns the database.</summary>
public sealed class BatchDocumentTests
{
    private static readonly Instant Noon = Instant.FromUtc(2023, 3, 15, 12, 0);

    private static readonly Batch Full = new(
        [
            LiveDesk.Call("telephony", 1),
            ServiceEvent.Create(new ContactOffered { Queue = "Växel\n\"1\"" }, "demo", "växel", "k/1", "c 1", Noon, revision: 7, recordedTime: Noon + Duration.FromMinutes(3)),
            ServiceEvent.Create(new TicketResolved(), Organisation.DefaultId, "desk", "t1-r", "t1", Noon + Duration.FromMilliseconds(1)),
        ],
        [new Reject("kafka/calls", "calls[3]", 17, "/data/queue", "is no text: 'ö'", [0, 255, 10, 13])],
        [
            new SourcePosition("kafka/calls", "3", 18, "topic-id", 18, "calls[3]") { From = 12 },
            new SourcePosition("kafka/calls", "4", 5, null, 5, null) { From = SourcePosition.Nothing },
            new SourcePosition("log", "ab12", 900, "hash", 40, "queue_log") { Line = 41, ReadBy = "mapping" },
        ],
        45)
    { TrustsRecordedTime = true };

    [Fact]
    public void It_arrives_as_it_was_sent()
    {
        Read(Write(Full), out var arrived).Should().BeNull();
        arrived!.Events.Select(Parts).Should().Equal(Full.Events.Select(Parts));
        arrived.Rejects.Should().BeEquivalentTo(Full.Rejects, "with their raw bytes");
        arrived.Positions.Should().Equal(Full.Positions, "with what they go on from");
        (arrived.Records, arrived.TrustsRecordedTime).Should().Be((45, true));
    }

    [Fact]
    public void A_batch_of_nothing_but_positions_arrives_too()
    {
        Read(Write(Full with { Events = [] }), out var arrived).Should().BeNull();
        (arrived!.Events.Count, arrived.Positions.Count).Should().Be((0, 3));
    }

    [Fact]
    public void Cut_off_anywhere_it_is_refused()
    {
        var whole = Write(Full);
        for (var length = 0; length < whole.Length; length++)
        {
            Read(whole[..length], out var arrived).Should().NotBeNull("its positions say that all of it was read");
            arrived.Should().BeNull();
        }
    }

    [Theory]
    [InlineData("", "has no first line with positions")]
    [InlineData("{}\n", "line 1 lacks Positions or Rejects")]
    [InlineData("[1]\n", "line 1: ")]
    [InlineData("{\"Records\":1,\"Positions\":[],\"Rejects\":[]}\n{\"specversion\":\"1.0\"}\n", "line 2:  lacks id")]
    public void What_is_wrong_is_told_by_line(string text, string says) => Read(Encoding.UTF8.GetBytes(text), out _).Should().StartWith(says);

    private static byte[] Write(Batch batch)
    {
        using var stream = new MemoryStream();
        BatchDocument.Write(batch, stream);
        return stream.ToArray();
    }

    private static string? Read(byte[] document, out Batch? batch) => BatchDocument.TryRead(document, new CloudEventDecoder(Organisation.DefaultId, LiveDesk.Pipelines.Organisations), out batch);

    private static object Parts(ServiceEvent e) => (e.Type, e.Organisation, e.Source, e.Id, e.Subject, e.Time, e.Revision, e.RecordedTime, e.DataJson, e.Key, e.SubjectKey, e.Content);
}
