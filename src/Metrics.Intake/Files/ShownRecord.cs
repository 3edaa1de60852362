using System.Text;

namespace Metrics.Intake.Files;

/// <summary>Rejected records without what names persons: hidden columns, and whatever stands beyond the last, show a sign instead.</summary>
/// <param name="splitter">Splits a record.</param>
/// <param name="delimiter">What stands between fields.</param>
/// <param name="columns">How many columns a record has at most.</param>
/// <param name="hidden">The positions of those that aren't shown.</param>
internal sealed class ShownRecord(FieldSplitter splitter, char delimiter, int columns, IEnumerable<int> hidden)
{
    private const string Sign = "…";

    private readonly HashSet<int> _hidden = [.. hidden];

    /// <summary>The record as it may be kept. One that can't be split shows nothing: a name could stand anywhere.</summary>
    public byte[] Of(ReadOnlySpan<byte> record)
    {
        // Latin-1 maps every byte to a character and back.
        if (!splitter.Split(Encoding.Latin1.GetString(record))) return Encoding.UTF8.GetBytes(Sign);
        var shown = new MemoryStream();
        for (var i = 0; i < splitter.Count; i++)
        {
            if (i > 0) shown.WriteByte((byte)delimiter);
            var hide = splitter[i].Length > 0 && (i >= columns || _hidden.Contains(i));
            shown.Write(hide ? Encoding.UTF8.GetBytes(Sign) : Encoding.Latin1.GetBytes(splitter[i]));
        }

        return shown.ToArray();
    }
}
