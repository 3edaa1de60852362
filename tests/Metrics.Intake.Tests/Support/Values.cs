using Metrics.Intake.Mapping;
using Metrics.Pipelines.Sources;
using NodaTime;

namespace Metrics.Intake.Tests.Support;

/// <summary>A value of column x (and y) under a rule.</summary>
internal static class Values
{
    public static Value Of(ValueRule rule, string zone = "Europe/Stockholm", AmbiguousTime ambiguous = AmbiguousTime.Reject, params string[] nulls)
    {
        var mapping = new SourceMapping
        {
            File = "mapping.yaml",
            Fingerprint = "",
            Name = "mapping",
            Format = SourceFormat.Delimited,
            Ambiguous = ambiguous,
            Nulls = nulls.Length == 0 ? new HashSet<string> { "" } : nulls.ToHashSet(),
        };
        return new Value(rule, mapping, new Header("file.csv", mapping, ["x", "y"]), DateTimeZoneProviders.Tzdb[zone]);
    }

    public static Value OfFormat(params string[] formats) => Of(new ValueRule { Columns = ["x"], Formats = formats });

    public static Row Row(string x, string y = "") => new([x, y]);

    /// <summary>The fault of reading a value.</summary>
    public static RowException Fault(this Func<object?> read) => read.Should().Throw<RowException>().Which;
}
