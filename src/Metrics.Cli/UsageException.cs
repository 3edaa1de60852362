namespace Metrics.Cli;

/// <summary>The command was asked for in a way that has no answer; exit code 2.</summary>
public sealed class UsageException : Exception
{
    /// <summary>With what to say.</summary>
    public UsageException(string message)
        : base(message)
    {
    }

    /// <summary>With what to say and its cause.</summary>
    public UsageException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>For serializers.</summary>
    public UsageException()
    {
    }
}
