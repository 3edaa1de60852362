using System.IO.Compression;
using System.Text.Json;
using Metrics.EndToEnd.Tests.Running;

namespace Metrics.EndToEnd.Tests.Reference;

/// <summary>Real data beside the repository that nobody here wrote, with figures that were computed without the product.</summary>
internal static class SharedData
{
    public const string Incidents = "uci_incident_log/incident_event_log_without_april.csv.gz";
    public const string GoldenMinutes = "uci_incident_log/golden_business_minutes.csv.gz";
    public const string Calls = "pwc_call_center/Call-Center-Dataset.csv.gz";
    public const string SimulatedCalls = "simulated_call_centre/simulated_call_centre_jan_sep.csv.gz";
    public const string DamagedIncidents = "rabobank_itsm_sample/ITSM_data_40rows.csv";

    /// <summary>A file's place.</summary>
    public static string At(string name) => Path.Combine(Path.GetDirectoryName(Repository.Root)!, "shared", "data", name);

    /// <summary>Whether the data is there at all.</summary>
    public static bool IsThere => Directory.Exists(At(""));

    /// <summary>The reference figures of a folder.</summary>
    public static JsonElement Reference(string folder) => JsonDocument.Parse(File.ReadAllText(At($"{folder}/reference.json"))).RootElement;

    /// <summary>The lines of a gzipped file.</summary>
    public static IEnumerable<string> Lines(string name)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(At(name)), CompressionMode.Decompress));
        while (reader.ReadLine() is { } line) yield return line;
    }
}

/// <summary>A test on that data; skipped where it is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ReferenceFactAttribute : FactAttribute
{
    public ReferenceFactAttribute()
    {
        if (!SharedData.IsThere) Skip = "../shared/data is not there";
    }
}
