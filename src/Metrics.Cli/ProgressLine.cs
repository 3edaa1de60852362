using Metrics.Intake.Files;

namespace Metrics.Cli;

/// <summary>One line on the terminal that says how far a file has been read; silent when stderr is no terminal.</summary>
internal sealed class ProgressLine(string name) : IProgress<FileProgress>, IDisposable
{
    private static readonly TimeSpan Often = TimeSpan.FromMilliseconds(100);
    private readonly bool _terminal = !Console.IsErrorRedirected;
    private long _last;
    private bool _shown;

    public void Report(FileProgress value)
    {
        if (!_terminal || TimeProvider.System.GetElapsedTime(_last) < Often) return;
        _last = TimeProvider.System.GetTimestamp();
        _shown = true;
        var share = value.Length is > 0 and var length ? $"{100 * value.Bytes / length,3} % " : "";
        Console.Error.Write($"\r\u001b[K{name}: {share}{value.Records.ToString("N0", Shared.Swedish)} records");
    }

    public void Dispose()
    {
        if (_shown) Console.Error.Write("\r\u001b[K");
    }
}
