using System.Diagnostics;
using System.Text;

namespace Metrics.EndToEnd.Tests.Live;

/// <summary>Producers of other makers: what they send arrives like any other.</summary>
public sealed class ForeignProducerTests
{
    // The client of Debian's python3-kafka, which shares no code with librdkafka.
    private const string Python = """
        import sys
        from kafka import KafkaProducer
        producer = KafkaProducer(bootstrap_servers=sys.argv[1], api_version=(2, 0, 0), acks='all')
        for line in sys.stdin.buffer:
            key, value = line.rstrip(b'\n').split(b';', 1)
            producer.send('servicedesk.contact', key=key, value=value)
        producer.flush()
        """;

    [Fact]
    public async Task What_kcat_and_a_python_client_send_is_counted()
    {
        await using var site = await LiveSite.StartAsync();
        await RunAsync("kcat", Lines("k", 500), "-P", "-b", site.Broker.BootstrapServers, "-t", "servicedesk.contact", "-K", ";");
        await site.CountedAsync(500);
        // Debian's own interpreter has the package; another one on the path may not.
        await RunAsync("/usr/bin/python3", Lines("p", 500), "-c", Python, site.Broker.BootstrapServers);
        await site.CountedAsync(1000);
        await site.EndsWithAsync(1000);
    }

    private static string Lines(string prefix, int count)
        => string.Concat(Enumerable.Range(0, count).Select(i => $"{prefix}{i};{Encoding.UTF8.GetString(LiveSite.Answered($"{prefix}{i}"))}\n"));

    private static async Task RunAsync(string program, string input, params string[] arguments)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardInput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        process.ExitCode.Should().Be(0, "{0} says: {1}", program, await error);
    }
}
