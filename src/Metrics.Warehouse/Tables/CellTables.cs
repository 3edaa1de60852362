using System.Globalization;
using Metrics.ServiceDesk;
using Metrics.ServiceDesk.Kpis;

namespace Metrics.Warehouse.Tables;

/// <summary>
/// The wide cell tables, made from the catalogue: one BIGINT column a measure, and one for each threshold where a measure
/// has them. The SQL is composed of the catalogue's own files at start, never of what a user types.
/// </summary>
public sealed class CellTables
{
    // How many facts a cell is of, once for each of their days in it: none is no cell.
    private const string Facts = "facts";

    private readonly Column[] _columns;

    /// <summary>Derives the tables from the catalogue and the organisations' thresholds.</summary>
    public CellTables(Catalogue catalogue, IEnumerable<Organisation> organisations)
    {
        var all = organisations.ToArray();
        var shorts = all.Select(o => o.ShortAbandonSeconds).Distinct().Order().ToArray();
        _columns = catalogue.Measures.SelectMany(m => Expand(m, all.SelectMany(o => o.Thresholds(m.Fact)).Distinct().Order().ToArray(), shorts)).ToArray();
    }

    /// <summary>A column of a wide cell.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Fact">The facts it counts.</param>
    /// <param name="Place">The time that places a fact in it.</param>
    /// <param name="Sql">The aggregate.</param>
    internal sealed record Column(string Name, FactKind Fact, Place Place, string Sql);

    /// <summary>The column of a measure for an organisation's settings.</summary>
    public static string ColumnOf(Measure measure, int threshold, int shortSeconds) => Name(
        measure,
        measure.PerThreshold ? threshold : null,
        PerShort(measure) ? shortSeconds : null);

    /// <summary>The condition of a measure with an organisation's settings filled in.</summary>
    public static string ConditionOf(Measure measure, int threshold, int shortSeconds) => Fill(measure.Condition, threshold, shortSeconds);

    /// <summary>Fills an organisation's settings into an expression of the catalogue.</summary>
    public static string Fill(string sql, int threshold, int shortSeconds) => sql
        .Replace("{threshold}", threshold.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace("{short}", shortSeconds.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);

    /// <summary>The statements that create the tables, empty.</summary>
    internal string Create(string prefix) => $"""
        CREATE OR REPLACE TABLE {prefix}contact_cells (slice INTEGER NOT NULL, bucket TIMESTAMP NOT NULL, day DATE NOT NULL, {Facts} BIGINT NOT NULL{Declare(FactKind.Contact)});
        {string.Concat(TableNames.OfTheDay.Select(k => $"CREATE OR REPLACE TABLE {prefix}{k.Cells()} (slice INTEGER NOT NULL, day DATE NOT NULL, {Facts} BIGINT NOT NULL{Declare(k)});"))}
        """;

    /// <summary>The columns of what has happened: a day where all of them are zero is one that only deadlines and ages fall on.</summary>
    internal IEnumerable<string> Happened(FactKind fact) => Of(fact).Where(c => c.Place.Comes == PlaceComes.WithAnEvent).Select(c => c.Name);

    /// <summary>The columns of what arose: offered, opened.</summary>
    internal IEnumerable<string> Arisen(FactKind fact) => Of(fact).Where(c => Place.Of(fact).Take(1).Contains(c.Place)).Select(c => c.Name);

    /// <summary>The statement that fills the cells of a kind whose cells are sums of its facts.</summary>
    internal string Fill(FactKind fact, string prefix) => $"INSERT INTO {prefix}{fact.Cells()} BY NAME {Sum(fact, prefix + fact.Facts())}";

    /// <summary>
    /// The statements that take some facts out of the cells of their kind and bring others in. Every column is an exact sum, so that it is what summing all
    /// facts of those cells anew would give, whose number grows with the hour.
    /// </summary>
    /// <param name="fact">The kind.</param>
    /// <param name="goes">Whether any go.</param>
    /// <param name="comes">Whether any come; one of the two must be. Planning the statement is most of its cost.</param>
    internal IEnumerable<string> Change(FactKind fact, bool goes, bool comes)
    {
        var (keys, changed) = (fact == FactKind.Contact ? "slice, bucket, day" : "slice, day", "changed_" + fact.Cells());
        string[] sums = [Facts, .. Of(fact).Select(c => c.Name)];
        var total = string.Concat(sums.Select(c => $", sum({c})::BIGINT AS {c}"));
        string[] sides = [.. comes ? [Sum(fact, fact.Come())] : (string[])[], .. goes ? [$"SELECT {keys}{string.Concat(sums.Select(c => $", -{c} AS {c}"))} FROM ({Sum(fact, fact.Gone())})"] : (string[])[]];
        yield return $"""
            CREATE OR REPLACE TEMP TABLE {changed} AS
            WITH changes AS ({string.Join("\nUNION ALL BY NAME\n", sides)})
            SELECT {keys}{total} FROM (FROM changes UNION ALL BY NAME FROM main.{fact.Cells()} SEMI JOIN changes USING ({keys})) GROUP BY {keys}
            """;
        yield return $"DELETE FROM main.{fact.Cells()} WHERE ({keys}) IN (SELECT ({keys}) FROM {changed})";
        yield return $"INSERT INTO main.{fact.Cells()} BY NAME FROM {changed} WHERE {Facts} > 0";
    }

    // The cells of some facts. A fact of a day counts on each of its days, in that day's columns.
    private string Sum(FactKind fact, string facts)
    {
        if (fact == FactKind.Contact)
            return $"SELECT slice, bucket, min(day) AS day, count(*) AS {Facts}{Select(fact, Of(fact).First().Place)} FROM {facts} WHERE bucket IS NOT NULL GROUP BY slice, bucket";
        var days = Of(fact).Select(c => c.Place).Distinct()
            .Select(place => $"SELECT slice, {place.Column} AS day, count(*) AS {Facts}{Select(fact, place)} FROM {facts} WHERE {place.Column} IS NOT NULL GROUP BY slice, {place.Column}");
        return $"""
            SELECT slice, day, sum({Facts})::BIGINT AS {Facts}{string.Concat(Of(fact).Select(c => $", CAST(coalesce(sum({c.Name}), 0) AS BIGINT) AS {c.Name}"))}
            FROM ({string.Join("\n  UNION ALL BY NAME ", days)})
            GROUP BY slice, day
            """;
    }

    /// <summary>The statement that fills volume cells.</summary>
    internal static string FillVolumes(string prefix, bool onlyDirty) => $"INSERT INTO {prefix}volume_cells\n{SelectVolumes(prefix, onlyDirty)}";

    /// <summary>The cells of the counts.</summary>
    internal static string SelectVolumes(string prefix, bool onlyDirty = false) => $"""
        SELECT f.slice, f.measure, f.kind, f.handling, f.day, f.granularity,
               CASE WHEN f.kind = 'stock' THEN arg_max(f.count, (f.counted_at, f.subject_key)) ELSE sum(f.count) END::DECIMAL(18, 4) AS count, count(*) AS facts
        FROM {prefix}volume_facts f {(onlyDirty ? "SEMI JOIN dirty_volumes d ON " + SameVolume("f") : "")}
        GROUP BY f.slice, f.measure, f.kind, f.handling, f.day, f.granularity
        """;

    /// <summary>The statement that fills survey cells.</summary>
    internal static string FillSurveys(string prefix, bool onlyDirty) => $"INSERT INTO {prefix}survey_cells\n{SelectSurveys(prefix, onlyDirty)}";

    /// <summary>The cells of the answers.</summary>
    private static string SelectSurveys(string prefix, bool onlyDirty)
        => SumSurveys($"{prefix}survey_facts f {(onlyDirty ? "SEMI JOIN dirty_surveys USING (slice, scale_low, scale_high, day)" : "")}", Answered);

    /// <summary>The sums of some answers <c>f</c>, as cells have them.</summary>
    internal static string SumSurveys(string answers, string where) => $"""
        SELECT f.slice, f.scale_low, f.scale_high, f.day, sum(f.answers)::BIGINT AS answers, sum(f.rating_sum)::DECIMAL(38, 4) AS rating_sum,
               coalesce(sum(f.answers) FILTER (WHERE f.square_sum IS NOT NULL), 0)::BIGINT AS spread_answers, coalesce(sum(f.square_sum), 0)::DECIMAL(38, 8) AS square_sum,
               count(*) AS facts
        FROM {answers}
        WHERE {where}
        GROUP BY f.slice, f.scale_low, f.scale_high, f.day
        """;

    /// <summary>The condition that a survey fact <c>f</c> says something: somebody answered, and within the scale.</summary>
    internal const string Answered = "f.answers > 0 AND NOT (" + OutsideScale + ")";

    /// <summary>The condition that no answers of a survey fact <c>f</c> can have such a sum; a scale may be told with its worst value the highest.</summary>
    internal const string OutsideScale =
        "f.scale_low = f.scale_high OR f.rating_sum < f.answers * least(f.scale_low, f.scale_high) OR f.rating_sum > f.answers * greatest(f.scale_low, f.scale_high)";

    /// <summary>The condition that a row of alias is the dirty row <c>d</c>.</summary>
    internal static string SameVolume(string alias) =>
        $"d.slice = {alias}.slice AND d.measure = {alias}.measure AND d.kind = {alias}.kind AND d.handling IS NOT DISTINCT FROM {alias}.handling AND d.day = {alias}.day AND d.granularity = {alias}.granularity";

    /// <summary>The kinds whose cells are sums of facts that somebody measures.</summary>
    internal IEnumerable<FactKind> Summed => TableNames.Summed.Where(k => Of(k).Any());

    private IEnumerable<Column> Of(FactKind fact) => _columns.Where(c => c.Fact == fact);

    private string Declare(FactKind fact) => string.Concat(Of(fact).Select(c => $", {c.Name} BIGINT NOT NULL"));

    private string Select(FactKind fact, Place place) => string.Concat(Of(fact).Where(c => c.Place == place).Select(c => $", {c.Sql} AS {c.Name}"));

    private static IEnumerable<Column> Expand(Measure measure, int[] thresholds, int[] shorts)
    {
        foreach (var threshold in measure.PerThreshold ? thresholds : [0])
        {
            foreach (var seconds in PerShort(measure) ? shorts : [0])
            {
                var filter = Fill(measure.Condition, threshold, seconds);
                yield return new Column(
                    ColumnOf(measure, threshold, seconds),
                    measure.Fact,
                    measure.Place,
                    $"CAST(coalesce({measure.Aggregate} FILTER (WHERE {filter}), 0) AS BIGINT)");
            }
        }
    }

    private static bool PerShort(Measure measure) => measure.Condition.Contains("{short}", StringComparison.Ordinal);

    private static string Name(Measure measure, int? threshold, int? seconds)
        => "m_" + measure.Id.Replace('-', '_')
            + (threshold is { } t ? "_" + t.ToString(CultureInfo.InvariantCulture) : "")
            + (seconds is { } s ? "_" + s.ToString(CultureInfo.InvariantCulture) : "");
}
