using System.Globalization;

namespace Metrics.Intake.Live;

/// <summary>A file that lies beside a followed one under its name and something more.</summary>
/// <param name="Path">Where it lies.</param>
/// <param name="Length">Its length when it was found.</param>
/// <param name="LastWriteUtc">When it was last written then.</param>
/// <param name="IsNamedSo">Whether its name is one that rotation gives; any other must be known by its content.</param>
internal readonly record struct RotatedFile(string Path, long Length, DateTime LastWriteUtc, bool IsNamedSo);

/// <summary>Finds the files that rotation has put beside a followed one: <c>queue_log.1</c>, <c>queue_log.2.gz</c>, <c>queue_log-20240101</c>.</summary>
internal static class RotatedFiles
{
    // More digits than that are a day or a time, and the higher is the newer.
    private const int MostCountDigits = 4;

    /// <summary>Those beside a file, the one written first first; null when one was renamed meanwhile.</summary>
    public static IReadOnlyList<RotatedFile>? Beside(string path)
    {
        var folder = new DirectoryInfo(Path.GetDirectoryName(path)!);
        var name = Path.GetFileName(path);
        try
        {
            return [.. folder.EnumerateFiles()
                .Where(f => IsBeside(f.Name, name) && !TemporaryNames.Contains(f.Name))
                .Select(f => new RotatedFile(f.FullName, f.Length, f.LastWriteTimeUtc, IsNamedSo(f.Name[name.Length..])))
                // Many a file system tells times by the second: of two that rotation has counted the higher is older.
                .OrderBy(f => f.LastWriteUtc).ThenByDescending(f => CountOf(Path.GetFileName(f.Path)[name.Length..])).ThenBy(f => f.Path, StringComparer.Ordinal)];
        }
        catch (FileNotFoundException)
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The folder is missing or can't be read; so is the file, which says so.
            return [];
        }
    }

    private static bool IsBeside(string file, string name)
        => file.Length > name.Length + 1 && file.StartsWith(name, StringComparison.Ordinal) && (file[name.Length] == '.' || (file[name.Length] == '-' && char.IsAsciiDigit(file[name.Length + 1])));

    private static int CountOf(string suffix) => suffix[1..].Split('.')[0] is { Length: <= MostCountDigits } word && int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 0;

    // A number, a day or a time; or 'old'.
    private static bool IsNamedSo(string suffix)
    {
        var word = suffix[1..].Split('.')[0];
        return word is "old" or "gz" || char.IsAsciiDigit(word.FirstOrDefault());
    }
}
