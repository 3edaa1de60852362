namespace Metrics.Oracle.Tests.Oracle.Promises;

/// <summary>Attributes with the values that one of which a ticket must have of each.</summary>
internal sealed record Traits(params (string Attribute, string[] Values)[] Named)
{
    public int Count => Named.Length;

    public bool Fit(Func<string, string?> attribute) => Array.TrueForAll(Named, n => attribute(n.Attribute) is { } value && n.Values.Contains(value));
}
