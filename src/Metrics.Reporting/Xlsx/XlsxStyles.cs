using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Metrics.Reporting.Xlsx;

/// <summary>The looks that cells share, numbered as they are met.</summary>
internal sealed class XlsxStyles
{
    // Numbers below belong to formats that programs know by themselves.
    private const uint FirstFormat = 164;

    private readonly List<string> _formats = [];
    private readonly List<(XlsxFace Face, string? Format, bool IsLink)> _styles = [(XlsxFace.Plain, null, false)];

    /// <summary>The number of a cell's look.</summary>
    public uint Of(XlsxCell cell)
    {
        if (cell.Format is { } format && !_formats.Contains(format)) _formats.Add(format);
        var style = (cell.Face, cell.Format, cell.IsLink);
        if (!_styles.Contains(style)) _styles.Add(style);
        return (uint)_styles.IndexOf(style);
    }

    /// <summary>All of them.</summary>
    public Stylesheet Sheet() => new()
    {
        NumberingFormats = _formats.Count == 0 ? null : new NumberingFormats(_formats.Select((f, i) => new NumberingFormat { NumberFormatId = FirstFormat + (uint)i, FormatCode = f })) { Count = (uint)_formats.Count },
        Fonts = Counted(new Fonts(Font(), Font(14, new Bold()), Font(11, new Italic()), Font(11, new Bold()), Font(11, new Underline(), new Color { Rgb = "FF0B5394" }))),
        Fills = Counted(new Fills(new Fill(new PatternFill { PatternType = PatternValues.None }), new Fill(new PatternFill { PatternType = PatternValues.Gray125 }))),
        Borders = Counted(new Borders(Border(null), Border(new Color { Rgb = "FF111111" }))),
        CellStyleFormats = new CellStyleFormats(new CellFormat { NumberFormatId = 0, FontId = 0, FillId = 0, BorderId = 0 }) { Count = 1 },
        CellFormats = new CellFormats(_styles.Select(s => Format(s.Face, s.Format, s.IsLink))) { Count = (uint)_styles.Count },
        CellStyles = new CellStyles(new CellStyle { Name = "Normal", FormatId = 0, BuiltinId = 0 }) { Count = 1 },
    };

    private CellFormat Format(XlsxFace face, string? format, bool isLink)
    {
        var isHeading = face is XlsxFace.Heading or XlsxFace.NumberHeading or XlsxFace.ApartHeading;
        var isApart = face is XlsxFace.Apart or XlsxFace.ApartHeading;
        return new CellFormat
        {
            NumberFormatId = format is null ? 0 : FirstFormat + (uint)_formats.IndexOf(format),
            FontId = FontOf(face, isLink),
            FillId = 0,
            BorderId = isHeading ? 1u : 0,
            FormatId = 0,
            ApplyNumberFormat = format is not null,
            ApplyFont = true,
            ApplyBorder = isHeading,
            ApplyAlignment = isHeading || isApart,
            Alignment = !isHeading && !isApart ? null : new Alignment
            {
                Horizontal = face == XlsxFace.NumberHeading ? HorizontalAlignmentValues.Right : HorizontalAlignmentValues.Left,
                Vertical = VerticalAlignmentValues.Bottom,
                WrapText = isHeading,
                Indent = isApart ? 1u : 0,
            },
        };
    }

    // By their place among the fonts.
    private static uint FontOf(XlsxFace face, bool isLink) => face switch
    {
        _ when isLink => 4,
        XlsxFace.Title => 1,
        XlsxFace.Remark => 2,
        XlsxFace.Heading or XlsxFace.NumberHeading or XlsxFace.ApartHeading => 3,
        _ => 0,
    };

    // In the order that the format asks for: bold, italic, underline, size, colour, name.
    private static Font Font(double size = 11, params OpenXmlElement[] more)
        => new([.. more.Where(m => m is not Color), new FontSize { Val = size }, .. more.Where(m => m is Color), new FontName { Val = "Calibri" }, new FontFamilyNumbering { Val = 2 }]);

    private static Border Border(Color? below)
        => new(new LeftBorder(), new RightBorder(), new TopBorder(), below is null ? new BottomBorder() : new BottomBorder(below) { Style = BorderStyleValues.Thin }, new DiagonalBorder());

    private static T Counted<T>(T all)
        where T : OpenXmlCompositeElement
    {
        all.SetAttribute(new OpenXmlAttribute("count", "", all.ChildElements.Count.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        return all;
    }
}
