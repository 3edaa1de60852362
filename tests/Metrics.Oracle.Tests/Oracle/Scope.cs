namespace Metrics.Oracle.Tests.Oracle;

/// <summary>Whom and what a fact concerns; what nobody told is null.</summary>
internal sealed record Scope(string? Unit, string? Customer, string? Service, string? Queue, string? CaseType, string? Channel)
{
    public static Scope Nothing { get; } = new(null, null, null, null, null, null);

    /// <summary>This scope with what an event tells; what it doesn't mention stays.</summary>
    public Scope With(LogEvent e) => new(
        e.Text("unit") ?? Unit, e.Text("customer") ?? Customer, e.Text("service") ?? Service,
        e.Text("queue") ?? Queue, e.Text("caseType") ?? CaseType, e.Text("channel") ?? Channel);

    /// <summary>The members of some dimensions, as one text.</summary>
    public string Cut(string[] dimensions) => string.Join('|', dimensions.Select(d => Member(d) ?? "(none)"));

    /// <summary>The member of one dimension.</summary>
    public string? Member(string dimension) => dimension switch
    {
        "unit" => Unit,
        "customer" => Customer,
        "service" => Service,
        "queue" => Queue,
        "caseType" => CaseType,
        "channel" => Channel,
        _ => throw new ArgumentOutOfRangeException(nameof(dimension), dimension, null),
    };
}
