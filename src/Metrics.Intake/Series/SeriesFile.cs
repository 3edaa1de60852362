using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using Metrics.Intake.Files;
using NodaTime;
using NodaTime.Text;

namespace Metrics.Intake.Series;

/// <summary>What the columns of a file of series are called.</summary>
/// <param name="Id">The series' name.</param>
/// <param name="Moment">When: 2024-03, 2024-03-01, 2024-03-01T09:00.</param>
/// <param name="Value">The value; empty or NA is missing.</param>
public sealed record SeriesColumns(string Id = "unique_id", string Moment = "ds", string Value = "y");

/// <summary>A value of a series.</summary>
/// <param name="At">When.</param>
/// <param name="Value">NaN is missing.</param>
/// <param name="Line">The line of the file, from 1.</param>
public readonly record struct SeriesValue(LocalDateTime At, double Value, long Line);

/// <summary>A series of a file.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Values">Its values in the file's order.</param>
/// <param name="Moments">How its moments are written.</param>
public sealed record FileSeries(string Id, IReadOnlyList<SeriesValue> Values, IPattern<LocalDateTime> Moments);

/// <summary>Series for forecasting from a CSV file, gzipped or not: a row a value.</summary>
public static class SeriesFile
{
    private static readonly IPattern<LocalDateTime>[] Patterns =
    [
        .. ((string[])["uuuu-MM-dd", "uuuu-MM-dd'T'HH:mm", "uuuu-MM-dd HH:mm:ss", "uuuu-MM-dd'T'HH:mm:ss", "uuuu-MM-dd HH:mm", "uuuu-MM"])
            .Select(LocalDateTimePattern.CreateWithInvariantCulture),
    ];

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="columns">Its headers.</param>
    /// <returns>The series in the order they begin in the file.</returns>
    /// <exception cref="FormatException">A column is missing or a cell can't be read; it names the line and the cell.</exception>
    public static IReadOnlyList<FileSeries> Read(string path, SeriesColumns columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        using var file = File.OpenRead(path);
        using var text = new StreamReader(Gzip.Unpack(file));
        using var csv = new CsvReader(text, new CsvConfiguration(CultureInfo.InvariantCulture) { BadDataFound = bad => throw new FormatException($"{path}: broken quotes: {bad.RawRecord.Trim()}") });
        if (!csv.Read() || !csv.ReadHeader()) throw new FormatException($"{path}: there is no header; {columns.Id},{columns.Moment},{columns.Value} are wanted");
        int Column(string name) => csv.GetFieldIndex(name, isTryGet: true) is >= 0 and var at ? at
            : throw new FormatException($"{path}: there is no column '{name}' among {string.Join(", ", csv.HeaderRecord!)}; --columns id=…,ds=…,y=… names others");
        var (id, moment, value) = (Column(columns.Id), Column(columns.Moment), Column(columns.Value));
        var series = new Dictionary<string, (List<SeriesValue> Values, IPattern<LocalDateTime> Moments)>();
        var pattern = Patterns[0];
        while (csv.Read())
        {
            long line = csv.Parser.RawRow;
            string Cell(int column, string name) => csv.TryGetField<string>(column, out var cell) ? cell! : throw new FormatException($"{path}:{line}: there is no {name}");
            var when = Cell(moment, columns.Moment);
            if (pattern.Parse(when) is not { Success: true } at)
            {
                pattern = Array.Find(Patterns, p => p.Parse(when).Success) ?? throw new FormatException($"{path}:{line}: {columns.Moment} '{when}' is no date; 2024-03, 2024-03-01 and 2024-03-01T09:00 are");
                at = pattern.Parse(when);
            }

            var name = Cell(id, columns.Id);
            if (!series.TryGetValue(name, out var one)) series[name] = one = ([], pattern);
            one.Values.Add(new SeriesValue(at.Value, Number(Cell(value, columns.Value), path, line, columns.Value), line));
        }

        return [.. series.Select(s => new FileSeries(s.Key, s.Value.Values, s.Value.Moments))];
    }

    private static double Number(string cell, string path, long line, string column)
    {
        if (cell.Length == 0 || cell is "NA" or "NaN") return double.NaN;
        return double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? number
            : throw new FormatException($"{path}:{line}: {column} '{cell}' is no number; missing values are left empty");
    }
}
