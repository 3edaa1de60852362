namespace Metrics.ServiceDesk;

/// <summary>A batch goes on from another position than the one stored: somebody else has read the stream. Its source begins anew from what is stored.</summary>
public sealed class PositionMovedException : Exception
{
    /// <summary>A position that doesn't follow on the stored one.</summary>
    /// <param name="position">The position.</param>
    /// <param name="stored">The stored offset; <see cref="SourcePosition.Nothing"/> when none is.</param>
    public PositionMovedException(SourcePosition position, long stored)
        : base($"{position.Source} {position.Stream}: a batch goes on from offset {position.From}, but {(stored == SourcePosition.Nothing ? "none" : stored)} is stored; the source reads again from there")
    {
    }

    /// <summary>For serializers.</summary>
    public PositionMovedException()
    {
    }

    /// <summary>With what to say.</summary>
    public PositionMovedException(string message)
        : base(message)
    {
    }

    /// <summary>With what to say and its cause.</summary>
    public PositionMovedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
