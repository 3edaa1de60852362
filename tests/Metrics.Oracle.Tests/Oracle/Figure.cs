using System.Globalization;

namespace Metrics.Oracle.Tests.Oracle;

/// <summary>Which figure it is.</summary>
/// <param name="Kpi">The KPI's id.</param>
/// <param name="Variant">The variant with its threshold; empty when there is one way only.</param>
/// <param name="Cut">The members of the dimensions split by.</param>
/// <param name="Period">The period's name.</param>
internal sealed record FigureKey(string Kpi, string Variant, string Cut, string Period)
{
    public override string ToString() => $"{Kpi}{(Variant.Length > 0 ? "/" + Variant : "")} [{Cut}] {Period}";
}

/// <summary>What a figure is worth.</summary>
/// <param name="Numerator">The numerator; null when unknown.</param>
/// <param name="Denominator">The denominator; null for counts.</param>
/// <param name="Value">The value; null when unknown or of nothing.</param>
/// <param name="NotMeasured">Facts whose wait nobody knows, where the value depends on it.</param>
internal sealed record Figure(decimal? Numerator, decimal? Denominator, decimal? Value, long NotMeasured)
{
    /// <summary>How far off a mean may be, to six places; null when nobody can say.</summary>
    public double? Margin { get; init; }

    /// <summary>Whether a mean is of few.</summary>
    public bool Unsure { get; init; }

    public static Figure Count(decimal count) => new(count, null, count, 0);

    /// <summary>A share or mean; of nothing it has no value: missing is not zero.</summary>
    public static Figure Of(decimal numerator, decimal denominator)
        => new(numerator, denominator, denominator == 0 ? null : numerator / denominator, 0);

    /// <summary>The same, where some facts could not be measured: when none was, the value is unknown, never 0.</summary>
    public Figure Knowing(long measured, long all) => all > 0 && measured == 0
        ? new Figure(null, null, null, all)
        : this with { NotMeasured = all - measured };

    /// <summary>Whether there was anything to tell.</summary>
    public bool IsNothing => Numerator is null or 0 && Denominator is null or 0 && NotMeasured == 0;

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{(object?)Numerator ?? "?"} / {(object?)Denominator ?? "-"} = {(object?)Value ?? "?"} ({NotMeasured} not measured{(Margin is { } m ? $", ± {m}" : "")}{(Unsure ? ", unsure" : "")})");
}

/// <summary>What is asked of the oracle.</summary>
/// <param name="Length">The length of a period.</param>
/// <param name="Dimensions">What figures are split by.</param>
/// <param name="From">The first day; null is the first there is.</param>
/// <param name="To">The first day after; null is after the last there is.</param>
internal sealed record Asked(Length Length, string[] Dimensions, DateOnly? From = null, DateOnly? To = null)
{
    /// <summary>The only unit asked about, with those below it; null is all. With it goes a first and a last day.</summary>
    public string? Unit { get; init; }

    public bool Holds(DateOnly day) => !(day < From) && !(day >= To);

    public override string ToString() => $"by {Length} [{string.Join('|', Dimensions)}] {From}..{To}{(Unit is null ? "" : $" of {Unit}")}";
}
