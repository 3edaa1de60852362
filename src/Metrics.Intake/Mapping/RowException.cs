namespace Metrics.Intake.Mapping;

/// <summary>Stops a record at its first fault.</summary>
public sealed class RowException : Exception
{
    /// <summary>A fault in a column.</summary>
    public RowException(string? column, string reason)
        : base(reason) => Column = column;

    /// <summary>For serializers.</summary>
    public RowException()
    {
    }

    /// <summary>A fault of the whole record.</summary>
    public RowException(string message)
        : base(message)
    {
    }

    /// <summary>A fault with its cause.</summary>
    public RowException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>The column at fault.</summary>
    public string? Column { get; }
}
