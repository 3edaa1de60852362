namespace Metrics.Intake.Live;

/// <summary>A live source must not go on: reading on would lose or double something. The message says what happened and what to do.</summary>
public sealed class SourceStoppedException : Exception
{
    /// <summary>With what to say.</summary>
    public SourceStoppedException(string message)
        : base(message)
    {
    }

    /// <summary>With what to say and its cause.</summary>
    public SourceStoppedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>For serializers.</summary>
    public SourceStoppedException()
    {
    }
}
