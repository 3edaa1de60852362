using System.Xml.Linq;

namespace Metrics.Tidy.Tests;

/// <summary>A project file: what it refers to, imports included.</summary>
internal sealed class ProjectFile
{
    private readonly List<XElement> _items = [];

    private ProjectFile(string file)
    {
        File = file;
        Read(file);
    }

    /// <summary>Its path from the root.</summary>
    public string File { get; }

    /// <summary>Its name.</summary>
    public string Name => Path.GetFileNameWithoutExtension(File);

    /// <summary>Its folder.</summary>
    public string Folder => Path.GetDirectoryName(File)!.Replace('\\', '/');

    /// <summary>The projects it refers to, by name.</summary>
    public IEnumerable<string> Projects => Items("ProjectReference").Select(i => Path.GetFileNameWithoutExtension(Include(i).Replace('\\', '/')));

    /// <summary>The packages it refers to.</summary>
    public IEnumerable<XElement> Packages => Items("PackageReference");

    /// <summary>Every project of the repository.</summary>
    public static IReadOnlyList<ProjectFile> All { get; } = [.. RepositoryText.Files.Where(f => f.EndsWith(".csproj", StringComparison.Ordinal)).Select(f => new ProjectFile(f))];

    /// <summary>The projects under src.</summary>
    public static IEnumerable<ProjectFile> Src => All.Where(p => p.File.StartsWith("src/", StringComparison.Ordinal));

    /// <summary>What an item includes.</summary>
    public static string Include(XElement item) => (string?)item.Attribute("Include") ?? (string?)item.Attribute("Update") ?? "";

    private IEnumerable<XElement> Items(string name) => _items.Where(i => i.Name.LocalName == name);

    private void Read(string file)
    {
        var root = XDocument.Load(RepositoryText.At(file)).Root!;
        foreach (var import in root.Elements("Import").Select(i => (string?)i.Attribute("Project")).OfType<string>())
            Read(Path.GetRelativePath(RepositoryText.Root, Path.GetFullPath(Path.Combine(Path.GetDirectoryName(RepositoryText.At(file))!, import))));
        _items.AddRange(root.Elements("ItemGroup").Elements());
    }
}
