using System.Text.Json;

namespace Metrics.Intake.CloudEvents;

/// <summary>The last text seen: a stream's events mostly repeat their source.</summary>
internal sealed class TextCache
{
    private string _last = "";

    public string Get(ref Utf8JsonReader reader)
    {
        if (!reader.ValueTextEquals(_last)) _last = reader.GetString()!;
        return _last;
    }
}
