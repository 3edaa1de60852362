namespace Metrics.Intake.Mapping;

/// <summary>The fields of one record, by position.</summary>
/// <param name="fields">The fields.</param>
public readonly struct Row(string[] fields)
{
    /// <summary>A field.</summary>
    public string this[int index] => fields[index];

    /// <summary>The fields.</summary>
    public string[] Fields => fields;
}

/// <summary>Why a record becomes no event: the column and what is wrong.</summary>
/// <param name="Column">The column's name; null when the record as a whole is at fault.</param>
/// <param name="Reason">What is wrong and what would be right.</param>
public sealed record RowFault(string? Column, string Reason);
