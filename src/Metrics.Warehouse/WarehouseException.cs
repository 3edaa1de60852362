namespace Metrics.Warehouse;

/// <summary>The database can't be used as asked; the message says why and what to do.</summary>
public sealed class WarehouseException : Exception
{
    /// <summary>With what to say.</summary>
    public WarehouseException(string message)
        : base(message)
    {
    }

    /// <summary>With what to say and its cause.</summary>
    public WarehouseException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>For serializers.</summary>
    public WarehouseException()
    {
    }
}
