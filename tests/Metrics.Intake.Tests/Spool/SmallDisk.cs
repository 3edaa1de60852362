using System.Diagnostics;

namespace Metrics.Intake.Tests.Spool;

/// <summary>A disk of some megabytes and some sixty files, in memory, gone with the test.</summary>
internal sealed class SmallDisk : IDisposable
{
    private static readonly Lazy<bool> Possible = new(() =>
    {
        try
        {
            new SmallDisk(1).Dispose();
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    });

    public SmallDisk(int megabytes)
    {
        if (Run("mount", "-t", "tmpfs", "-o", $"size={megabytes}m,nr_inodes=64", "metrics-tests", Path)) return;
        Directory.Delete(Path);
        throw new InvalidOperationException("nothing may be mounted here");
    }

    /// <summary>Whether one can be made here: it takes the right to mount.</summary>
    public static bool IsPossible => Possible.Value;

    public string Path { get; } = Directory.CreateTempSubdirectory("metrics-disk-").FullName;

    /// <summary>Writes a file until nothing more fits.</summary>
    public string Fill(string name)
    {
        var file = System.IO.Path.Combine(Path, name);
        using var stream = new FileStream(file, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        for (var size = 65_536; size > 0; size /= 2)
        {
            try
            {
                while (true) stream.Write(new byte[size]);
            }
            catch (IOException)
            {
                // Smaller pieces may still fit.
            }
        }

        return file;
    }

    /// <summary>Gives it another size; what it holds stays.</summary>
    public void Resize(int megabytes)
    {
        if (!Run("mount", "-o", $"remount,size={megabytes}m", Path)) throw new InvalidOperationException("it can't be given another size");
    }

    public void Dispose()
    {
        Run("umount", Path);
        Directory.Delete(Path);
    }

    private static bool Run(string program, params string[] arguments)
    {
        if (!OperatingSystem.IsLinux()) return false;
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}

/// <summary>A test that needs a disk of its own.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SmallDiskFactAttribute : FactAttribute
{
    public SmallDiskFactAttribute()
    {
        if (!SmallDisk.IsPossible) Skip = "a small disk can't be mounted here; run the tests as root, outside a container or in one that may mount";
    }
}
