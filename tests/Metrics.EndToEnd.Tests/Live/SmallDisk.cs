using System.Diagnostics;
using Metrics.EndToEnd.Tests.Running;

namespace Metrics.EndToEnd.Tests.Live;

/// <summary>A folder on a disk of its own, in memory, of so many megabytes.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly string _folder;

    private SmallDisk(string folder) => _folder = folder;

    /// <summary>Whether this user may mount one.</summary>
    public static bool CanBeMade
    {
        get
        {
            using var place = new Workplace();
            var folder = Directory.CreateDirectory(place.At("disk")).FullName;
            if (Run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", folder) != 0) return false;
            return Run("umount", folder) == 0;
        }
    }

    /// <summary>Makes one.</summary>
    public static SmallDisk Mount(string folder, int megabytes)
    {
        Directory.CreateDirectory(folder);
        Run("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "tmpfs", folder).Should().Be(0);
        return new SmallDisk(folder);
    }

    /// <summary>Gives it another size; what it holds stays.</summary>
    public void Resize(int megabytes) => Run("mount", "-o", $"remount,size={megabytes}m", _folder).Should().Be(0);

    public void Dispose() => Run("umount", "-l", _folder);

    private static int Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, UseShellExecute = false })!;
            process.WaitForExit();
            return process.ExitCode;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return -1;
        }
    }
}

/// <summary>A test that mounts a disk of its own, which takes a user that may.</summary>
public sealed class SmallDiskFactAttribute : FactAttribute
{
    public SmallDiskFactAttribute()
    {
        if (!SmallDisk.CanBeMade) Skip = "this user may not mount a small disk";
    }
}
