namespace Metrics.Warehouse.Queries;

/// <summary>There is no answer to what was asked: a KPI that doesn't exist, a period its cells can't give; the message says what there is.</summary>
public sealed class QuestionException : Exception
{
    /// <summary>With what to say.</summary>
    public QuestionException(string message)
        : base(message)
    {
    }

    /// <summary>With what to say and its cause.</summary>
    public QuestionException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>For serializers.</summary>
    public QuestionException()
    {
    }
}
