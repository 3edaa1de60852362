using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using Metrics.ServiceDesk;

namespace Metrics.Intake.Files;

/// <summary>Writes rejected records as a CSV file that people open: file, line, field, reason and the raw text.</summary>
public static class RejectsFile
{
    /// <summary>Writes the file, replacing one of that name.</summary>
    public static void Write(string path, IEnumerable<Reject> rejects)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        using var writer = new CsvWriter(new StreamWriter(path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)), new CsvConfiguration(CultureInfo.InvariantCulture) { NewLine = "\n" });
        foreach (var column in (string[])["file", "line", "field", "reason", "raw"]) writer.WriteField(column);
        writer.NextRecord();
        foreach (var r in rejects)
        {
            writer.WriteField(r.Name);
            writer.WriteField(r.Line);
            writer.WriteField(r.Field);
            writer.WriteField(r.Reason);
            writer.WriteField(Readable(r.Raw));
            writer.NextRecord();
        }
    }

    // Bytes that are no text are shown as \xNN, so that the place can be found with any editor.
    private static string Readable(byte[] raw)
    {
        if (System.Text.Unicode.Utf8.IsValid(raw)) return Encoding.UTF8.GetString(raw);
        var text = new StringBuilder();
        var rest = raw.AsSpan();
        while (rest.Length > 0)
        {
            if (Rune.DecodeFromUtf8(rest, out var rune, out var consumed) == System.Buffers.OperationStatus.Done) text.Append(rune);
            else foreach (var b in rest[..consumed]) text.Append(CultureInfo.InvariantCulture, $"\\x{b:x2}");
            rest = rest[consumed..];
        }

        return text.ToString();
    }
}
