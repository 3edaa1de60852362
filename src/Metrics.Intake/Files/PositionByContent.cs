using System.Security.Cryptography;
using Metrics.ServiceDesk;

namespace Metrics.Intake.Files;

/// <summary>Knows a file by its content, wherever it lies and whatever it is called.</summary>
internal static class PositionByContent
{
    /// <summary>The furthest stored position whose hash of everything before it is this file's too.</summary>
    /// <param name="stream">The file's content, unpacked, from its beginning.</param>
    /// <param name="positions">The positions stored.</param>
    /// <param name="readBy">What the file is read by: read otherwise, it begins anew.</param>
    public static SourcePosition? Find(Stream stream, IEnumerable<SourcePosition> positions, string readBy) => Find(stream, positions, readBy, out _);

    /// <summary>The same, and whether anything follows it.</summary>
    /// <param name="stream">The file's content, unpacked, from its beginning.</param>
    /// <param name="positions">The positions stored.</param>
    /// <param name="readBy">What the file is read by: read otherwise, it begins anew.</param>
    /// <param name="hasMore">Whether the file has more than what the position has read.</param>
    public static SourcePosition? Find(Stream stream, IEnumerable<SourcePosition> positions, string readBy, out bool hasMore)
    {
        hasMore = true;
        SourcePosition? found = null;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[256 * 1024];
        var at = 0L;
        foreach (var position in positions.Where(p => p.ReadBy == readBy).OrderBy(p => p.Offset))
        {
            while (at < position.Offset)
            {
                int read;
                try
                {
                    read = stream.Read(buffer, 0, (int)Math.Min(buffer.Length, position.Offset - at));
                }
                catch (InvalidDataException)
                {
                    return found;
                }

                if (read == 0)
                {
                    hasMore = at > (found?.Offset ?? 0);
                    return found;
                }

                hash.AppendData(buffer, 0, read);
                at += read;
            }

            if (Convert.ToHexStringLower(hash.GetCurrentHash()) == position.Fingerprint) found = position;
        }

        hasMore = at > (found?.Offset ?? 0) || HasByte(stream);
        return found;
    }

    // What is damaged may have more.
    private static bool HasByte(Stream stream)
    {
        try
        {
            return stream.ReadByte() >= 0;
        }
        catch (InvalidDataException)
        {
            return true;
        }
    }
}
