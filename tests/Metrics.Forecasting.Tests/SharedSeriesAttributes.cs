namespace Metrics.Forecasting.Tests;

/// <summary>A test on shared series; skipped, visibly, where they are missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SharedSeriesFactAttribute : FactAttribute
{
    public const string Missing = "../shared/series is not there";

    public SharedSeriesFactAttribute()
    {
        if (SharedSeries.Folder is null) Skip = Missing;
    }
}

/// <summary>A test on shared series with several cases; skipped, visibly, where they are missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SharedSeriesTheoryAttribute : TheoryAttribute
{
    public SharedSeriesTheoryAttribute()
    {
        if (SharedSeries.Folder is null) Skip = SharedSeriesFactAttribute.Missing;
    }
}
