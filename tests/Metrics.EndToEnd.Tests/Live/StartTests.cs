using System.Net;
using System.Net.Sockets;
using Metrics.EndToEnd.Tests.Running;

namespace Metrics.EndToEnd.Tests.Live;

/// <summary>What keeps the service from starting is told in one line.</summary>
public sealed class StartTests
{
    [Fact]
    public async Task A_port_that_is_taken_or_none_is_told()
    {
        using var place = new Workplace();
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        (await place.Run("run", "--port", $"{port}")).Failed(1, $"127.0.0.1:{port}", "in use");
        (await place.Run("run", "--port", "65536")).Failed(2, "--port: 65536 is not a port");
    }

    [Fact]
    public async Task A_configuration_that_is_missing_or_wrong_is_told()
    {
        using var place = new Workplace();
        (await place.Run("run", "--config", "none.yaml")).Failed(2, "none.yaml: there is no such file");
        place.Write("service.yaml", "web: { port: 80, prot: 81 }\n");
        (await place.Run("run", "--config", "service.yaml")).Failed(2, "service.yaml:1: web.prot: is not known here");
    }

    [Fact]
    public async Task The_database_and_the_spool_have_one_service_each()
    {
        using var place = new Workplace();
        place.Write("service.yaml", "web: { spool: kept }\n");
        await using var service = await RunningService.StartAsync(place, "--config", "service.yaml");
        (await place.Run("run", "--port", "0")).Failed(2, Workplace.DatabaseName, "owns it and serves it at");
        (await place.RunOn("other.duckdb", "run", "--config", "service.yaml", "--port", "0")).Failed(1, "kept", "another");
        (await service.PostAsync(Calls.Line(0), Calls.One)).Took(1);
        await service.CountedAsync(1);
        Directory.GetFiles(place.At("kept"), "*.ndjson").Should().ContainSingle();
    }

    [Fact]
    public async Task A_file_that_is_none_of_the_spool_is_named()
    {
        using var place = new Workplace();
        Directory.CreateDirectory(place.At("metrics.spool"));
        place.Write("metrics.spool/mine.ndjson", "{}\n");
        (await place.Run("run", "--port", "0")).Failed(1, "mine.ndjson: is no file of the spool; move it away");
    }
}
