using System.IO.Compression;
using Metrics.Intake.CloudEvents;
using Metrics.Pipelines;
using Metrics.ServiceDesk;
using Metrics.ServiceDesk.Events;
using NodaTime;

namespace Metrics.Host.Demo;

/// <summary>All generated events of the demo: an invented service centre and the three organisations.</summary>
/// <param name="pipelines">The configuration that has them.</param>
/// <param name="seed">The seed.</param>
public sealed class DemoData(PipelineFolder pipelines, int seed)
{
    /// <summary>The first day of the invented service centre.</summary>
    public static readonly LocalDate From = new(2023, 1, 1);

    /// <summary>The first day after its last.</summary>
    public static readonly LocalDate To = new(2023, 5, 1);

    /// <summary>The invented service centre.</summary>
    public Organisation Invented { get; } = pipelines.Organisation("demo");

    /// <summary>Intraservice, Göteborg.</summary>
    public Organisation Goteborg { get; } = pipelines.Organisation("goteborg-intraservice");

    /// <summary>Verksamhetsstöd och service, Linköping.</summary>
    public Organisation Linkoping { get; } = pipelines.Organisation("linkoping-vss");

    /// <summary>Servicenämnden, Stockholm.</summary>
    public Organisation Stockholm { get; } = pipelines.Organisation("stockholm-servicenamnden");

    /// <summary>The events in two parts of about the same size, one organisation after another.</summary>
    public IReadOnlyList<IEnumerable<ServiceEvent>> Parts =>
    [
        new GoteborgEvents(Goteborg, seed).All(),
        new DemoEvents(Invented.Id, Invented.Zone, seed).Days(From, To)
            .Concat(new LinkopingEvents(Linkoping, seed).All())
            .Concat(new LinkopingDeskEvents(Linkoping, seed).All())
            .Concat(new StockholmEvents(Stockholm, seed).All()),
    ];

    /// <summary>Writes them to a compressed file of CloudEvents, the parts side by side: gzip files behind each other are one.</summary>
    public void Write(string file)
    {
        var parts = Parts.Select((events, i) => (Events: events, File: i == 0 ? file : file + ".part")).ToArray();
        Parallel.ForEach(parts, part => Write(part.File, part.Events));
        using var whole = new FileStream(file, FileMode.Append);
        foreach (var (_, part) in parts.Skip(1))
        {
            using (var stream = File.OpenRead(part)) stream.CopyTo(whole);
            File.Delete(part);
        }
    }

    /// <summary>Writes events to a compressed file of CloudEvents.</summary>
    public static void Write(string file, IEnumerable<ServiceEvent> events)
    {
        using var zip = new GZipStream(File.Create(file), CompressionLevel.Fastest);
        using var buffer = new BufferedStream(zip, 1 << 16);
        using var writer = new CloudEventWriter(buffer);
        foreach (var e in events) writer.Write(e);
    }
}
