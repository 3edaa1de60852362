namespace Metrics.Intake.Live;

/// <summary>Names that programs give to files that are not whole yet.</summary>
internal static class TemporaryNames
{
    private static readonly string[] Endings = [".tmp", ".part", ".partial", ".filepart", ".crdownload", ".swp", "~"];

    /// <summary>Whether a name is one of them.</summary>
    public static bool Contains(string name) => name.StartsWith('.') || Array.Exists(Endings, e => name.EndsWith(e, StringComparison.OrdinalIgnoreCase));
}
