using System.Globalization;
using System.Text;

namespace Metrics.Reporting;

/// <summary>A row's last months as a small line: black on white, a gap where nothing is known, a dot on the last month.</summary>
internal static class TrendLine
{
    private const int Width = 96;
    private const int Height = 22;
    private const int Margin = 3;

    /// <summary>The line as SVG, described in words for who doesn't see it; nothing when fewer than two months are known.</summary>
    public static string Svg(ReportRow row, CultureInfo culture)
    {
        var known = row.Trend.Select((t, i) => (t.Month, t.Value, Place: i)).Where(t => t.Value is not null).ToArray();
        if (known.Length < 2) return "";
        var (low, high) = (known.Min(t => t.Value!.Value), known.Max(t => t.Value!.Value));
        decimal X(int place) => Margin + ((Width - (2m * Margin)) * place / (row.Trend.Count - 1));
        decimal Y(decimal value) => high == low ? Height / 2m : Height - Margin - ((Height - (2m * Margin)) * (value - low) / (high - low));
        var path = new StringBuilder();
        for (var i = 0; i < known.Length; i++)
        {
            var joins = i > 0 && known[i - 1].Place == known[i].Place - 1;
            path.Append(CultureInfo.InvariantCulture, $"{(joins ? 'L' : 'M')}{X(known[i].Place):0.#} {Y(known[i].Value!.Value):0.#}");
        }

        // A month that stands alone is a point.
        var alone = known.Where(t => !known.Any(o => Math.Abs(o.Place - t.Place) == 1)).Select(t => string.Create(CultureInfo.InvariantCulture, $"<circle cx=\"{X(t.Place):0.#}\" cy=\"{Y(t.Value!.Value):0.#}\" r=\"1.2\" fill=\"#111\"/>"));
        var sv = culture.TwoLetterISOLanguageName == "sv";
        string Said((string Month, decimal? Value, int Place) t) => $"{Printed.Number(row, t.Value, culture)} {t.Month}";
        var (least, most) = (known.MinBy(t => t.Value), known.MaxBy(t => t.Value));
        var words = sv ? $"lägst {Said(least)}, högst {Said(most)}, senast {Said(known[^1])}" : $"lowest {Said(least)}, highest {Said(most)}, last {Said(known[^1])}";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"<svg role=\"img\" aria-label=\"{words}\" width=\"{Width}\" height=\"{Height}\" viewBox=\"0 0 {Width} {Height}\"><path d=\"{path}\" fill=\"none\" stroke=\"#111\" stroke-width=\"1.2\"/>{string.Concat(alone)}<circle cx=\"{X(known[^1].Place):0.#}\" cy=\"{Y(known[^1].Value!.Value):0.#}\" r=\"2\" fill=\"#111\"/></svg>");
    }
}
