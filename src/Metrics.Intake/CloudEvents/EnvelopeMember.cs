using System.Text;
using System.Text.Json;
using Metrics.ServiceDesk.Events;
using NodaTime;

namespace Metrics.Intake.CloudEvents;

/// <summary>The members of a CloudEvent that the product knows; any other is an extension attribute.</summary>
internal enum EnvelopeMember
{
    SpecVersion, Id, Source, Type, Time, Subject, Data, Organisation, Revision, RecordedTime, DataContentType, DataSchema, DataBase64, Extension,
}

/// <summary>The names of the members, in the order of <see cref="EnvelopeMember"/>.</summary>
internal static class EnvelopeMembers
{
    private static readonly string[] Pointers =
    [
        "/specversion", "/id", "/source", "/type", "/time", "/subject", "/data", "/organisation", "/revision", "/recordedtime",
        "/datacontenttype", "/dataschema", "/data_base64",
    ];

    private static readonly byte[][] Names = [.. Pointers.Select(p => Encoding.UTF8.GetBytes(p[1..]))];

    /// <summary>The member whose name the reader stands at.</summary>
    public static EnvelopeMember At(ref Utf8JsonReader reader)
    {
        // Names are hardly ever escaped, and comparing plain bytes is several times as fast.
        var plain = reader.ValueIsEscaped ? default : reader.ValueSpan;
        for (var i = 0; i < Names.Length; i++)
        {
            if (reader.ValueIsEscaped ? reader.ValueTextEquals(Names[i]) : plain.SequenceEqual(Names[i])) return (EnvelopeMember)i;
        }

        return EnvelopeMember.Extension;
    }

    /// <summary>The JSON pointer of a known member.</summary>
    public static string PointerOf(EnvelopeMember member) => Pointers[(int)member];
}

/// <summary>What has been read of an event so far, and the JSON pointer of the member being read.</summary>
internal struct Envelope
{
    public string At;
    public bool HasVersion;
    public string? Id;
    public string? Source;
    public string? Subject;
    public string? Organisation;
    public EventType? Type;
    public Instant? Time;
    public Instant? RecordedTime;
    public long Revision;
    public int DataStart;
    public int DataLength;
}
