using Metrics.Host;

namespace Metrics.Cli;

/// <summary>The files of a command; standard input that must be read twice is kept in a file meanwhile.</summary>
internal sealed class StandardInput : IDisposable
{
    private readonly string? _kept;

    private StandardInput(IReadOnlyList<InputFile> files, string? kept) => (Files, _kept) = (files, kept);

    public IReadOnlyList<InputFile> Files { get; }

    public static StandardInput Kept(string[] files, bool readTwice)
    {
        if (!readTwice || !files.Contains("-")) return new StandardInput(files.Select(f => new InputFile(f)).ToArray(), null);
        var kept = Path.Combine(Path.GetTempPath(), $"metrics-stdin-{Guid.NewGuid():N}");
        using (var file = File.Create(kept))
        using (var input = Console.OpenStandardInput())
        {
            input.CopyTo(file);
        }

        return new StandardInput(files.Select(f => f == "-" ? new InputFile(kept, "standard input") : new InputFile(f)).ToArray(), kept);
    }

    public void Dispose()
    {
        if (_kept is not null) File.Delete(_kept);
    }
}
