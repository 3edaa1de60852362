namespace Metrics.ServiceDesk.Kpis;

/// <summary>A decimal remembers the zeros it was written with; what is told to others has none.</summary>
public static class PlainDecimal
{
    /// <summary>5 rather than 5.0000.</summary>
    public static decimal Plain(this decimal value) => value / 1.0000000000000000000000000000m;

    /// <summary>5 rather than 5.0000; null stays null.</summary>
    public static decimal? Plain(this decimal? value) => value?.Plain();
}
