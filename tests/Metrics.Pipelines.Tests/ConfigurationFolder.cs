using Metrics.Pipelines.Yaml;

namespace Metrics.Pipelines.Tests;

/// <summary>A pipelines folder of its own, gone with the test.</summary>
internal sealed class ConfigurationFolder : IDisposable
{
    public string Root { get; } = Directory.CreateTempSubdirectory("metrics-pipelines-").FullName;

    public string Write(string name, string text)
    {
        var path = Path.Combine(Root, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>The message of an error, without the folder.</summary>
    public string Error(Action read) => read.Should().Throw<ConfigurationException>().Which.Message.Replace(Root + Path.DirectorySeparatorChar, "", StringComparison.Ordinal);

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
