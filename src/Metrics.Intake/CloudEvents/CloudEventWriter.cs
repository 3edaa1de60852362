using System.Text.Json;
using Metrics.ServiceDesk.Events;

namespace Metrics.Intake.CloudEvents;

/// <summary>Writes events as CloudEvents JSON, one a line: what <see cref="CloudEventDecoder"/> reads back.</summary>
/// <param name="stream">Receives UTF-8.</param>
public sealed class CloudEventWriter(Stream stream) : IDisposable
{
    /// <summary>The media type of such lines.</summary>
    public const string MediaType = "application/x-ndjson";

    private readonly Utf8JsonWriter _writer = new(stream, new JsonWriterOptions
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    });

    /// <summary>Writes one event and a line end.</summary>
    public void Write(ServiceEvent e)
    {
        _writer.WriteStartObject();
        _writer.WriteString("specversion"u8, "1.0"u8);
        _writer.WriteString("id"u8, e.Id);
        _writer.WriteString("source"u8, e.Source);
        _writer.WriteString("type"u8, e.Type.Name);
        _writer.WriteString("time"u8, InstantConverter.Format(e.Time));
        _writer.WriteString("subject"u8, e.Subject);
        _writer.WriteString("organisation"u8, e.Organisation);
        if (e.Revision != 0) _writer.WriteNumber("revision"u8, e.Revision);
        if (e.RecordedTime is { } known) _writer.WriteString("recordedtime"u8, InstantConverter.Format(known));
        _writer.WritePropertyName("data"u8);
        _writer.WriteRawValue(e.DataJson, skipInputValidation: true);
        _writer.WriteEndObject();
        _writer.Flush();
        stream.WriteByte((byte)'\n');
        _writer.Reset();
    }

    /// <inheritdoc/>
    public void Dispose() => _writer.Dispose();
}
