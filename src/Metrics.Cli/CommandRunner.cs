using System.CommandLine;
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

    public static async Task<int> RunAsync(RootCommand root, string[] args)
    {
        var parse = root.Parse(args);
        if (parse.Errors.Count > 0)
        {
            await Console.Error.WriteLineAsync($"metrics: {Explain(root, parse)}").ConfigureAwait(false);
            return 2;
        }

        try
        {
            return await parse.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = StopWithin }).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            var (code, message) = Explain(e);
            await Console.Error.WriteLineAsync($"metrics: {message}").ConfigureAwait(false);
            if (parse.GetValue(Shared.Verbose)) await Console.Error.WriteLineAsync(e.ToString()).ConfigureAwait(false);
            return code;
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
        UnauthorizedAccessException or IOException => (1, e.Message),
        OperationCanceledException => (1, "stopped; what was committed stays, and the next ingest goes on from there"),
        _ => (1, $"{e.GetType().Name}: {e.Message.ReplaceLineEndings(" ")} (--verbose shows where)"),
    };
}
