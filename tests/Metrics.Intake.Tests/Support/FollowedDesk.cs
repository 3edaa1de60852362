using System.Text;
using Metrics.Intake.Live;
using Metrics.Pipelines.Sources;

namespace Metrics.Intake.Tests.Support;

/// <summary>A folder with a log that is written to, rotated and followed. A line of it is a number and a text; the number is what its event is about.</summary>
internal sealed class FollowedDesk : IDisposable
{
    public const string Lines = """
        name: lines
        delimiter: "|"
        quotes: none
        zone: UTC
        times: yyyy-MM-dd
        columns: [number, text]
        subject: number
        events:
          - { type: servicedesk.contact.abandoned.v1, id: number, time: { value: "2024-01-15" }, set: { waitSeconds: number } }

        """;

    public FollowedDesk(string mapping = Lines) => Mapping = Folder.Mapping(mapping);

    public TestFolder Folder { get; } = new();

    public SourceMapping Mapping { get; }

    public CommitLog Log { get; } = new();

    public string Path => At("log");

    public FollowedFileOptions Options { get; init; } = new() { Poll = TimeSpan.FromMilliseconds(2), RotatedGrace = TimeSpan.FromMilliseconds(200) };

    public string At(string name) => System.IO.Path.Combine(Folder.Path, name);

    public Running Follow(string? path = null)
        => new(new FollowedFile(new WatchedPath("log", path ?? Path, Mapping, IntakeDesk.Organisation, IntakeDesk.Pipelines.Organisations) { Key = FileReading.Key }, TimeProvider.System, Options), Log);

    public void Append(string text, string name = "log")
    {
        using var file = new FileStream(At(name), FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        file.Write(Encoding.UTF8.GetBytes(text));
    }

    public void Rename(string from, string to) => File.Move(At(from), At(to));

    /// <summary>Packs a file as gzip does: it keeps the time, and the file it was made of goes.</summary>
    public void Pack(string name)
    {
        var written = File.GetLastWriteTimeUtc(At(name));
        File.WriteAllBytes(At(name + ".gz"), TestFolder.Gzip(File.ReadAllBytes(At(name))));
        File.SetLastWriteTimeUtc(At(name + ".gz"), written);
        File.Delete(At(name));
    }

    /// <summary>Makes a file look as if it had lain there for so long.</summary>
    public void Age(string name, int minutes) => File.SetLastWriteTimeUtc(At(name), TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(-minutes));

    /// <summary>Numbered lines.</summary>
    public static string Rows(int first, int last) => string.Concat(Enumerable.Range(first, last - first + 1).Select(n => $"{n}|text of {n}\n"));

    public static string[] Numbers(int first, int last) => [.. Enumerable.Range(first, last - first + 1).Select(n => $"{n}")];

    public void Dispose() => Folder.Dispose();
}
