namespace Metrics.Pipelines.Tests;

/// <summary>Facts and cells are made anew when what they follow from changed, and not for anything else.</summary>
public sealed class FingerprintTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("metrics-pipelines-").FullName;

    public FingerprintTests()
    {
        foreach (var file in Directory.GetFiles(Shipped, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(_root, Path.GetRelativePath(Shipped, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    [Theory]
    [InlineData("organisations/goteborg-intraservice.yaml", "value: 720000", "value: 730000", false)]
    [InlineData("organisations/goteborg-intraservice.yaml", "heading: Utfall ack.", "heading: Utfall", false)]
    [InlineData("organisations/goteborg-intraservice.yaml", "minutes: 30", "minutes: 31", false)]
    [InlineData("organisations/goteborg-intraservice.yaml", "zone: Europe/Stockholm", "zone: Europe/Helsinki", true)]
    [InlineData("organisations/stockholm-servicenamnden.yaml", "serviceLevelSeconds: [25]", "serviceLevelSeconds: [20]", true)]
    [InlineData("organisations/linkoping-vss.yaml", "policies: [lkdata-support]", "policies: []", true)]
    [InlineData("calendars/kontorstid.yaml", "08:00", "07:00", true)]
    [InlineData("policies/goteborg-service.yaml", "24", "16", true)]
    [InlineData("kpis/contacts.yaml", "outcome = 'answered'", "outcome = 'abandoned'", true)]
    [InlineData("sql/derived/facts.sql", "answers", "replies", true)]
    public void It_changes_with_what_facts_follow_from_alone(string file, string find, string replace, bool changes)
    {
        var before = new PipelineFolder(_root).Fingerprint();
        var path = Path.Combine(_root, file);
        var text = File.ReadAllText(path);
        text.Should().Contain(find);
        File.WriteAllText(path, text.Replace(find, replace, StringComparison.Ordinal));
        (new PipelineFolder(_root).Fingerprint() != before).Should().Be(changes);
    }

    [Fact]
    public void Comments_in_an_organisations_file_leave_it_as_it_is()
    {
        var before = new PipelineFolder(_root).Fingerprint();
        File.AppendAllText(Path.Combine(_root, "organisations", "demo.yaml"), "\n# En kommentar.\n");
        new PipelineFolder(_root).Fingerprint().Should().Be(before);
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private static string Shipped
    {
        get
        {
            var folder = AppContext.BaseDirectory;
            while (!File.Exists(Path.Combine(folder, "Metrics.sln"))) folder = Path.GetDirectoryName(folder.TrimEnd('/'))!;
            return Path.Combine(folder, "pipelines");
        }
    }
}
