using System.Globalization;
using NodaTime;

namespace Metrics.Reporting.Xlsx;

/// <summary>How a cell looks, besides its number format.</summary>
internal enum XlsxFace
{
    /// <summary>Like any other.</summary>
    Plain,

    /// <summary>The sheet's title.</summary>
    Title,

    /// <summary>A remark that belongs to the whole sheet.</summary>
    Remark,

    /// <summary>The heading of a column of words.</summary>
    Heading,

    /// <summary>The heading of a column of numbers, above their right edge.</summary>
    NumberHeading,

    /// <summary>Words that follow a number, a little apart from it.</summary>
    Apart,

    /// <summary>The heading of those.</summary>
    ApartHeading,
}

/// <summary>A cell: words, a number with its format, or nothing.</summary>
internal sealed record XlsxCell
{
    private static readonly LocalDate DayZero = new(1899, 12, 30);

    private XlsxCell()
    {
    }

    /// <summary>Nothing: what isn't known.</summary>
    public static XlsxCell Empty { get; } = new();

    /// <summary>Its words; null when it has none.</summary>
    public string? Words { get; private init; }

    /// <summary>Its number; null when it has none.</summary>
    public decimal? Value { get; private init; }

    /// <summary>How its number is shown; null is as the program likes.</summary>
    public string? Format { get; private init; }

    /// <summary>How it looks.</summary>
    public XlsxFace Face { get; init; }

    /// <summary>The address it leads to.</summary>
    public Uri? Address { get; private init; }

    /// <summary>The place in the same book that it leads to, as <see cref="XlsxSheet.Place"/> gives it.</summary>
    public string? Place { get; private init; }

    /// <summary>Whether it leads anywhere.</summary>
    public bool IsLink => Address is not null || Place is not null;

    /// <summary>Words; null or none at all is an empty cell.</summary>
    public static XlsxCell Text(string? words, XlsxFace face = XlsxFace.Plain) => string.IsNullOrEmpty(words) ? Empty : new() { Words = words, Face = face };

    /// <summary>A number with so many decimals; null is an empty cell.</summary>
    /// <param name="value">The number.</param>
    /// <param name="decimals">Its decimals.</param>
    /// <param name="sign">What is shown before it.</param>
    public static XlsxCell Number(decimal? value, int decimals, string sign = "") => Shown(value, sign, "#,##0" + Decimals(decimals));

    /// <summary>So many per cent, 86 or 86.1; the cell holds the share, 0.861, and shows per cent.</summary>
    /// <param name="percent">The per cent.</param>
    /// <param name="decimals">Their decimals.</param>
    /// <param name="sign">What is shown before them.</param>
    public static XlsxCell Percent(decimal? percent, int decimals, string sign = "") => Shown(percent / 100, sign, "0" + Decimals(decimals) + "%");

    /// <summary>A day; null is an empty cell.</summary>
    public static XlsxCell Day(LocalDate? day) => day is { } d ? new() { Value = Period.DaysBetween(DayZero, d), Format = "yyyy-mm-dd" } : Empty;

    /// <summary>The same, leading to an address.</summary>
    public XlsxCell To(Uri address) => this with { Address = address, Place = null };

    /// <summary>The same, leading to a place in the same book.</summary>
    public XlsxCell To(string place) => this with { Place = place, Address = null };

    private static XlsxCell Shown(decimal? value, string sign, string format)
        => value is null ? Empty : new() { Value = value, Format = sign.Length == 0 ? format : string.Create(CultureInfo.InvariantCulture, $"\"{sign}\"{format}") };

    private static string Decimals(int decimals) => decimals == 0 ? "" : "." + new string('0', decimals);
}
