using Metrics.Intake.Live;
using Metrics.Pipelines.Sources;

namespace Metrics.Intake.Tests.Support;

/// <summary>A drop folder that is watched. A line of its files is a number and a text; a number that is none is a reject.</summary>
internal sealed class DropDesk : IDisposable
{
    public DropDesk(string mapping = FollowedDesk.Lines)
    {
        Mapping = Folder.Mapping(mapping);
        Directory.CreateDirectory(Path);
    }

    public TestFolder Folder { get; } = new();

    public SourceMapping Mapping { get; }

    public CommitLog Log { get; } = new();

    public string Path => System.IO.Path.Combine(Folder.Path, "drop");

    public DropFolderOptions Options { get; init; } = new() { Poll = TimeSpan.FromMilliseconds(2), StandsStill = TimeSpan.FromMilliseconds(20) };

    public WatchedPath What => new("drop", Path, Mapping, IntakeDesk.Organisation, IntakeDesk.Pipelines.Organisations) { Key = FileReading.Key };

    public Running Watch() => new(new DropFolder(What, TimeProvider.System, Options), Log);

    public string At(string name) => System.IO.Path.Combine(Path, name);

    public void Drop(string name, string text) => Drop(name, System.Text.Encoding.UTF8.GetBytes(text));

    public void Drop(string name, byte[] bytes) => File.WriteAllBytes(At(name), bytes);

    /// <summary>Makes a file look as if it had been written so long ago.</summary>
    public void Age(string name, int minutes) => File.SetLastWriteTimeUtc(At(name), TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(-minutes));

    /// <summary>The names in a folder, in order.</summary>
    public string[] Names(string folder = "") => Directory.Exists(At(folder)) ? [.. Directory.GetFiles(At(folder)).Select(f => System.IO.Path.GetFileName(f)).Order(StringComparer.Ordinal)] : [];

    /// <summary>The lines of the rejects that lie beside a file that was put away.</summary>
    public long[] RejectedLines(string file) => File.Exists(At(file + ".rejects.csv")) ? [.. File.ReadLines(At(file + ".rejects.csv")).Skip(1).Select(l => long.Parse(l.Split(',')[1]))] : [];

    public void Dispose() => Folder.Dispose();
}
