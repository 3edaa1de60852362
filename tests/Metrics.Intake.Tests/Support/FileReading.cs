using System.Text;
using System.Threading.Channels;
using Metrics.Intake.Files;
using Metrics.Intake.Mapping;
using Metrics.Pipelines.Sources;
using Metrics.ServiceDesk;
using Metrics.ServiceDesk.Events;

namespace Metrics.Intake.Tests.Support;

/// <summary>What reading a file gives, without a warehouse.</summary>
internal sealed record FileRead(IReadOnlyList<ServiceEvent> Events, IReadOnlyList<Reject> Rejects, IReadOnlyList<SourcePosition> Positions, long Records);

/// <summary>Reads files by a mapping.</summary>
internal static class FileReading
{
    public static readonly HashKey Key = HashKey.Of("0123456789abcdef0123456789abcdef", "test");

    public static async Task<FileRead> Read(string file, SourceMapping mapping, Organisation? organisation = null, params SourcePosition[] positions)
    {
        var channel = Channel.CreateUnbounded<Batch>();
        var intake = new FileIntake(new FileRequest(file, mapping, organisation ?? IntakeDesk.Organisation, IntakeDesk.Pipelines.Organisations, positions) { Key = Key });
        await intake.ReadAsync(channel.Writer, null, CancellationToken.None);
        channel.Writer.Complete();
        var batches = await channel.Reader.ReadAllAsync().ToArrayAsync();
        return new FileRead(
            [.. batches.SelectMany(b => b.Events)], [.. batches.SelectMany(b => b.Rejects)], [.. batches.SelectMany(b => b.Positions)], batches.Sum(b => b.Records));
    }

    /// <summary>A rejected record's text as it is kept.</summary>
    public static string Text(this Reject reject) => Encoding.UTF8.GetString(reject.Raw);
}
