using System.Diagnostics;

namespace Metrics.Printing.Tests;

/// <summary>LibreOffice, without a window and with a profile of its own, so that it meets nobody else's.</summary>
public sealed class LibreOffice : IDisposable
{
    // In turn: comma, quote, UTF-8, from the first line, columns as they are, English, quotes where needed, numbers, all as it is shown, no formulas, spaces kept, every sheet.
    public const string CsvOfEverySheet = "csv:Text - txt - csv (StarCalc):44,34,76,1,,1033,false,true,true,false,false,-1";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly string _folder = Directory.CreateTempSubdirectory("metrics-office-").FullName;

    /// <summary>Opens a spreadsheet and saves it as something else; answers the files that it wrote, by their names.</summary>
    public async Task<IReadOnlyDictionary<string, string>> ConvertAsync(byte[] xlsx, string to)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder, Path.GetRandomFileName())).FullName;
        var file = Path.Combine(folder, "report.xlsx");
        await File.WriteAllBytesAsync(file, xlsx);
        var start = new ProcessStartInfo(OutsideProgram.Find("soffice"))
        {
            ArgumentList = { "--headless", "--norestore", $"-env:UserInstallation={new Uri(Path.Combine(_folder, "profile"))}", "--convert-to", to, "--outdir", folder, file },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            // Whatever language the machine speaks.
            Environment = { ["LC_ALL"] = "C.UTF-8" },
        };
        using var office = Process.Start(start)!;
        using var patience = new CancellationTokenSource(Patience);
        var said = Task.WhenAll(office.StandardOutput.ReadToEndAsync(patience.Token), office.StandardError.ReadToEndAsync(patience.Token));
        try
        {
            await office.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            office.Kill(entireProcessTree: true);
            throw new TimeoutException($"LibreOffice did not convert to {to} in {Patience}.");
        }

        File.Delete(file);
        var written = Directory.GetFiles(folder).ToDictionary(f => Path.GetFileName(f), File.ReadAllText);
        return office.ExitCode == 0 && written.Count > 0 ? written : throw new InvalidOperationException($"LibreOffice ended with {office.ExitCode}: {string.Join('\n', await said)}");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
