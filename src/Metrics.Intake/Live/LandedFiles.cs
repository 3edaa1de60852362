namespace Metrics.Intake.Live;

/// <summary>A file in a drop folder.</summary>
/// <param name="Path">Where it lies.</param>
/// <param name="Length">Its length.</param>
/// <param name="LastWriteUtc">When it was last written.</param>
internal readonly record struct LandedFile(string Path, long Length, DateTime LastWriteUtc)
{
    /// <summary>Its name.</summary>
    public string Name => System.IO.Path.GetFileName(Path);

    /// <summary>A file as it is now; null when it is gone.</summary>
    public static LandedFile? Now(string path)
    {
        var file = new FileInfo(path);
        try
        {
            return file.Exists ? new LandedFile(path, file.Length, file.LastWriteTimeUtc) : null;
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }
}

/// <summary>Tells which files of a folder are whole: their size and time have stood still for long enough, as seen by the clock.</summary>
internal sealed class LandedFiles(string folder, TimeProvider clock, TimeSpan standsStill)
{
    private Dictionary<string, (LandedFile File, long Since)> _seen = new(StringComparer.Ordinal);

    /// <summary>Bytes of all that has landed, whole or not.</summary>
    public long Bytes => _seen.Values.Sum(s => s.File.Length);

    /// <summary>Looks at the folder.</summary>
    /// <returns>The files that are whole, the oldest first.</returns>
    /// <exception cref="IOException">It isn't there or can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public IReadOnlyList<LandedFile> Whole()
    {
        var now = clock.GetTimestamp();
        _seen = Directory.EnumerateFiles(folder).Where(p => !TemporaryNames.Contains(Path.GetFileName(p))).Select(LandedFile.Now).OfType<LandedFile>()
            .ToDictionary(f => f.Path, f => (f, _seen.TryGetValue(f.Path, out var before) && before.File == f ? before.Since : now), StringComparer.Ordinal);
        return [.. _seen.Values.Where(s => clock.GetElapsedTime(s.Since, now) >= standsStill).Select(s => s.File).OrderBy(f => f.LastWriteUtc).ThenBy(f => f.Name, StringComparer.Ordinal)];
    }

    /// <summary>A file could not be dealt with: it must stand still anew before it is tried again.</summary>
    public void Again(LandedFile file) => _seen[file.Path] = (file, clock.GetTimestamp());

    /// <summary>A file is gone from the folder.</summary>
    public void Gone(LandedFile file) => _seen.Remove(file.Path);
}
