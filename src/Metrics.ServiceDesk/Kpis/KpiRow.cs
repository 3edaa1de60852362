namespace Metrics.ServiceDesk.Kpis;

/// <summary>One figure: a KPI, by one variant and threshold, in one period and cut.</summary>
public sealed record KpiRow
{
    /// <summary>The KPI's id.</summary>
    public required string Kpi { get; init; }

    /// <summary>The organisation.</summary>
    public required string Organisation { get; init; }

    /// <summary>The unit asked for or split by; null is all.</summary>
    public string? Unit { get; init; }

    /// <summary>The customer asked for or split by; null is all.</summary>
    public string? Customer { get; init; }

    /// <summary>The case type asked for or split by; null is all.</summary>
    public string? CaseType { get; init; }

    /// <summary>The channel asked for or split by; null is all.</summary>
    public string? Channel { get; init; }

    /// <summary>The queue asked for or split by; null is all.</summary>
    public string? Queue { get; init; }

    /// <summary>The service asked for or split by; null is all.</summary>
    public string? Service { get; init; }

    /// <summary>The period, as <see cref="Time.PeriodKey"/> writes it.</summary>
    public required string Period { get; init; }

    /// <summary>The numerator, in the value's unit; null when unknown.</summary>
    public decimal? Numerator { get; init; }

    /// <summary>The denominator; null for counts.</summary>
    public decimal? Denominator { get; init; }

    /// <summary>Numerator by denominator, or the numerator of a count; null when unknown or of nothing.</summary>
    public decimal? Value => Numerator is not { } n || (IsRatio && Denominator is null or 0) ? null : IsRatio ? n / Denominator : n;

    /// <summary>The variant, with its threshold in seconds when it has one: <c>of-answered-120</c>.</summary>
    public required string Variant { get; init; }

    /// <summary>The threshold in seconds, when there is one.</summary>
    public int? Threshold { get; init; }

    /// <summary>Whether this is the variant that the contract means.</summary>
    public required bool Contractual { get; init; }

    /// <summary>Whether tables show it: the contractual variant, and those the catalogue shows beside it.</summary>
    public required bool Shown { get; init; }

    /// <summary>Facts that could not be measured: never counted as within, over or under a limit.</summary>
    public long NotMeasured { get; init; }

    /// <summary>How far off a mean may be, both ways (95 %); null when the spread of what it is of isn't known.</summary>
    public decimal? Margin { get; init; }

    /// <summary>Whether so few are behind it that it says little.</summary>
    public bool Unsure { get; init; }

    /// <summary>When the latest event happened of the sources that tell what it counts; null when nothing was ever told.</summary>
    public NodaTime.Instant? LastEvent { get; init; }

    /// <summary>Whether a source was silent for too long before the period's end, or before now where it isn't over: the figure misses something.</summary>
    public bool Stale { get; init; }

    /// <summary>Whether it has a denominator.</summary>
    public required bool IsRatio { get; init; }

    /// <summary>Whether it is a level at the period's end, a stock or a balance, so that two periods' values don't add up.</summary>
    public bool IsLevel { get; init; }

    /// <summary>What the value is.</summary>
    public required KpiUnit ValueUnit { get; init; }

    /// <summary>What people call it: the KPI, and the variant where that has a name.</summary>
    public required Label Label { get; init; }
}
