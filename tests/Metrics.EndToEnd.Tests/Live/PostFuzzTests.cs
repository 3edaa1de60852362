using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Metrics.EndToEnd.Tests.Running;
using Xunit.Abstractions;

namespace Metrics.EndToEnd.Tests.Live;

/// <summary>Whatever is posted, it is the poster who is told, and what was good is counted.</summary>
public sealed class PostFuzzTests(ITestOutputHelper output)
{
    private const int Seed = 20231120;
    private const int Posts = 2000;

    [Fact]
    public async Task Two_thousand_wrong_posts_leave_the_service_well_and_every_good_event_counted_once()
    {
        using var place = new Workplace();
        await using var service = await RunningService.StartAsync(place);
        var (fuzz, calls, accepted, statuses) = (new PostFuzz(Seed), 0, 0L, new Dictionary<HttpStatusCode, int>());
        for (var n = 0; n < Posts; n++)
        {
            var post = fuzz.Next();
            var content = new ByteArrayContent(post.Body);
            if (post.Coding is { } coding) content.Headers.ContentEncoding.Add(coding);
            var posted = await service.PostAsync(content, post.Type);
            statuses[posted.Status] = statuses.GetValueOrDefault(posted.Status) + 1;
            posted.Status.Should().BeOneOf([HttpStatusCode.Accepted, HttpStatusCode.BadRequest, HttpStatusCode.UnsupportedMediaType], "seed {0}, post {1}: {2}", Seed, n, Encoding.Latin1.GetString(post.Body));
            posted.Accepted.Should().BeGreaterThanOrEqualTo(post.Calls, "seed {0}, post {1}", Seed, n);
            calls += post.Calls;
            accepted += posted.Accepted;
        }

        output.WriteLine($"{calls} calls, {accepted} accepted; {string.Join(", ", statuses.Select(s => $"{s.Value} {s.Key}"))}");
        statuses.Should().ContainKeys(HttpStatusCode.Accepted, HttpStatusCode.BadRequest, HttpStatusCode.UnsupportedMediaType);
        await service.CountedAsync(calls);
        JsonNode.Parse(await service.GetAsync("../../healthz", HttpStatusCode.OK))!["status"]!.GetValue<string>().Should().Be("ok");
        await service.StopAsync();
        (service.ExitCode, service.Log).Should().Be((0, service.Log));
        service.Log.Should().NotContain("xception").And.NotContain("fail:");
        (await Stored.CountAsync(place, "sum(accepted + duplicates + corrections + conflicts)::BIGINT FROM batches")).Should().Be(accepted, "what was acknowledged is what was committed");
        (await Stored.CountAsync(place, "count(*) FROM rejects")).Should().Be(0, "nothing was acknowledged that can't be read");
        (await place.Run("verify")).Succeeded().Output.Should().Contain("0 differences");
    }

    [Fact]
    public async Task Requests_that_are_hardly_HTTP_leave_the_service_well()
    {
        using var place = new Workplace();
        await using var service = await RunningService.StartAsync(place);
        var random = new Random(Seed);
        string[] framings = ["Content-Length: 40", "Transfer-Encoding: chunked", "Transfer-Encoding: gzip, chunked", "Content-Length: 4\r\nTransfer-Encoding: chunked", "Content-Length: 99999999999999999999", "Expect: 200-maybe", ""];
        for (var n = 0; n < 150; n++)
        {
            using var client = new TcpClient { NoDelay = true, LingerState = new LingerOption(n % 3 == 0, 0) };
            await client.ConnectAsync(service.Address.Host, service.Address.Port);
            await using var stream = client.GetStream();
            var body = new byte[random.Next(60)];
            random.NextBytes(body);
            var head = $"POST /api/v1/events HTTP/1.{random.Next(2)}\r\nHost: {service.Address.Authority}\r\nContent-Type: {(n % 2 == 0 ? Calls.Lines : Calls.Json)}\r\n{framings[random.Next(framings.Length)]}\r\n\r\n";
            byte[] request = [.. Encoding.ASCII.GetBytes(head), .. n % 4 == 0 ? "5\r\nabcde\r\n0\r\n\r\n"u8.ToArray() : body];
            await stream.WriteAsync(request.AsMemory(0, n % 5 == 0 ? random.Next(request.Length) : request.Length));
            if (n % 3 == 0) continue;
            client.Client.Shutdown(SocketShutdown.Send);
            var status = await StatusAsync(stream);
            status.Should().Match(s => s == null || s.StartsWith("HTTP/1.1 4", StringComparison.Ordinal) || s.StartsWith("HTTP/1.1 202", StringComparison.Ordinal), "seed {0}, request {1}: {2}", Seed, n, head);
        }

        (await service.PostAsync(Calls.Line(0), Calls.One)).Took(1);
        await service.CountedAsync(1);
        await service.StopAsync();
        service.ExitCode.Should().Be(0);
        service.Log.Should().NotContain("xception").And.NotContain("fail:");
    }

    private static async Task<string?> StatusAsync(NetworkStream stream)
    {
        try
        {
            return await new StreamReader(stream).ReadLineAsync();
        }
        catch (IOException)
        {
            // Cut off without a word, as whoever doesn't speak HTTP may be.
            return null;
        }
    }
}
