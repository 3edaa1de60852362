using System.CommandLine;
using Metrics.Intake.Kafka;
using Metrics.Pipelines.Yaml;
using Metrics.Warehouse;
using Metrics.Warehouse.Queries;

namespace Metrics.Cli;

/// <summary>Runs a command line; every failure is one line on stderr and an exit code: 1 failed, 2 wrong usage or configuration.</summary>
internal static class CommandRunner
{
    private static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(10);

    /// <summary>Sets what a command does; it can be stopped politely (Ctrl-C, SIGTERM) from its first moment.</summary>
    // Until an action gives back its task, System.CommandLine ends the process at once on a signal, so the action must not start by working.
    public static void SetStoppable(this Command command, Func<ParseResult, CancellationToken, Task<int>> action)
        => command.SetAction((parse, cancellation) => Task.Run(() => action(parse, cancellation), CancellationToken.None));

    /// <summary>Runs a command line: here, or by the service that owns its database.</summary>
    public static Task<int> RunAsync(RootCommand root, string[] args) => RunAsync(root, args, mayBeSent: true, CancellationToken.None);

    /// <summary>Runs a command line that the service was sent.</summary>
    public static Task<int> RunHereAsync(RootCommand root, string[] args, CancellationToken cancellation) => RunAsync(root, args, mayBeSent: false, cancellation);

    private static async Task<int> RunAsync(RootCommand root, string[] args, bool mayBeSent, CancellationToken cancellation)
    {
        var parse = root.Parse(args);
        if (parse.Errors.Count > 0)
        {
            await Console.Error.WriteLineAsync($"metrics: {Explain(root, parse)}").ConfigureAwait(false);
            return 2;
        }

        try
        {
            if (mayBeSent && await BesideService.TrySendAsync(parse, args).ConfigureAwait(false) is { } code) return code;
            return await parse.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = mayBeSent ? StopWithin : null }, cancellation).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            var (failed, message) = Explain(e);
            await Console.Error.WriteLineAsync($"metrics: {message}").ConfigureAwait(false);
            if (parse.GetValue(Shared.Verbose)) await Console.Error.WriteLineAsync(e.ToString()).ConfigureAwait(false);
            return failed;
        }
    }

    private static string Explain(RootCommand root, ParseResult parse)
    {
        var commands = string.Join(", ", root.Subcommands.Select(c => c.Name));
        var command = parse.CommandResult.Command;
        if (command == root)
        {
            var word = parse.UnmatchedTokens is [var first, ..] ? first : null;
            return word is null ? $"name a command: {commands} (metrics --help)" : $"there is no command '{word}'; there are {commands}";
        }

        return $"{parse.Errors[0].Message.ReplaceLineEndings(" ").TrimEnd()} (metrics {command.Name} --help)";
    }

    private static (int Code, string Message) Explain(Exception e) => e switch
    {
        ConfigurationException or UsageException or QuestionException or FormatException => (2, e.Message),
        WarehouseException => (1, e.Message),
        FileNotFoundException { FileName: { } file } => (2, $"{file}: there is no such file"),
        DirectoryNotFoundException => (2, e.Message),
        UnauthorizedAccessException or IOException or BrokerLostException => (1, e.Message),
        HttpRequestException => (1, $"the service can't be reached: {e.Message}"),
        OperationCanceledException => (1, "stopped; what was committed stays, and the next ingest goes on from there"),
        _ => (1, $"{e.GetType().Name}: {e.Message.ReplaceLineEndings(" ")} (--verbose shows where)"),
    };
}
