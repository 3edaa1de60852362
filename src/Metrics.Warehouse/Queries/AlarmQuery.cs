using System.Data;
using Metrics.ServiceDesk;
using Metrics.ServiceDesk.Alarms;
using Metrics.ServiceDesk.Events;
using Metrics.ServiceDesk.Kpis;
using Metrics.Warehouse.Tables;

namespace Metrics.Warehouse.Queries;

/// <summary>The alarms' log, and how far webhooks were told of it.</summary>
/// <param name="warehouse">The warehouse.</param>
public sealed class AlarmQuery(MetricsWarehouse warehouse)
{
    /// <summary>Writes what became of an organisation's alarms into the log.</summary>
    /// <returns>The same, with their places in it.</returns>
    public IReadOnlyList<AlarmChange> Keep(Organisation organisation, IReadOnlyList<AlarmChange> changes)
    {
        var last = Last();
        AlarmChange[] kept = [.. changes.Select((c, i) => c with { Number = last + 1 + i })];
        using var transaction = warehouse.Connection.BeginTransaction();
        // A bad morning has thousands of promises past their warning points.
        using (var appender = warehouse.Connection.CreateAppender("alarm_changes"))
        {
            foreach (var c in kept)
            {
                appender.CreateRow().AppendValue(c.Number).AppendValue(organisation.Id).AppendValue(c.Alarm).AppendValue(c.Subject.Rule).AppendValue(c.Subject.Unit).AppendValue(c.Subject.Thing)
                    .AppendValue(Words.Of(c.Step)).AppendValue(c.At.ToDateTimeUtc()).AppendValue(c.Value).AppendValue(c.By).AppendValue(c.Note).EndRow();
            }
        }

        transaction.Commit();
        return kept;
    }

    /// <summary>The place of the log's last line; 0 when it is empty.</summary>
    public long Last() => warehouse.Connection.Scalar<long>("SELECT coalesce(max(number), 0) FROM alarm_changes");

    /// <summary>An organisation's log after a place, in order.</summary>
    /// <param name="organisation">The organisation.</param>
    /// <param name="after">The place; 0 is the beginning.</param>
    /// <param name="most">At most so many lines.</param>
    public IReadOnlyList<AlarmChange> Log(Organisation organisation, long after, int most) => Read("query/alarm-changes.sql", organisation.Id, after, most, false);

    /// <summary>The last lines of an organisation's log, in order.</summary>
    /// <param name="organisation">The organisation.</param>
    /// <param name="most">At most so many.</param>
    public IReadOnlyList<AlarmChange> Latest(Organisation organisation, int most) => [.. Read("query/alarm-changes.sql", organisation.Id, 0L, most, true).Reverse()];

    /// <summary>The alarms that aren't over, in the order they were raised.</summary>
    public IReadOnlyList<Alarm> Running(Organisation organisation) => Alarm.Of(Read("query/running-alarms.sql", organisation.Id));

    /// <summary>How far a webhook was told of the log; null when it never was.</summary>
    public long? ToldTo(string webhook) => warehouse.Connection.Rows("SELECT number FROM webhook_positions WHERE webhook = $1", webhook).Select(r => (long?)r.GetInt64(0)).SingleOrDefault();

    /// <summary>Notes how far a webhook was told.</summary>
    public void Told(string webhook, long number)
    {
        using var transaction = warehouse.Connection.BeginTransaction();
        warehouse.Connection.Run("DELETE FROM webhook_positions WHERE webhook = $1", webhook);
        warehouse.Connection.Run("INSERT INTO webhook_positions VALUES ($1, $2)", webhook, number);
        transaction.Commit();
    }

    private AlarmChange[] Read(string query, params object?[] parameters) => [.. warehouse.Connection.Rows(warehouse.Pipelines.Sql(query), parameters).Select(Change)];

    private static AlarmChange Change(IDataRecord row) => new(
        row.GetString(1), new AlarmSubject(row.GetString(2), row.Text(3), row.Text(4)),
        Words.TryParse<AlarmStep>(row.GetString(5), out var step) ? step : throw new WarehouseException($"alarm_changes holds the step '{row.GetString(5)}', which is none"),
        row.GetDateTime(6).ToInstant(), row.IsDBNull(7) ? null : row.GetDecimal(7).Plain(), row.Text(8), row.Text(9))
    {
        Number = row.GetInt64(0),
    };
}
