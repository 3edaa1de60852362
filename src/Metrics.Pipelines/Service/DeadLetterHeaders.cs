namespace Metrics.Pipelines.Service;

/// <summary>
/// What a message in a dead-letter topic says of itself, in headers that are UTF-8 texts. Its value is the message that was refused, byte for
/// byte.
/// </summary>
public static class DeadLetterHeaders
{
    /// <summary>What is wrong with it.</summary>
    public const string Reason = "reason";

    /// <summary>The JSON pointer at fault; absent when the fault is of the message as a whole.</summary>
    public const string Pointer = "pointer";

    /// <summary>The topic it was read from.</summary>
    public const string Topic = "topic";

    /// <summary>The partition it was read from.</summary>
    public const string Partition = "partition";

    /// <summary>Its offset there.</summary>
    public const string Offset = "offset";

    /// <summary>When it was refused, RFC 3339.</summary>
    public const string RejectedAt = "rejected-at";
}
