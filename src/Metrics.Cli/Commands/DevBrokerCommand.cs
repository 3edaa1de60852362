using System.CommandLine;
using System.Globalization;
using Metrics.Intake.DevBroker;

namespace Metrics.Cli.Commands;

/// <summary><c>metrics dev-broker</c>: a Kafka broker in memory, for trying things out and for tests; lines on standard input disturb it.</summary>
internal static class DevBrokerCommand
{
    private const string Words = "topic T N | drop T | trim T P OFFSET | leader T P BROKER | down [BROKER] | up [BROKER] | rtt MS [BROKER] | errors API ERROR N";

    private static readonly Option<int> Brokers = new("--brokers") { Description = "How many brokers.", DefaultValueFactory = _ => 1 };
    private static readonly Option<int> Partitions = new("--partitions") { Description = "Partitions of each topic.", DefaultValueFactory = _ => 4 };
    private static readonly Option<string[]> Topics = new("--topic") { Description = "A topic to create; may be given several times. Left out: the product's own.", AllowMultipleArgumentsPerToken = true };

    public static Command Create()
    {
        var command = new Command("dev-broker", $"A Kafka broker in memory (librdkafka's mock cluster), for trying things out. Lines on standard input disturb it: {Words}") { Brokers, Partitions, Topics };
        command.SetStoppable(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parse, CancellationToken cancellation)
    {
        if (parse.GetValue(Brokers) < 1) throw new UsageException("--brokers: there must be at least 1");
        if (parse.GetValue(Partitions) < 1) throw new UsageException("--partitions: there must be at least 1");
        using var cluster = new MockCluster(parse.GetValue(Brokers));
        var topics = parse.GetValue(Topics) is { Length: > 0 } named ? named : [.. Pipelines.Service.KafkaSettings.DefaultTopics.Values];
        foreach (var topic in topics) cluster.CreateTopic(topic, parse.GetValue(Partitions), Math.Min(3, parse.GetValue(Brokers)));
        Console.WriteLine($"bootstrap servers: {cluster.BootstrapServers}");
        Console.WriteLine($"topics of {parse.GetValue(Partitions)} partitions: {string.Join(", ", topics)}");
        Console.WriteLine("keeps 5 MiB a partition, in memory alone; Ctrl-C ends it");
        await ObeyAsync(cluster, cancellation).ConfigureAwait(false);
        return 0;
    }

    private static async Task ObeyAsync(MockCluster cluster, CancellationToken cancellation)
    {
        try
        {
            while (await Console.In.ReadLineAsync(cancellation).ConfigureAwait(false) is { } line)
            {
                if (line.Length == 0) continue;
                Console.WriteLine(Obey(cluster, line));
            }

            // Nobody is at the other end of standard input: it stays until it is stopped.
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Stopped politely.
        }
    }

    private static string Obey(MockCluster cluster, string line)
    {
        try
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            Obey(cluster, words);
            return $"done: {line}";
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or FormatException or IndexOutOfRangeException or OverflowException)
        {
            return $"can't '{line}': {e.Message} ({Words})";
        }
    }

    private static void Obey(MockCluster cluster, string[] words)
    {
        int Number(int at) => int.Parse(words[at], CultureInfo.InvariantCulture);
        int Broker(int at) => words.Length > at ? Number(at) : MockCluster.AllBrokers;
        switch (words[0])
        {
            case "topic":
                cluster.CreateTopic(words[1], Number(2));
                break;
            case "drop":
                cluster.DeleteTopic(words[1]);
                break;
            case "trim":
                cluster.Trim(words[1], Number(2), long.Parse(words[3], CultureInfo.InvariantCulture));
                break;
            case "leader":
                cluster.SetLeader(words[1], Number(2), Number(3));
                break;
            case "down":
                cluster.SetDown(Broker(1));
                break;
            case "up":
                cluster.SetUp(Broker(1));
                break;
            case "rtt":
                cluster.SetRoundTrip(Number(1), Broker(2));
                break;
            case "errors":
                cluster.PushErrors((short)Number(1), Number(2), Number(3));
                break;
            default:
                throw new InvalidOperationException($"'{words[0]}' is no word it knows");
        }
    }
}
