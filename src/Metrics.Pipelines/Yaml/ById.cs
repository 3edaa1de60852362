namespace Metrics.Pipelines.Yaml;

/// <summary>A folder whose files each hold one thing with an id.</summary>
internal static class ById
{
    /// <summary>Reads every file of a folder.</summary>
    /// <param name="folder">The folder; one that is missing is empty.</param>
    /// <param name="read">Reads the file's map.</param>
    /// <param name="idOf">The id.</param>
    /// <param name="things">What they are, in plural.</param>
    /// <exception cref="ConfigurationException">Two have the same id.</exception>
    public static IReadOnlyDictionary<string, T> Of<T>(string folder, Func<YamlValue, T> read, Func<T, string> idOf, string things)
    {
        var all = new SortedDictionary<string, T>(StringComparer.Ordinal);
        if (!Directory.Exists(folder)) return all;
        foreach (var file in Directory.GetFiles(folder, "*.yaml").Order(StringComparer.Ordinal))
        {
            var root = YamlValue.Load(file);
            if (string.IsNullOrWhiteSpace(root.Get("id").Text())) throw root.Get("id").Error("'' is not an id: it must say something");
            var one = read(root);
            if (!all.TryAdd(idOf(one), one)) throw root.Get("id").Error($"there are two {things} called '{idOf(one)}'");
        }

        return all;
    }
}
