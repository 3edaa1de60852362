using System.Globalization;
using System.Text;

namespace Metrics.Reporting.Xlsx;

/// <summary>Text as cells hold it.</summary>
internal static class XlsxText
{
    // What a cell holds at most.
    private const int Longest = 32_767;

    // _x000B_
    private const int EscapeLength = 7;

    /// <summary>
    /// The text as it is written. XML has no control characters and no half letters; spreadsheets write those as <c>_x000B_</c>, and
    /// the first underscore of whatever looks so by itself as <c>_x005F_</c>.
    /// </summary>
    public static string Escaped(string words)
    {
        if (words.Length > Longest) words = words[..(char.IsHighSurrogate(words[Longest - 1]) ? Longest - 1 : Longest)];
        var text = new StringBuilder(words.Length);
        for (var i = 0; i < words.Length; i++)
        {
            if (i + 1 < words.Length && char.IsSurrogatePair(words[i], words[i + 1])) text.Append(words[i]).Append(words[++i]);
            else if (System.Xml.XmlConvert.IsXmlChar(words[i]) && words[i] != '\r' && !LooksEscaped(words.AsSpan(i))) text.Append(words[i]);
            else text.Append(CultureInfo.InvariantCulture, $"_x{(int)words[i]:X4}_");
        }

        return text.ToString();
    }

    private static bool LooksEscaped(ReadOnlySpan<char> rest)
        => rest.Length >= EscapeLength && rest[0] == '_' && rest[1] == 'x' && rest[EscapeLength - 1] == '_'
            && ushort.TryParse(rest[2..(EscapeLength - 1)], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out _);
}
