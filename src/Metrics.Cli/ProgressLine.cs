using Metrics.Intake.Files;

namespace Metrics.Cli;

/// <summary>One line on the terminal that says how far a work has come; silent when stderr is no terminal.</summary>
internal sealed class ProgressLine(string name) : IProgress<FileProgress>, IDisposable
{
    private static readonly TimeSpan Often = TimeSpan.FromMilliseconds(100);
    private readonly Lock _writing = new();
    private readonly bool _terminal = !Console.IsErrorRedirected;
    private long _last;
    private bool _shown;

    public void Report(FileProgress value)
    {
        var share = value.Length is > 0 and var length ? $"{100 * value.Bytes / length,3} % " : "";
        Show($"{share}{value.Records.ToString("N0", Shared.Swedish)} records");
    }

    /// <summary>Says how many of all series are done; from any thread.</summary>
    public void Report(int done, int all) => Show($"{done.ToString("N0", Shared.Swedish)} of {all.ToString("N0", Shared.Swedish)} series");

    public void Dispose()
    {
        if (_shown) Console.Error.Write("\r\u001b[K");
    }

    private void Show(string text)
    {
        if (!_terminal) return;
        lock (_writing)
        {
            if (TimeProvider.System.GetElapsedTime(_last) < Often) return;
            _last = TimeProvider.System.GetTimestamp();
            _shown = true;
            Console.Error.Write($"\r\u001b[K{name}: {text}");
        }
    }
}
