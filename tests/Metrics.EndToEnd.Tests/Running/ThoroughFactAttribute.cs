namespace Metrics.EndToEnd.Tests.Running;

/// <summary>A test that takes minutes; skipped, visibly, unless METRICS_THOROUGH is set.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ThoroughFactAttribute : FactAttribute
{
    public ThoroughFactAttribute()
    {
        if (Environment.GetEnvironmentVariable("METRICS_THOROUGH") is null) Skip = "takes minutes: METRICS_THOROUGH=1 make test runs it";
    }
}
