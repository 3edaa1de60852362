namespace Metrics.EndToEnd.Tests.Running;

/// <summary>A test of file permissions, which bind everybody but root.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class UnprivilegedFactAttribute : FactAttribute
{
    public UnprivilegedFactAttribute()
    {
        if (Environment.IsPrivilegedProcess) Skip = "root may write everywhere; run the tests as another user";
    }
}
