using Metrics.Intake.CloudEvents;
using Metrics.Intake.Mapping;
using Metrics.Pipelines.Sources;
using Metrics.ServiceDesk;
using Metrics.ServiceDesk.Events;

namespace Metrics.Intake.Files;

/// <summary>Turns the records of one file into events.</summary>
internal interface IRecordTranslator
{
    /// <summary>Whether a record can only be understood with those before it.</summary>
    bool IsStateful { get; }

    /// <summary>Translates the reader's current record.</summary>
    /// <param name="records">The reader.</param>
    /// <param name="into">Receives the record's events, all or none.</param>
    /// <returns>The first fault; null when all is well.</returns>
    RowFault? Translate(RecordReader records, List<ServiceEvent> into);

    /// <summary>A rejected record as it is kept and shown.</summary>
    /// <param name="record">Its bytes, or their beginning.</param>
    byte[] Shown(ReadOnlySpan<byte> record);
}

/// <summary>Records that are CloudEvents, one a line.</summary>
/// <param name="decoder">Reads one.</param>
internal sealed class CloudEventRecords(CloudEventDecoder decoder) : IRecordTranslator
{
    public bool IsStateful => false;

    public RowFault? Translate(RecordReader records, List<ServiceEvent> into)
    {
        if (records.Damage.ToFault() is { } broken) return broken;
        if (decoder.TryDecode(records.Record, out var e) is { } fault)
        {
            var cr = records.Record.Contains((byte)'\r') ? "; a line ends with CR alone: save the file with LF or CRLF" : "";
            return new RowFault(fault.Pointer.Length > 0 ? fault.Pointer : null, fault.Reason + cr);
        }

        into.Add(e!);
        return null;
    }

    public byte[] Shown(ReadOnlySpan<byte> record) => record.ToArray();
}

/// <summary>Opens translators.</summary>
internal static class RecordTranslators
{
    /// <summary>What stands between columns where a record may span lines inside quotes; null where a line is a record.</summary>
    public static char? DelimiterOf(SourceMapping mapping) => mapping is { Format: SourceFormat.Delimited, Quotes: FieldQuotes.Doubled } ? mapping.Delimiter : null;

    /// <summary>A translator for the records that follow.</summary>
    /// <param name="records">The reader, at the file's beginning; it reads the header, where there is one.</param>
    /// <param name="request">What is read, and as what.</param>
    /// <param name="name">What people call the file.</param>
    /// <returns>Null when the file is damaged before its first record, or has not come so far yet.</returns>
    /// <exception cref="Pipelines.Yaml.ConfigurationException">The mapping doesn't fit the file.</exception>
    public static IRecordTranslator? Open(RecordReader records, FileRequest request, string name) => request.Mapping.Format == SourceFormat.CloudEvents
        ? new CloudEventRecords(new CloudEventDecoder(request.Organisation.Id, request.Organisations))
        : DelimitedRecords.Open(records, request, name);

    /// <summary>A known file goes on where it ended; an audit log's earlier records are read again, for what they say of later ones.</summary>
    public static void Resume(RecordReader records, IRecordTranslator translator, SourcePosition? known)
    {
        if (known is null) return;
        if (!translator.IsStateful)
        {
            records.SkipTo(known.Offset, known.Line);
            return;
        }

        var unused = new List<ServiceEvent>();
        while (records.Offset < known.Offset && records.Read())
        {
            if (!records.Record.IsEmpty) translator.Translate(records, unused);
            unused.Clear();
        }
    }
}

/// <summary>Damage in words.</summary>
internal static class RecordDamageFaults
{
    /// <summary>The fault of a record that can't be read; null when it can.</summary>
    public static RowFault? ToFault(this RecordDamage damage) => damage switch
    {
        RecordDamage.TooLarge => new RowFault(null, $"is larger than {RecordReader.MaxRecord} bytes; the file keeps the rest"),
        RecordDamage.OpenQuote => new RowFault(null, "opens a quote that does not end"),
        _ => null,
    };
}
