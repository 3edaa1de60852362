using System.CommandLine;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using Metrics.Host.Live;
using Metrics.Host.Web;
using Metrics.ServiceDesk;
using Metrics.Warehouse;

namespace Metrics.Cli;

/// <summary>
/// Commands while a service owns the database: the command line goes to the service, which runs it on a connection of its own and sends
/// back what it printed.
/// </summary>
internal static class BesideService
{
    // What a command may do to a database that a service is writing to; the others are refused with the reason.
    private static readonly string[] Sent = ["ingest", "kpi", "explain", "facts", "due", "report", "simulate", "doctor", "rejects", "sources", "forecast", "backtest", "prognoses", "plan", "staffing"];
    private static readonly string[] Refused = ["verify", "run"];

    private static readonly AsyncLocal<Running?> Now = new();

    /// <summary>The warehouse of the service that this command runs beside; null when it runs by itself.</summary>
    public static OpenWarehouse? Warehouse => Now.Value?.Warehouse;

    /// <summary>A path as it was given on the command line, from where it was given.</summary>
    public static string PathOf(string given) => Now.Value is { } running ? Path.GetFullPath(given, running.Folder) : given;

    /// <summary>The path that an option names, from where it was given.</summary>
    public static string? PathOf(ParseResult parse, Option<string?> option) => parse.GetValue(option) is { } given ? PathOf(given) : null;

    /// <summary>Standard output for bytes; what a service prints for a command is text, and not too much of it.</summary>
    /// <exception cref="UsageException">This command runs beside a service.</exception>
    public static Stream StandardOutput() => Now.Value is null ? Console.OpenStandardOutput() : throw new UsageException("--out: a service owns the database and writes for this command; name a file");

    /// <summary>Sources that stopped until a person has looked go on.</summary>
    public static void GoOn() => Now.Value?.GoOn();

    /// <summary>Commits a batch that a command has read.</summary>
    public static BatchResult Commit(MetricsWarehouse warehouse, Batch batch)
        => Warehouse is { } owned ? owned.WriteAsync(w => w.Commit(batch), CancellationToken.None).GetAwaiter().GetResult() : warehouse.Commit(batch);

    /// <summary>Sends a command line to the service that owns its database.</summary>
    /// <returns>The exit code; null when nobody owns it, or the command needs no database.</returns>
    /// <exception cref="UsageException">It can't run while a service owns the database.</exception>
    public static async Task<int?> TrySendAsync(ParseResult parse, string[] arguments)
    {
        var name = parse.CommandResult.Command.Parents.OfType<Command>().LastOrDefault(c => c is not RootCommand)?.Name ?? parse.CommandResult.Command.Name;
        if (!Sent.Contains(name) && !Refused.Contains(name)) return null;
        // Series of a file need no database.
        if (parse.GetResult(SeriesInput.Input) is not null) return null;
        var database = parse.GetValue(Shared.Db)!;
        if (OwnerFile.Find(database) is not { } owner) return null;
        if (Refused.Contains(name)) throw new UsageException($"{database}: process {owner.Process} owns it and serves it at {owner.Address}; stop that first, or name a copy with --db");
        if (arguments.Contains("-")) throw new UsageException($"-: {database} is owned by process {owner.Process}, which can't read this standard input; name a file, or post to {owner.Address}/api/v1/events");
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { Timeout = Timeout.InfiniteTimeSpan };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", owner.Token);
        using var answer = await client.PostAsJsonAsync(new Uri(new Uri(owner.Address), "/api/v1/commands"), new OwnerCommand(arguments, Directory.GetCurrentDirectory())).ConfigureAwait(false);
        if (!answer.IsSuccessStatusCode) throw new IOException($"{owner.Address}: the service that owns {database} answers {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync().ConfigureAwait(false)}");
        var said = (await answer.Content.ReadFromJsonAsync<OwnerAnswer>().ConfigureAwait(false))!;
        Console.Out.Write(said.Output);
        Console.Error.Write(said.Error);
        return said.Code;
    }

    /// <summary>Makes what commands print go to whoever sent them, from now on.</summary>
    public static void TakeConsole()
    {
        Console.SetOut(TextWriter.Synchronized(new Routed(Console.Out, running => running.Output)));
        Console.SetError(TextWriter.Synchronized(new Routed(Console.Error, running => running.Error)));
    }

    /// <summary>Runs a command line that was sent here.</summary>
    public static async Task<OwnerAnswer> RunAsync(RootCommand root, OwnerCommand command, OpenWarehouse warehouse, Action goOn, CancellationToken cancellation)
    {
        var running = new Running(warehouse, command.Folder, goOn, new StringWriter(), new StringWriter());
        Now.Value = running;
        try
        {
            var code = await Task.Run(() => CommandRunner.RunHereAsync(root, [.. command.Arguments], cancellation), cancellation).ConfigureAwait(false);
            return new OwnerAnswer(code, running.Output.ToString(), running.Error.ToString());
        }
        finally
        {
            Now.Value = null;
        }
    }

    private sealed record Running(OpenWarehouse Warehouse, string Folder, Action GoOn, StringWriter Output, StringWriter Error);

    /// <summary>Writes to the command under way, or to the terminal where there is none.</summary>
    private sealed class Routed(TextWriter terminal, Func<Running, TextWriter> to) : TextWriter
    {
        public override Encoding Encoding => terminal.Encoding;

        public override void Write(char value) => Target.Write(value);

        public override void Write(string? value) => Target.Write(value);

        public override void Write(char[] buffer, int index, int count) => Target.Write(buffer, index, count);

        public override void Flush() => Target.Flush();

        private TextWriter Target => Now.Value is { } running ? to(running) : terminal;
    }
}
