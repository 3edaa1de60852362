using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Metrics.ServiceDesk.Events;

/// <summary>
/// Identities of 128 bits: the first half of SHA-256 over length-prefixed UTF-8 parts, so that ("a","bc") and ("ab","c") differ.
/// A cryptographic hash, because sources choose their ids: nobody can make two events collide.
/// </summary>
public static class Hash128
{
    /// <summary>The hash of the parts, in order.</summary>
    public static UInt128 Of(params ReadOnlySpan<string> parts)
    {
        var length = 0;
        foreach (var part in parts) length += 4 + Encoding.UTF8.GetMaxByteCount(part.Length);
        var rented = length <= 2048 ? null : ArrayPool<byte>.Shared.Rent(length);
        var buffer = rented ?? stackalloc byte[2048];
        var used = 0;
        foreach (var part in parts)
        {
            var written = Encoding.UTF8.GetBytes(part, buffer[(used + 4)..]);
            BinaryPrimitives.WriteInt32LittleEndian(buffer[used..], written);
            used += 4 + written;
        }

        var hash = Of(buffer[..used]);
        if (rented is not null) ArrayPool<byte>.Shared.Return(rented);
        return hash;
    }

    /// <summary>The hash of raw bytes.</summary>
    public static UInt128 Of(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(bytes, hash);
        return BinaryPrimitives.ReadUInt128BigEndian(hash);
    }
}
