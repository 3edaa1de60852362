using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Metrics.EndToEnd.Tests.Running;

namespace Metrics.EndToEnd.Tests.Live;

/// <summary>Posts that are refused, each with the status and the words that help to mend it.</summary>
public sealed class HttpRefusalTests(LiveFolder folder) : IClassFixture<LiveFolder>
{
    [Fact]
    public async Task A_wrong_event_is_refused_with_the_place_of_the_fault()
    {
        var wrong = Calls.Line(1).Replace("\"answered\"", "\"perhaps\"", StringComparison.Ordinal);
        foreach (var (body, type) in ((string, string)[])[(wrong, Calls.One), (wrong, Calls.Json), ($"[{wrong}]", Calls.Batch), (wrong, Calls.Lines)])
        {
            var posted = (await folder.Service.PostAsync(body, type)).Refused(HttpStatusCode.BadRequest, "/data/outcome: is not one of answered, abandoned");
            (posted.Json.Text("pointer"), posted.Accepted, posted.Rejected).Should().Be(("/data/outcome", 0, 1));
            posted.Results.Single().Reason.Should().Contain("answered, abandoned");
        }

        (await folder.Service.PostAsync($"[{wrong},{wrong.Replace("2023-03", "2023-13", StringComparison.Ordinal)}]", Calls.Batch)).Refused(HttpStatusCode.BadRequest)
            .Results.Select(r => r.Pointer).Should().Equal("/data/outcome", "/time");
    }

    [Theory]
    [InlineData("", Calls.One, "is not JSON")]
    [InlineData("", Calls.Batch, "a batch is a JSON array")]
    [InlineData("not JSON", Calls.Json, "is not JSON")]
    [InlineData("[{}", Calls.Json, "is not JSON")]
    [InlineData("[]", Calls.One, "is not a JSON object")]
    [InlineData("{}", Calls.Batch, "a batch is a JSON array of events")]
    [InlineData("{}{}", Calls.Json, "is not JSON")]
    [InlineData("[] []", Calls.Batch, "is not JSON")]
    [InlineData("null", Calls.Json, "is not a JSON object")]
    [InlineData("\"Ø\"", Calls.Json, "is not a JSON object")]
    [InlineData("{\"specversion\":\"1.0\"", Calls.Lines, "is not JSON")]
    public async Task A_document_that_is_none_is_refused(string body, string type, string says)
    {
        (await folder.Service.PostAsync(body, type)).Refused(HttpStatusCode.BadRequest, says);
        (await folder.Service.PostAsync("[" + new string('[', 100_000), Calls.Batch)).Refused(HttpStatusCode.BadRequest, "is not JSON");
        (await folder.Service.PostAsync(Encoding.Latin1.GetBytes("{\"id\":\"å\"}"), Calls.One)).Refused(HttpStatusCode.BadRequest, "is not UTF-8");
    }

    [Fact]
    public async Task A_body_larger_than_configured_is_refused_and_told_of_lines()
    {
        using var place = new Workplace();
        place.Write("service.yaml", "web: { bodyMegabytes: 1 }\n");
        await using var service = await RunningService.StartAsync(place, "--config", "service.yaml");
        // Waiting to be asked for the body, as curl does, the answer comes before anything is sent.
        var posted = await service.PostAsync(Calls.BatchOf(0, 8000), Calls.Batch, ("Expect", "100-continue"));
        posted.Refused(HttpStatusCode.RequestEntityTooLarge, "larger than 1048576 bytes", Calls.Lines);
        (posted.Accepted, posted.Rejected).Should().Be((0, 0));
        (await service.PostAsync(Calls.BatchOf(0, 3000), Calls.Batch)).Took(3000);
        await service.CountedAsync(3000);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("text/plain")]
    [InlineData("application/xml")]
    [InlineData("application/cloudevents")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData("nonsense")]
    [InlineData("application/json, application/json")]
    public async Task Other_media_types_are_refused_with_those_that_are_read(string? type)
    {
        var posted = (await folder.Service.PostAsync(Calls.Line(0), type)).Refused(HttpStatusCode.UnsupportedMediaType, $"'{type}' is not read here");
        posted.Headers["Accept-Post"].Split(", ").Should().BeEquivalentTo(Calls.One, Calls.Batch, Calls.Lines, Calls.Json);
    }

    [Fact]
    public async Task A_compressed_body_is_refused_as_such()
    {
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true)) await gzip.WriteAsync(Encoding.UTF8.GetBytes(Calls.LinesOf(0, 10)));
        var content = new ByteArrayContent(packed.ToArray());
        content.Headers.ContentEncoding.Add("gzip");
        var posted = (await folder.Service.PostAsync(content, Calls.Lines)).Refused(HttpStatusCode.UnsupportedMediaType, "gzip");
        posted.Headers["Accept-Encoding"].Should().Be("identity");
    }

    [Theory]
    [InlineData("Transfer-Encoding: chunked\r\n\r\nnonsense\r\n", 400)]
    [InlineData("Content-Length: -1\r\n\r\n", 400)]
    [InlineData("Content-Length: 5\r\nTransfer-Encoding: gzip\r\n\r\n", 400)]
    public async Task A_body_that_breaks_HTTP_is_the_poster_s_fault(string rest, int status)
    {
        foreach (var type in (string[])[Calls.Lines, Calls.Batch])
        {
            using var client = new TcpClient();
            await client.ConnectAsync(folder.Service.Address.Host, folder.Service.Address.Port);
            await using var stream = client.GetStream();
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"POST /api/v1/events HTTP/1.1\r\nHost: {folder.Service.Address.Authority}\r\nContent-Type: {type}\r\n{rest}"));
            var answer = await new StreamReader(stream).ReadLineAsync();
            answer.Should().StartWith($"HTTP/1.1 {status} ");
        }

        (await folder.Service.PostAsync(Calls.Line(0), Calls.One)).Took(1);
    }

    [Fact]
    public async Task Only_posts_are_taken()
    {
        (await folder.Service.GetAsync("events", HttpStatusCode.MethodNotAllowed)).Should().Contain("405");
    }
}
