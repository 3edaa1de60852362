using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;

namespace Metrics.Host.Live;

/// <summary>Which process owns a database, and how commands reach it: <c>&lt;database&gt;.owner</c>, readable by its user alone.</summary>
/// <param name="Process">The process id.</param>
/// <param name="Started">When that process started, in ticks: another one may get the same id.</param>
/// <param name="Address">Where it listens.</param>
/// <param name="Token">Lets whoever can read the file do what its user may.</param>
public sealed record OwnerFile(int Process, long Started, string Address, string Token)
{
    // When a process started is reckoned from the time since the machine did, and comes out a little differently each time.
    private const long StartsApart = 10 * TimeSpan.TicksPerSecond;

    /// <summary>Says that this process owns a database; disposing says that it no longer does.</summary>
    /// <param name="database">The database.</param>
    /// <param name="address">Where this process listens.</param>
    /// <param name="token">The token it accepts.</param>
    public static IDisposable Write(string database, string address, string token)
    {
        using var self = System.Diagnostics.Process.GetCurrentProcess();
        var path = PathOf(database);
        var beside = $"{path}.{self.Id}";
        File.WriteAllText(beside, "");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(beside, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.WriteAllText(beside, JsonSerializer.Serialize(new OwnerFile(self.Id, self.StartTime.Ticks, address, token)));
        File.Move(beside, path, overwrite: true);
        return new Ownership(path);
    }

    /// <summary>Who owns a database; null when nobody does, or a process that is gone.</summary>
    public static OwnerFile? Find(string database)
    {
        try
        {
            if (!File.Exists(PathOf(database)) || JsonSerializer.Deserialize<OwnerFile>(File.ReadAllText(PathOf(database))) is not { } owner) return null;
            using var process = System.Diagnostics.Process.GetProcessById(owner.Process);
            return Math.Abs(process.StartTime.Ticks - owner.Started) < StartsApart ? owner : null;
        }
        catch (Exception e) when (e is ArgumentException or JsonException or IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>A token that nobody guesses.</summary>
    public static string NewToken() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    private static string PathOf(string database) => database + ".owner";

    private sealed class Ownership(string path) : IDisposable
    {
        public void Dispose() => File.Delete(path);
    }
}
