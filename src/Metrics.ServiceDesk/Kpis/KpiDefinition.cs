namespace Metrics.ServiceDesk.Kpis;

/// <summary>The facts a KPI counts.</summary>
public enum FactKind
{
    /// <summary>Contacts; cells of a quarter of an hour.</summary>
    Contact,

    /// <summary>Tickets; cells of the local day.</summary>
    Ticket,

    /// <summary>The times of lines with tickets, from hand-over to return; cells of the local day.</summary>
    HandOver,

    /// <summary>Volumes; cells of the local day or month.</summary>
    Volume,

    /// <summary>Answers to surveys; cells of a scale and local day.</summary>
    Survey,
}

/// <summary>What a value is.</summary>
public enum KpiUnit
{
    /// <summary>A number of things.</summary>
    Count,

    /// <summary>A fraction, shown in per cent.</summary>
    Share,

    /// <summary>Mean minutes.</summary>
    Minutes,

    /// <summary>Mean seconds.</summary>
    Seconds,

    /// <summary>Mean working days.</summary>
    Days,

    /// <summary>Hours in all.</summary>
    Hours,

    /// <summary>Things for each of something else: invoices a full-time month.</summary>
    Rate,

    /// <summary>A mean on a scale.</summary>
    Score,
}

/// <summary>Which way is good.</summary>
public enum Direction
{
    /// <summary>Neither.</summary>
    None,

    /// <summary>Higher is better.</summary>
    Higher,

    /// <summary>Lower is better.</summary>
    Lower,
}

/// <summary>A text in the two languages of the product.</summary>
/// <param name="Sv">Swedish.</param>
/// <param name="En">English.</param>
public sealed record Label(string Sv, string En)
{
    /// <summary>The text in a culture's language: Swedish, else English.</summary>
    public string In(System.Globalization.CultureInfo culture) => culture.TwoLetterISOLanguageName == "sv" ? Sv : En;
}

/// <summary>One additive column of a wide cell.</summary>
/// <param name="Id">Its id within its fact.</param>
/// <param name="Fact">The facts it counts.</param>
/// <param name="Place">Which of the fact's times places it.</param>
/// <param name="Aggregate">The SQL aggregate over the fact's columns, with <c>{threshold}</c> and <c>{short}</c> left in.</param>
/// <param name="Condition">The SQL condition a fact meets to be counted, for receipts.</param>
public sealed record Measure(string Id, FactKind Fact, Place Place, string Aggregate, string Condition)
{
    /// <summary>Whether it exists once for each of the organisation's thresholds.</summary>
    public bool PerThreshold => Condition.Contains("{threshold}", StringComparison.Ordinal);
}

/// <summary>A sum of measures, some of them subtracted.</summary>
/// <param name="Terms">Measures with the sign they count with.</param>
public sealed record MeasureSum(IReadOnlyList<(Measure Measure, int Sign)> Terms)
{
    /// <summary>Whether any term exists once for each threshold.</summary>
    public bool PerThreshold => Terms.Any(t => t.Measure.PerThreshold);
}

/// <summary>One way to calculate a KPI.</summary>
/// <param name="Id">Its name; empty when there is just one.</param>
/// <param name="Numerator">What is counted.</param>
/// <param name="Denominator">Of what; null for a count.</param>
/// <param name="Known">What had to be measured for it, and was; null when nothing could be missing.</param>
/// <param name="Label">What people call it; null is its id.</param>
/// <param name="Assumes">What this way of it assumes; null when nothing of its own.</param>
/// <param name="Says">What tells it from the others, in a few words; null when nothing is said.</param>
public sealed record KpiVariant(string Id, MeasureSum Numerator, MeasureSum? Denominator, KnownShare? Known, Label? Label = null, Label? Assumes = null, Label? Says = null);

/// <summary>
/// What a variant depends on that a source may leave out. When nothing of it was measured the value is unknown; when some
/// was, the rest is counted beside the value.
/// </summary>
/// <param name="Of">How many there are.</param>
/// <param name="Measured">How many of them were measured.</param>
public sealed record KnownShare(Measure Of, Measure Measured);

/// <summary>Facts a KPI leaves out, for receipts.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Where">The SQL condition that finds them.</param>
public sealed record Exclusion(Label Reason, string Where);

/// <summary>A KPI: data, read from pipelines/kpis.</summary>
public sealed record KpiDefinition
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>The version of its formula.</summary>
    public required int Version { get; init; }

    /// <summary>What people call it.</summary>
    public required Label Label { get; init; }

    /// <summary>How it is counted, in a sentence.</summary>
    public required Label Says { get; init; }

    /// <summary>What its value is.</summary>
    public required KpiUnit Unit { get; init; }

    /// <summary>Which way is good.</summary>
    public required Direction Direction { get; init; }

    /// <summary>The facts it counts.</summary>
    public required FactKind Fact { get; init; }

    /// <summary>The ways to calculate it.</summary>
    public required IReadOnlyList<KpiVariant> Variants { get; init; }

    /// <summary>The variant the contract means.</summary>
    public required string Contractual { get; init; }

    /// <summary>Whether it exists for every service-level threshold of the organisation.</summary>
    public bool PerThreshold { get; init; }

    /// <summary>Whether it is a balance: the numerator is what came in less what went out, since the beginning.</summary>
    public bool IsBalance { get; init; }

    /// <summary>What the numerator is divided by to reach the value's unit: 60 for seconds that are shown as minutes.</summary>
    public int NumeratorPer { get; init; } = 1;

    /// <summary>What the documents leave open and this KPI assumes.</summary>
    public Label? Assumes { get; init; }

    /// <summary>Whether calendars and policies decide it.</summary>
    public bool ByTheClock { get; init; }

    /// <summary>The variants that tables show beside the contractual one: the figure would be ambiguous without them.</summary>
    public IReadOnlyList<string> Shown { get; init; } = [];

    /// <summary>What is left out, and why.</summary>
    public IReadOnlyList<Exclusion> Excluded { get; init; } = [];
}
