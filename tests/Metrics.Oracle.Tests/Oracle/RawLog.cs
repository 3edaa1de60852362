using System.Text.Json;
using DuckDB.NET.Data;

namespace Metrics.Oracle.Tests.Oracle;

/// <summary>
/// Reads the raw log of a closed database file: of the versions of one (source, id) the highest (revision, content) stands,
/// whatever the order in which they arrived.
/// </summary>
internal static class RawLog
{
    /// <summary>The events that stand.</summary>
    /// <param name="database">The file.</param>
    /// <param name="asOf">Versions that became known later are not known yet; null is now.</param>
    public static IReadOnlyList<LogEvent> Read(string database, DateTime? asOf = null)
    {
        using var connection = new DuckDBConnection($"DataSource={database}");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = """
            SELECT CAST(event_key AS VARCHAR), revision, CAST(content AS VARCHAR), type, organisation, source, id, subject, time, data
            FROM events
            WHERE recorded_at <= $1
            """;
        command.Parameters.Add(new DuckDBParameter(asOf ?? DateTime.MaxValue.Date));
        var standing = new Dictionary<(string Source, string Id), (long Revision, string Content, LogEvent Event)>();
        using var row = command.ExecuteReader();
        while (row.Read())
        {
            var identity = (row.GetString(5), row.GetString(6));
            var (revision, content) = (row.GetInt64(1), row.GetString(2));
            if (standing.TryGetValue(identity, out var other) && !Beats(revision, content, other.Revision, other.Content)) continue;
            using var data = JsonDocument.Parse(row.GetString(9));
            standing[identity] = (revision, content, new LogEvent(
                row.GetString(0), row.GetString(3), row.GetString(4), row.GetString(5), row.GetString(7),
                DateTime.SpecifyKind(row.GetDateTime(8), DateTimeKind.Utc), data.RootElement.Clone()));
        }

        return standing.Values.Select(v => v.Event).ToArray();
    }

    /// <summary>The events of each subject of a family, in time; those of one instant in the order of a life, then by hash.</summary>
    /// <param name="events">Events that stand.</param>
    /// <param name="life">The family's types in the order of a life.</param>
    public static IEnumerable<LogEvent[]> Lives(IEnumerable<LogEvent> events, string[] life)
    {
        var order = life.Select((type, i) => (type, i)).ToDictionary(t => t.type, t => t.i);
        return events.Where(e => order.ContainsKey(e.Type))
            .GroupBy(e => (e.Organisation, e.Source, e.Subject))
            .Select(g => g.OrderBy(e => e.Time).ThenBy(e => order[e.Type]).ThenBy(e => e.Key, StringComparer.Ordinal).ToArray());
    }

    private static bool Beats(long revision, string content, long otherRevision, string otherContent)
        => revision > otherRevision || (revision == otherRevision && string.CompareOrdinal(content, otherContent) > 0);
}
