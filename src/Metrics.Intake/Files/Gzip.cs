using System.IO.Compression;

namespace Metrics.Intake.Files;

/// <summary>Unpacks gzip data, known by its content; a cut-off stream is told from a whole one.</summary>
internal static class Gzip
{
    private const string Switch = "System.IO.Compression.UseStrictValidation";

    private static readonly bool NoticesTruncation = TurnOnValidation();

    /// <summary>Whether a file is gzip; it stands at its beginning afterwards.</summary>
    public static bool IsPacked(FileStream file)
    {
        var packed = file.ReadByte() == 0x1f && file.ReadByte() == 0x8b;
        file.Position = 0;
        return packed;
    }

    /// <summary>The bytes of a stream, unpacked as often as they were packed.</summary>
    /// <param name="raw">Plain or gzip.</param>
    /// <returns>A stream that throws <see cref="InvalidDataException"/> where gzip data is damaged or cut off.</returns>
    public static Stream Unpack(Stream raw)
    {
        var stream = new PeekStream(raw);
        while (stream.StartsWith(0x1f, 0x8b))
        {
            if (!NoticesTruncation) throw new InvalidOperationException($"gzip files can't be read safely: set {Switch} to true in the runtime configuration");
            stream = new PeekStream(new GZipStream(stream, CompressionMode.Decompress));
        }

        return stream;
    }

    // By default .NET takes the end of a truncated stream for its proper end. The switch is read when the first stream is opened.
    private static bool TurnOnValidation()
    {
        AppContext.SetSwitch(Switch, true);
        using var truncated = new GZipStream(new MemoryStream([0x1f, 0x8b]), CompressionMode.Decompress);
        try
        {
            return truncated.ReadByte() >= 0;
        }
        catch (InvalidDataException)
        {
            return true;
        }
    }
}
