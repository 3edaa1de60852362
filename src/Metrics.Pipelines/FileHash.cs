using System.Security.Cryptography;
using System.Text;

namespace Metrics.Pipelines;

/// <summary>A hash that changes when configuration does.</summary>
internal static class FileHash
{
    /// <summary>The hash of files' names and contents.</summary>
    public static string Of(IEnumerable<string> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in files)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(Path.GetFileName(file)));
            hash.AppendData(File.ReadAllBytes(file));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 16));
    }
}
