using System.Net;
using System.Net.Sockets;
using System.Text;
using Metrics.EndToEnd.Tests.Running;

namespace Metrics.EndToEnd.Tests.Live;

/// <summary>Events as a stream of lines, in whatever pieces and however slowly it comes.</summary>
public sealed class HttpStreamTests
{
    private const int MaxRecord = 1024 * 1024;

    [Fact]
    public async Task Line_ends_of_both_kinds_empty_lines_and_a_last_line_without_an_end_are_read()
    {
        using var place = new Workplace();
        await using var service = await RunningService.StartAsync(place);
        var lines = "\n\r\n" + Calls.Line(0) + Calls.Line(1).Replace("\n", "\r\n", StringComparison.Ordinal) + " \t\n\n" + "  " + Calls.Line(2) + "no event\n" + Calls.Line(3).TrimEnd('\n');
        var posted = await service.PostAsync(lines, Calls.Lines);
        (posted.Status, posted.Accepted, posted.Rejected).Should().Be((HttpStatusCode.Accepted, 4, 1));
        posted.Results.Single().Should().Be((8, "rejected", null, posted.Results[0].Reason), "empty lines are lines");
        posted.Results[0].Reason.Should().StartWith("is not JSON");
        await service.CountedAsync(4);
    }

    [Fact]
    public async Task Any_pieces_give_the_same_events()
    {
        using var place = new Workplace();
        await using var service = await RunningService.StartAsync(place);
        var bytes = Encoding.UTF8.GetBytes(Calls.LinesOf(0, 10) + "{\"torn\n" + Calls.LinesOf(10, 15).Replace("\n", "\r\n", StringComparison.Ordinal));
        foreach (var piece in (int[])[1, 7, 1009])
        {
            var posted = await service.PostAsync(new Pieces(async body =>
            {
                foreach (var part in bytes.Chunk(piece))
                {
                    await body.WriteAsync(part);
                    await body.FlushAsync();
                }
            }), Calls.Lines);
            (posted.Status, posted.Accepted, posted.Rejected, posted.Results[0].Index).Should().Be((HttpStatusCode.Accepted, 25, 1, 11), "in pieces of {0}", piece);
        }

        await service.CountedAsync(25);
    }

    [Fact]
    public async Task A_stream_that_comes_slowly_is_counted_as_it_comes_and_never_hurried()
    {
        using var place = new Workplace();
        await using var service = await RunningService.StartAsync(place);
        var posted = await service.PostAsync(new Pieces(async body =>
        {
            for (var n = 0; n < 3; n++)
            {
                await Pieces.SendAsync(body, Calls.Line(n));
                await service.CountedAsync(n + 1);
            }

            // Longer than a server waits for the usual body; then half a line, then the rest.
            await Task.Delay(TimeSpan.FromSeconds(9));
            await Pieces.SendAsync(body, Calls.Line(3)[..20]);
            await Task.Delay(TimeSpan.FromSeconds(1));
            await Pieces.SendAsync(body, Calls.Line(3)[20..]);
        }), Calls.Lines);
        posted.Took(4);
        await service.CountedAsync(4);
    }

    [Fact]
    public async Task A_line_over_one_megabyte_is_refused_alone_however_it_comes()
    {
        using var place = new Workplace();
        await using var service = await RunningService.StartAsync(place);
        var line = Calls.Line(1).TrimEnd('\n');
        foreach (var length in (int[])[MaxRecord - 1, MaxRecord, MaxRecord + 1, MaxRecord + 10, 5 * MaxRecord])
        {
            var large = line + new string(' ', length - line.Length);
            var body = Encoding.UTF8.GetBytes(Calls.Line(0) + large + "\n" + Calls.LinesOf(2, 2));
            foreach (var whole in (bool[])[true, false])
            {
                var posted = await service.PostAsync(whole ? new ByteArrayContent(body) : new Pieces(b => b.WriteAsync(body).AsTask()), Calls.Lines);
                if (length <= MaxRecord) posted.Took(4);
                else (posted.Status, posted.Accepted, posted.Results.Single()).Should().Be((HttpStatusCode.Accepted, 3, (2, "rejected", null, $"is longer than {MaxRecord} bytes")));
            }

            if (length > MaxRecord) (await service.PostAsync(large, Calls.Lines)).Refused(HttpStatusCode.BadRequest, $"is longer than {MaxRecord} bytes");
        }

        await service.CountedAsync(4);
    }

    [Fact]
    public async Task A_stream_has_no_limit_that_a_single_document_has()
    {
        using var place = new Workplace();
        place.Write("service.yaml", "web: { bodyMegabytes: 1 }\n");
        await using var service = await RunningService.StartAsync(place, "--config", "service.yaml");
        var lines = Calls.LinesOf(0, 12_000);
        lines.Length.Should().BeGreaterThan(2 * MaxRecord);
        (await service.PostAsync(lines, Calls.Lines)).Took(12_000);
        await service.CountedAsync(12_000);
    }

    [Fact]
    public async Task Whoever_goes_away_within_a_stream_leaves_no_half_event()
    {
        using var place = new Workplace();
        await using var service = await RunningService.StartAsync(place);
        using (var client = new TcpClient())
        {
            await client.ConnectAsync(service.Address.Host, service.Address.Port);
            await using var stream = client.GetStream();
            await stream.WriteAsync(Encoding.UTF8.GetBytes($"POST /api/v1/events HTTP/1.1\r\nHost: {service.Address.Authority}\r\nContent-Type: {Calls.Lines}\r\nContent-Length: 100000\r\n\r\n{Calls.LinesOf(0, 3)}{Calls.Line(3)[..50]}"));
            await service.CountedAsync(3);
        }

        (await service.PostAsync(Calls.Line(4), Calls.One)).Took(1);
        await service.CountedAsync(4);
        await service.StopAsync();
        service.ExitCode.Should().Be(0);
        service.Log.Should().NotContain("xception");
    }
}
