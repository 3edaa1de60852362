using System.Data;
using System.Globalization;
using DuckDB.NET.Data;
using Metrics.ServiceDesk;
using Metrics.ServiceDesk.Kpis;
using Metrics.ServiceDesk.Surveys;
using Metrics.ServiceDesk.Time;
using Metrics.Warehouse.Tables;
using NodaTime;

namespace Metrics.Warehouse.Queries;

/// <summary>A cut and a place in time, with the sums of the columns asked for.</summary>
/// <param name="Members">The members of the dimensions split by, in their order.</param>
/// <param name="Day">The local day.</param>
/// <param name="Bucket">The quarter of an hour; null where cells are of the day.</param>
/// <param name="Sums">The columns' sums.</param>
internal sealed record CellSums(string?[] Members, LocalDate Day, Instant? Bucket, decimal[] Sums);

/// <summary>A column of cells to sum.</summary>
/// <param name="Name">The column.</param>
/// <param name="Before">The day from which cells are left out; null is none.</param>
internal readonly record struct Column(string Name, LocalDate? Before);

/// <summary>Sums cells. Every figure of every surface comes through here.</summary>
/// <param name="connection">The connection.</param>
/// <param name="prefix">Where the cells stand: empty, or an attached database with its dot.</param>
internal sealed class CellReader(DuckDBConnection connection, string prefix)
{
    private readonly Dictionary<string, CellSums[]> _read = new(StringComparer.Ordinal);

    /// <summary>For a reader of one question that is split in several ways: all their dimensions, by which cells are read once for all of them.</summary>
    public IReadOnlyList<Dimension>? ReadBy { get; init; }

    /// <summary>Sums columns of contact or ticket cells by day, or by bucket, with one or several sums a cut.</summary>
    public IEnumerable<CellSums> Sum(KpiQuestion q, FactKind fact, IReadOnlyList<Column> columns, LocalDate? from, LocalDate? to)
    {
        if (ReadBy is null) return Read(q, fact, columns, from, to);
        var key = string.Create(CultureInfo.InvariantCulture, $"{fact} {from} {to} {string.Join(' ', columns)}");
        if (!_read.TryGetValue(key, out var read)) _read[key] = read = [.. Read(q with { Split = ReadBy }, fact, columns, from, to)];
        int[] places = [.. q.Split.Select(d => ReadBy.ToList().IndexOf(d))];
        return read.Select(c => c with { Members = [.. places.Select(p => c.Members[p])] });
    }

    private IEnumerable<CellSums> Read(KpiQuestion q, FactKind fact, IReadOnlyList<Column> columns, LocalDate? from, LocalDate? to)
    {
        var bucket = q.By <= PeriodKind.Hour ? "c.bucket" : "NULL::TIMESTAMP";
        var (where, parameters) = Where(q, from, to);
        if (q.Within is { } within)
        {
            where += string.Create(CultureInfo.InvariantCulture, $" AND c.bucket >= ${parameters.Length + 1} AND c.bucket < ${parameters.Length + 2}");
            parameters = [.. parameters, within.Start.ToDateTimeUtc(), within.End.ToDateTimeUtc()];
        }

        var sql = $"""
            SELECT c.day, {bucket} AS bucket{Dimensions(q)}{string.Concat(columns.Select(c => $", {SumOf(c)}"))}
            FROM {prefix}{fact.Cells()} c JOIN {prefix}slices s USING (slice)
            WHERE {where}
            GROUP BY ALL ORDER BY ALL
            """;
        foreach (var row in connection.Rows(sql, parameters))
        {
            var sums = new decimal[columns.Count];
            for (var i = 0; i < sums.Length; i++) sums[i] = row.GetInt64(2 + q.Split.Count + i);
            yield return new CellSums(
                Members(q, row, 2),
                row.Day(0),
                row.IsDBNull(1) ? null : row.GetDateTime(1).ToInstant(),
                sums);
        }
    }

    private static string SumOf(Column column) => column.Before is { } day
        ? string.Create(CultureInfo.InvariantCulture, $"coalesce(sum(c.{column.Name}) FILTER (WHERE c.day < DATE '{day:uuuu-MM-dd}'), 0)::BIGINT")
        : $"sum(c.{column.Name})::BIGINT";

    /// <summary>The cells of volumes, one a series and day or month, in time.</summary>
    public IEnumerable<VolumeCell> Volumes(KpiQuestion q, LocalDate? from, LocalDate? to) => Volumes(q, from, to, prefix + "volume_cells");

    private IEnumerable<VolumeCell> Volumes(KpiQuestion q, LocalDate? from, LocalDate? to, string cells)
    {
        var (where, parameters) = Where(q, from, to);
        var sql = $"""
            SELECT c.day, c.measure, c.kind, c.handling, c.granularity, c.count, c.slice{Dimensions(q)}
            FROM {cells} c JOIN {prefix}slices s USING (slice)
            WHERE {where}
            ORDER BY c.day, c.measure, c.slice, c.handling
            """;
        foreach (var row in connection.Rows(sql, parameters))
        {
            yield return new VolumeCell(
                Members(q, row, 7), row.Day(0), row.GetString(1), row.GetString(2), row.Text(3),
                row.GetString(4), row.GetDecimal(5), row.GetInt32(6));
        }
    }

    /// <summary>The measures that an organisation has counted, each with its kind and whether some counts cover a month.</summary>
    public IEnumerable<(string Measure, string Kind, bool Monthly)> Measures(string organisation) => connection
        .Rows(
            $"SELECT c.measure, c.kind, bool_or(c.granularity = 'month') FROM {prefix}volume_cells c JOIN {prefix}slices s USING (slice) WHERE s.organisation = $1 GROUP BY ALL ORDER BY ALL",
            organisation)
        .Select(row => (row.GetString(0), row.GetString(1), row.GetBoolean(2)));

    /// <summary>The cells that the counts themselves give: what the stored cells should be.</summary>
    public IEnumerable<VolumeCell> VolumesFromFacts(KpiQuestion q, LocalDate? from, LocalDate? to)
        => Volumes(q, from, to, $"({CellTables.SelectVolumes(prefix)})");

    /// <summary>The cells of surveys, or sums of answers that look like them.</summary>
    public IEnumerable<SurveyCell> Surveys(KpiQuestion q, string cells)
    {
        var (where, parameters) = Where(q, q.From, q.To);
        var sql = $"""
            SELECT c.day, c.scale_low, c.scale_high, c.answers, c.rating_sum, c.spread_answers, c.square_sum{Dimensions(q)}
            FROM {cells} c JOIN {prefix}slices s USING (slice)
            WHERE {where}
            ORDER BY ALL
            """;
        foreach (var row in connection.Rows(sql, parameters))
        {
            yield return new SurveyCell(
                Members(q, row, 7), row.Day(0), new SurveyScale(row.GetDecimal(1), row.GetDecimal(2)),
                row.GetInt64(3), row.GetDecimal(4), row.GetInt64(5), row.GetDecimal(6));
        }
    }

    /// <summary>The column of the slices table for a dimension.</summary>
    public static string ColumnOf(Dimension dimension) => dimension switch
    {
        Dimension.Unit => "unit",
        Dimension.Customer => "customer",
        Dimension.Service => "service",
        Dimension.Queue => "queue",
        Dimension.CaseType => "case_type",
        Dimension.Channel => "channel",
        _ => throw new ArgumentOutOfRangeException(nameof(dimension), dimension, null),
    };

    /// <summary>The condition of a question's cut on the slices alias <c>s</c>, and its parameters.</summary>
    public static (string Where, List<object?> Parameters) WhereSlice(KpiQuestion q)
    {
        var parameters = new List<object?> { q.Organisation.Id };
        var where = "s.organisation = $1";
        foreach (var (dimension, member) in q.Only)
        {
            if (member.Length == 0)
            {
                where += $" AND s.{ColumnOf(dimension)} IS NULL";
                continue;
            }

            // A unit stands for those below it too.
            var members = dimension == Dimension.Unit ? q.Organisation.WithBelow(member) : [member];
            var first = parameters.Count + 1;
            parameters.AddRange(members);
            where += string.Create(CultureInfo.InvariantCulture, $" AND s.{ColumnOf(dimension)} IN ({string.Join(", ", members.Select((_, i) => $"${first + i}"))})");
        }

        return (where, parameters);
    }

    private static (string Where, object?[] Parameters) Where(KpiQuestion q, LocalDate? from, LocalDate? to)
    {
        var (where, parameters) = WhereSlice(q);
        if (from is not null)
        {
            parameters.Add(from.ToDate());
            where += string.Create(CultureInfo.InvariantCulture, $" AND c.day >= ${parameters.Count}");
        }

        if (to is not null)
        {
            parameters.Add(to.ToDate());
            where += string.Create(CultureInfo.InvariantCulture, $" AND c.day < ${parameters.Count}");
        }

        return (where, parameters.ToArray());
    }

    private static string Dimensions(KpiQuestion q) => string.Concat(q.Split.Select(d => $", s.{ColumnOf(d)}"));

    private static string?[] Members(KpiQuestion q, IDataRecord row, int first)
    {
        var members = new string?[q.Split.Count];
        for (var i = 0; i < members.Length; i++) members[i] = row.Text(first + i);
        return members;
    }
}

/// <summary>One count of a series on a day or month.</summary>
internal sealed record VolumeCell(
    string?[] Members, LocalDate Day, string Measure, string Kind, string? Handling, string Granularity, decimal Count, int Slice);

/// <summary>The answers on one scale on a day.</summary>
/// <param name="Members">The members of the dimensions split by, in their order.</param>
/// <param name="Day">The local day.</param>
/// <param name="Scale">The scale.</param>
/// <param name="Answers">How many.</param>
/// <param name="RatingSum">The sum of the ratings.</param>
/// <param name="SpreadAnswers">How many of them <paramref name="SquareSum"/> is of.</param>
/// <param name="SquareSum">The sum of the squares.</param>
internal sealed record SurveyCell(string?[] Members, LocalDate Day, SurveyScale Scale, decimal Answers, decimal RatingSum, decimal SpreadAnswers, decimal SquareSum);
