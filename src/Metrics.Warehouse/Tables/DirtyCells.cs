using DuckDB.NET.Data;
using Metrics.ServiceDesk.Events;
using Metrics.ServiceDesk.Kpis;
using NodaTime;

namespace Metrics.Warehouse.Tables;

/// <summary>The cells that a batch's facts stand in, before and after: the only ones to be made anew.</summary>
internal sealed class DirtyCells
{
    public HashSet<(int Slice, long BucketTicks)> Contacts { get; } = [];

    public Dictionary<FactKind, HashSet<(int Slice, LocalDate Day)>> Days { get; } = TableNames.OfTheDay.ToDictionary(k => k, _ => new HashSet<(int, LocalDate)>());

    public HashSet<(int Slice, string Measure, string Kind, string? Handling, LocalDate Day, string Granularity)> Volumes { get; } = [];

    public HashSet<(int Slice, decimal ScaleLow, decimal ScaleHigh, LocalDate Day)> Surveys { get; } = [];

    /// <summary>Marks the cells of the facts that are about to be replaced: those of the subjects in <c>touched</c>.</summary>
    /// <param name="connection">The connection of the batch.</param>
    /// <param name="families">The families of those subjects.</param>
    /// <param name="offeredFrom">When the first of the contacts among them was offered, at the earliest.</param>
    /// <param name="offeredTo">When the last of them was, at the latest.</param>
    public void AddStored(DuckDBConnection connection, IReadOnlySet<EventFamily> families, object? offeredFrom, object? offeredTo)
    {
        if (families.Contains(EventFamily.Contact))
        {
            foreach (var row in connection.Rows("SELECT DISTINCT slice, bucket FROM contact_facts SEMI JOIN touched USING (subject_key) WHERE offered_at BETWEEN $1::TIMESTAMP AND $2::TIMESTAMP", offeredFrom, offeredTo))
                Contacts.Add((row.GetInt32(0), row.GetDateTime(1).Ticks));
        }

        foreach (var (kind, days) in Days.Where(_ => families.Contains(EventFamily.Ticket)))
        {
            var columns = string.Join(", ", Place.Of(kind).Select(p => p.Column));
            foreach (var row in connection.Rows($"SELECT DISTINCT slice, unnest([{columns}]) AS day FROM {kind.Facts()} SEMI JOIN touched USING (subject_key)"))
            {
                if (!row.IsDBNull(1)) days.Add((row.GetInt32(0), Day(row.GetValue(1))));
            }
        }

        if (families.Contains(EventFamily.Volume))
        {
            foreach (var row in connection.Rows("SELECT DISTINCT slice, measure, kind, handling, day, granularity FROM volume_facts SEMI JOIN touched USING (subject_key)"))
                Volumes.Add((row.GetInt32(0), row.GetString(1), row.GetString(2), row.Text(3), Day(row.GetValue(4)), row.GetString(5)));
        }

        if (families.Contains(EventFamily.Survey))
        {
            foreach (var row in connection.Rows("SELECT DISTINCT slice, scale_low, scale_high, day FROM survey_facts SEMI JOIN touched USING (subject_key)"))
                Surveys.Add((row.GetInt32(0), row.GetDecimal(1), row.GetDecimal(2), Day(row.GetValue(3))));
        }
    }

    /// <summary>Writes the keys to the temporary tables that the recomputation joins.</summary>
    public void Append(DuckDBConnection connection)
    {
        connection.Run("DELETE FROM dirty_contacts; DELETE FROM dirty_tickets; DELETE FROM dirty_hand_overs; DELETE FROM dirty_volumes; DELETE FROM dirty_surveys");
        if (Contacts.Count > 0)
        {
            using var appender = connection.CreateAppender("temp", "main", "dirty_contacts");
            foreach (var (slice, ticks) in Contacts) appender.CreateRow().AppendValue(slice).AppendValue(new DateTime(ticks, DateTimeKind.Utc)).EndRow();
        }

        foreach (var (kind, days) in Days.Where(d => d.Value.Count > 0))
        {
            using var appender = connection.CreateAppender("temp", "main", kind.Dirty());
            foreach (var (slice, day) in days) appender.CreateRow().AppendValue(slice).AppendValue(((LocalDate?)day).ToDate()).EndRow();
        }

        if (Volumes.Count > 0)
        {
            using var appender = connection.CreateAppender("temp", "main", "dirty_volumes");
            foreach (var v in Volumes)
            {
                appender.CreateRow().AppendValue(v.Slice).AppendValue(v.Measure).AppendValue(v.Kind).AppendValue(v.Handling)
                    .AppendValue(((LocalDate?)v.Day).ToDate()).AppendValue(v.Granularity).EndRow();
            }
        }

        AppendSurveys(connection);
    }

    private void AppendSurveys(DuckDBConnection connection)
    {
        if (Surveys.Count == 0) return;
        using var appender = connection.CreateAppender("temp", "main", "dirty_surveys");
        foreach (var s in Surveys)
            appender.CreateRow().AppendValue(s.Slice).AppendValue((decimal?)s.ScaleLow).AppendValue((decimal?)s.ScaleHigh).AppendValue(((LocalDate?)s.Day).ToDate()).EndRow();
    }

    internal static LocalDate Day(object value) => value switch
    {
        DateOnly d => new LocalDate(d.Year, d.Month, d.Day),
        DateTime t => LocalDate.FromDateTime(t),
        _ => throw new InvalidOperationException($"DuckDB gave a day as {value.GetType()}"),
    };
}
