using System.Security.Cryptography;
using System.Text;

namespace Metrics.Pipelines;

/// <summary>A hash that changes when configuration does.</summary>
internal static class FileHash
{
    /// <summary>The hash of named texts.</summary>
    public static string Of(IEnumerable<(string Name, string Text)> texts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (name, text) in texts)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(name));
            hash.AppendData(Encoding.UTF8.GetBytes(text));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 16));
    }
}
