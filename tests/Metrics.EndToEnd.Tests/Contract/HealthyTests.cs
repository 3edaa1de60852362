using Metrics.EndToEnd.Tests.Running;

namespace Metrics.EndToEnd.Tests.Contract;

/// <summary><c>metrics healthy</c> turns what a service says of itself into an exit code.</summary>
public sealed class HealthyTests
{
    [Fact]
    public async Task A_service_that_is_well_is_healthy_and_one_that_is_gone_is_not()
    {
        using var place = new Workplace();
        var service = await RunningService.StartAsync(place);
        var health = new Uri(service.Address, "/healthz").ToString();
        (await Ask(place, health)).Succeeded().Output.Should().StartWith("ok");
        await service.DisposeAsync();
        (await Ask(place, health)).Failed(1, health, "does not answer");
    }

    [Fact]
    public async Task A_service_without_its_broker_needs_no_restart_but_is_not_ready()
    {
        using var place = new Workplace();
        place.Write("service.yaml", "kafka: { bootstrapServers: '127.0.0.1:1', looksEverySeconds: 1 }\n");
        await using var service = await RunningService.StartAsync(place, "--config", "service.yaml");
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        Ran ran;
        do
        {
            patience.Token.ThrowIfCancellationRequested();
            ran = await Ask(place, new Uri(service.Address, "/healthz").ToString());
        }
        while (!ran.Output.Contains("ticket intake disconnected (", StringComparison.Ordinal));
        ran.Succeeded().Output.Should().StartWith("degraded; ");
        (await Ask(place, new Uri(service.Address, "/readyz").ToString())).Failed(1, "answers 503", "ticket intake disconnected");
    }

    [Fact]
    public async Task An_answer_that_is_no_health_is_not_taken_for_one()
    {
        using var place = new Workplace();
        await using var service = await RunningService.StartAsync(place);
        (await Ask(place, new Uri(service.Address, "/nothing").ToString())).Failed(1, "answers 404", "not this service");
        (await Ask(place, new Uri(service.Address, "/api/v1/kpi").ToString())).Failed(1, "not its health");
    }

    [Theory]
    [InlineData("127.0.0.1:8080")]
    [InlineData("file:///etc/hostname")]
    public async Task Only_an_address_of_the_web_is_asked(string url)
    {
        using var place = new Workplace();
        (await Ask(place, url)).Failed(2, "--url", url);
    }

    private static Task<Ran> Ask(Workplace place, string url) => MetricsProgram.RunAsync(place.Folder, ["healthy", "--url", url]);
}
