namespace Metrics.Pipelines.Yaml;

/// <summary>A file under pipelines/ that can't be used: says which file, line and key, and what would be right.</summary>
public sealed class ConfigurationException : Exception
{
    /// <summary>An error at a place in a file.</summary>
    /// <param name="file">The file's path.</param>
    /// <param name="line">The line, from 1; 0 when the file as a whole is at fault.</param>
    /// <param name="key">The key's path, such as <c>events[2].when</c>.</param>
    /// <param name="reason">What is wrong and what to do.</param>
    public ConfigurationException(string file, int line, string key, string reason)
        : base($"{file}{(line > 0 ? $":{line}" : "")}{(key.Length > 0 ? $": {key}" : "")}: {reason}")
    {
    }

    /// <summary>An error without a place.</summary>
    public ConfigurationException(string message)
        : base(message)
    {
    }

    /// <summary>An error without a place, with its cause.</summary>
    public ConfigurationException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>For serializers.</summary>
    public ConfigurationException()
    {
    }
}
