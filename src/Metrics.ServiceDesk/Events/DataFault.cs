namespace Metrics.ServiceDesk.Events;

/// <summary>What is wrong with an event and where.</summary>
/// <param name="Pointer">The JSON pointer of the value at fault; empty is the whole.</param>
/// <param name="Reason">What is wrong and what would be right.</param>
public sealed record DataFault(string Pointer, string Reason);
