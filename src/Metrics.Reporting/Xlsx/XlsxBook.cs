namespace Metrics.Reporting.Xlsx;

/// <summary>A spreadsheet that is being filled, sheet by sheet; <see cref="XlsxFile"/> writes it.</summary>
internal sealed class XlsxBook
{
    // Excel's.
    private const int NameLength = 31;

    private static readonly char[] Forbidden = ['[', ']', ':', '*', '?', '/', '\\', '\t', '\r', '\n'];

    private readonly List<XlsxSheet> _sheets = [];

    /// <summary>Its sheets, in the order of their tabs.</summary>
    public IReadOnlyList<XlsxSheet> Sheets => _sheets;

    /// <summary>Adds a sheet after the others, named as nearly like this as a sheet may be.</summary>
    public XlsxSheet Sheet(string name)
    {
        var sheet = new XlsxSheet(Unique(Allowed(name)));
        _sheets.Add(sheet);
        return sheet;
    }

    private static string Allowed(string name)
    {
        var allowed = Cut(string.Join(' ', name.Split(Forbidden, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).Trim('\''), NameLength);
        // Excel keeps History for itself, in any case.
        return allowed.Length == 0 ? "-" : allowed.Equals("History", StringComparison.OrdinalIgnoreCase) ? allowed + "_" : allowed;
    }

    // Names that differ in case only are the same to Excel.
    private string Unique(string name)
    {
        var unique = name;
        for (var n = 2; _sheets.Exists(s => s.Name.Equals(unique, StringComparison.OrdinalIgnoreCase)); n++) unique = $"{Cut(name, NameLength - 5)} ({n})";
        return unique;
    }

    // Not in the middle of a letter that takes two characters, nor after a space or apostrophe.
    private static string Cut(string name, int length)
    {
        if (name.Length <= length) return name;
        return name[..(char.IsHighSurrogate(name[length - 1]) ? length - 1 : length)].TrimEnd(' ', '\'');
    }
}
