using System.CommandLine;
using Metrics.Warehouse;

namespace Metrics.Cli.Commands;

/// <summary><c>metrics sources forget</c>: lets a source begin anew that stopped because what comes next is gone.</summary>
internal static class SourcesCommand
{
    private static readonly Argument<string> Source = new("source") { Description = "The source, as the error names it: kafka/servicedesk.contact, say." };

    public static Command Create()
    {
        var forget = new Command("forget", "Forget how far a source has been read: it begins anew, and what was read before is known again by its identity.") { Source };
        forget.SetAction(parse =>
        {
            var source = parse.GetValue(Source)!;
            using var warehouse = Shared.Open(parse);
            var streams = 0;
            if (BesideService.Warehouse is { } owned) owned.WriteAsync(w => streams = w.Forget(source), CancellationToken.None).GetAwaiter().GetResult();
            else streams = warehouse.Forget(source);
            if (streams == 0) throw new UsageException($"no position of '{source}' is stored; there are {Known(warehouse)}");
            BesideService.GoOn();
            Console.WriteLine($"{source}: {streams} streams begin anew");
        });
        return new Command("sources", "What is read, and how far.") { forget };
    }

    private static string Known(MetricsWarehouse warehouse) => warehouse.PositionedSources() is { Count: > 0 } known ? string.Join(", ", known) : "none at all";
}
