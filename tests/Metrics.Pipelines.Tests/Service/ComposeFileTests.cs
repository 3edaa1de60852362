using System.Net;
using Metrics.Pipelines.Service;
using Metrics.Pipelines.Yaml;

namespace Metrics.Pipelines.Tests.Service;

/// <summary>docker/compose.yaml and docker/service.yaml fit the product and each other.</summary>
public sealed class ComposeFileTests
{
    private const string Partitions = "8";

    // Stands in for the volume at /data, which holds a file of keys when the service starts.
    private static readonly string Data = Directory.CreateTempSubdirectory("metrics-data-").FullName;
    private static readonly ServiceSettings Settings = ReadInContainer();
    private static readonly YamlValue Services = YamlValue.Load(Repository.At("docker", "compose.yaml")).Get("services");

    [ComposeFact]
    public async Task Compose_takes_the_file_as_it_is()
    {
        var ran = (await OutsideProgram.RunAsync(ComposeFactAttribute.Program, ["-f", "docker/compose.yaml", "config"]))!;
        ran.Error.Should().BeEmpty("every name it uses stands in docker/.env");
        ran.ExitCode.Should().Be(0);
        ran.Output.Should().Contain("image: apache/kafka:").And.Contain("127.0.0.1:8080:8080");
    }

    [Fact]
    public void The_service_listens_to_whom_compose_lets_through_and_asks_for_keys()
    {
        Settings.Address.Should().Be(IPAddress.Any, "a container's loopback is nobody else's");
        Services.Get("metrics").Get("ports").Texts().Should().Equal($"127.0.0.1:{Settings.Port}:{Settings.Port}");
        Settings.KeyFile.Should().Be(Path.Combine(Data, "keys.yaml"), "'metrics key' writes keys.yaml where the image works");
    }

    [Fact]
    public void What_the_service_keeps_lies_in_its_volume()
    {
        Services.Get("metrics").Get("volumes").Texts().Should().Equal("data:/data", "./service.yaml:/data/service.yaml:ro");
        Settings.Database.Should().StartWith(Data + "/");
    }

    [Fact]
    public void The_service_reads_the_broker_that_compose_starts()
        => Services.Get("kafka").Get("environment").Get("KAFKA_ADVERTISED_LISTENERS").Text().Should().Be($"PLAINTEXT://{Settings.Kafka!.BootstrapServers}");

    [Fact]
    public async Task Every_topic_that_is_read_is_created_and_its_dead_letter_topic_with_it()
    {
        var topics = Services.Get("topics");
        // As compose hands it over, with what would be run printed instead.
        var script = topics.Get("command").Texts().Single().Replace("$$", "$", StringComparison.Ordinal)
            .Replace("/opt/kafka/bin/kafka-topics.sh", "echo", StringComparison.Ordinal);
        var ran = (await OutsideProgram.RunAsync("env", [$"TOPICS={topics.Get("environment").Get("TOPICS").Text()}", .. topics.Get("entrypoint").Texts(), script]))!;
        ran.ExitCode.Should().Be(0, ran.Error);
        var created = ran.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split(' '))
            .Select(w => (Topic: w[Array.IndexOf(w, "--topic") + 1], Partitions: w[Array.IndexOf(w, "--partitions") + 1]));
        created.Should().BeEquivalentTo(Settings.Kafka!.Topics.Values.SelectMany(t => ((string, string)[])[(t, Partitions), (t + Settings.Kafka.DeadLetterSuffix, "1")]));
    }

    [Fact]
    public void The_image_starts_with_the_file_that_compose_mounts_and_is_stopped_after_the_service_has()
    {
        var dockerfile = File.ReadAllText(Repository.At("docker", "Dockerfile"));
        dockerfile.Should().Contain("CMD [\"run\", \"--config\", \"/data/service.yaml\"]").And.Contain("\nWORKDIR /data\n").And.Contain($"EXPOSE {Settings.Port}\n");
        Services.Get("metrics").Get("stop_grace_period").Text().Should().Be("15s", "the service itself takes up to ten");
    }

    private static ServiceSettings ReadInContainer()
    {
        ApiKeyFile.Add(Path.Combine(Data, "keys.yaml"), ApiKey.Create("telephony", ApiRole.Write).Kept);
        var file = Path.Combine(Data, "service.yaml");
        File.WriteAllText(file, File.ReadAllText(Repository.At("docker", "service.yaml")).Replace("/data/", Data + "/", StringComparison.Ordinal));
        return ServiceSettingsReader.Read(file, Repository.Shipped);
    }
}
