using System.Globalization;
using Metrics.ServiceDesk;
using Metrics.Warehouse.Tables;
using NodaTime;

namespace Metrics.Warehouse.Queries;

/// <summary>A record that became no event, as it is kept.</summary>
/// <param name="Key">Its place in the database.</param>
/// <param name="Reject">What it is and what is wrong with it.</param>
/// <param name="RecordedAt">When it was rejected.</param>
public sealed record KeptReject(RejectKey Key, Reject Reject, Instant RecordedAt);

/// <summary>Reads rejects, and what was done with them.</summary>
/// <param name="warehouse">The warehouse.</param>
public sealed class RejectQuery(MetricsWarehouse warehouse)
{
    private const string DeadLettered = "dead-lettered";

    /// <summary>Rejects that have not been mended, the oldest first.</summary>
    /// <param name="source">Only of this source, or of those below it (<c>kafka</c> is <c>kafka/…</c>); null is all.</param>
    /// <param name="after">Only those after this one; the default is before all.</param>
    /// <param name="atMost">At most so many.</param>
    public IReadOnlyList<KeptReject> Answer(string? source, RejectKey after, int atMost) => warehouse.Connection
        .Rows(warehouse.Pipelines.Sql("query/rejects.sql"), after.Batch, after.Name ?? "", after.Line, source, atMost)
        .Select(r => new KeptReject(
            new RejectKey(r.GetInt64(0), r.GetString(2), r.GetInt64(3)),
            new Reject(r.GetString(1), r.GetString(2), r.GetInt64(3), r.Text(4), r.GetString(5), Bytes(r, 6)),
            r.GetDateTime(7).ToInstant()))
        .ToArray();

    /// <summary>The last reject that has arrived at its dead-letter topic.</summary>
    public RejectKey LastDeadLettered() => warehouse.Connection.Rows("SELECT value FROM settings WHERE name = $1", DeadLettered)
        .Select(r => r.GetString(0).Split(' ', 3)).Select(v => new RejectKey(Number(v[0]), v[2], Number(v[1]))).FirstOrDefault();

    /// <summary>All rejects up to one have arrived at their dead-letter topics.</summary>
    public void DeadLetteredUpTo(RejectKey last)
    {
        warehouse.Connection.Run("DELETE FROM settings WHERE name = $1", DeadLettered);
        warehouse.Connection.Run("INSERT INTO settings VALUES ($1, $2)", DeadLettered, string.Create(CultureInfo.InvariantCulture, $"{last.Batch} {last.Line} {last.Name}"));
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    private static byte[] Bytes(System.Data.IDataRecord row, int column)
    {
        using var stream = (Stream)row.GetValue(column);
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
