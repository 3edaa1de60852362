using System.Text;
using System.Text.Unicode;

namespace Metrics.Intake.Files;

/// <summary>Reads bytes as text of one character set, and says when they aren't.</summary>
/// <param name="name">As a mapping names it.</param>
internal sealed class CharacterSet(string name)
{
    private readonly Encoding? _encoding = name == "utf-8" ? null : Strict(name);

    /// <summary>Its name.</summary>
    public string Name => name;

    /// <summary>Whether it is UTF-8.</summary>
    public bool IsUtf8 => _encoding is null;

    /// <summary>The text; null when the bytes are none.</summary>
    public string? Read(ReadOnlySpan<byte> bytes)
    {
        if (_encoding is null) return Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : null;
        try
        {
            return _encoding.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static Encoding Strict(string name)
        => CodePagesEncodingProvider.Instance.GetEncoding(name, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)
           ?? Encoding.GetEncoding(name, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
}
