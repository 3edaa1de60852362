using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Metrics.ServiceDesk.Kpis;
using Spectre.Console;

namespace Metrics.Cli;

/// <summary>How answers are printed: tables for people, JSON for programs.</summary>
internal static class Output
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
    };

    /// <summary>Prints JSON.</summary>
    public static void Json(object value) => Console.WriteLine(JsonText(value));

    /// <summary>JSON as text.</summary>
    public static string JsonText(object value) => JsonSerializer.Serialize(value, Options);

    /// <summary>A console as wide as the terminal; 140 columns where there is none.</summary>
    public static IAnsiConsole Terminal()
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Out) });
        if (Console.IsOutputRedirected) console.Profile.Width = 140;
        return console;
    }

    /// <summary>A table without noise: a line under the heads, nothing else.</summary>
    public static Table Table(params ReadOnlySpan<string> columns)
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (var column in columns) table.AddColumn(new TableColumn(new Text(column)).NoWrap());
        return table;
    }

    /// <summary>A value as people write it: 96,0 %, 1 554 319, 11 600 min; an unknown is –.</summary>
    public static string Value(KpiRow row, CultureInfo culture) => row.Value is not { } value ? "–" : row.ValueUnit switch
    {
        KpiUnit.Share => (value * 100).ToString("N1", culture) + " %",
        KpiUnit.Minutes => value.ToString("N0", culture) + " min",
        KpiUnit.Seconds => value.ToString("N1", culture) + " s",
        KpiUnit.Hours => Number(value, culture) + " h",
        KpiUnit.Days => value.ToString("N2", culture) + (culture.TwoLetterISOLanguageName == "sv" ? " dagar" : " days"),
        KpiUnit.Score => Score(row, value, culture),
        _ => Number(value, culture),
    };

    // A mean shows how sure it is: 4,4 ± 0,1; of few answers that it is unsure, and of how many it is.
    private static string Score(KpiRow row, decimal value, CultureInfo culture)
    {
        if (row.Unsure)
            return $"{value.ToString("N1", culture)} ({(culture.TwoLetterISOLanguageName == "sv" ? "osäker" : "unsure")}, n = {Number(row.Denominator, culture)})";
        var decimals = row.Margin is > 0 and < 0.05m ? "N2" : "N1";
        return value.ToString(decimals, culture) + (row.Margin is { } margin ? " ± " + margin.ToString(decimals, culture) : "");
    }

    /// <summary>A number with as many decimals as it has, at most two.</summary>
    public static string Number(decimal? value, CultureInfo culture)
        => value is not { } v ? "–" : v.ToString(decimal.IsInteger(v) ? "N0" : "#,0.##", culture);
}
