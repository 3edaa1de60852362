using Metrics.Pipelines.Service;
using Metrics.Pipelines.Yaml;

namespace Metrics.Pipelines.Tests;

public sealed class ApiKeyMistakeTests : IDisposable
{
    private const string Keys = """
        keys:
          - { name: telephony, role: write, sha256: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08 }
          - name: wallboard
            role: read
            sha256: 60303AE22B998861BCE3B28F33EEC1BE758A213C86C93C076DBE9F558C11C752

        """;

    private static readonly Mistake[] Each =
    [
        new("key:\n", "keys:\n", "keys.yaml:1: the key 'keys' is missing"),
        new("more: 1\nkeys:\n", "keys:\n", "keys.yaml:1: more: is not known here; known are keys"),
        new("name: telephony\n", "name: wallboard\n", "keys.yaml:3: keys[1].name: there are two keys called 'telephony'"),
        new("name: ''", "name: wallboard", "keys.yaml:3: keys[1].name: is empty"),
        new("role: all", "role: read", "keys.yaml:4: keys[1].role: 'all' is not one of read, write, admin"),
        new("user: x\n", "role: read\n", "keys.yaml:3: keys[1]: the key 'role' is missing"),
        new("sha256: 9f86d0 }", "sha256: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08 }", "keys.yaml:2: keys[0].sha256: is not a SHA-256 of 64 hexadecimal digits"),
        new("sha256: mk_secret", "sha256: 60303AE22B998861BCE3B28F33EEC1BE758A213C86C93C076DBE9F558C11C752", "keys.yaml:5: keys[1].sha256: is not a SHA-256 of 64 hexadecimal digits"),
        new("valid: 2024, role: write", "role: write", "keys.yaml:2: keys[0].valid: is not known here; known are name, role, sha256"),
    ];

    private readonly ConfigurationFolder _folder = new();

    public static TheoryData<string> Complaints => Mistake.Numbered(Each);

    [Theory]
    [MemberData(nameof(Complaints))]
    public void A_mistake_in_a_file_of_keys_is_told_with_file_line_and_key(string complaint)
    {
        var mistake = Mistake.Of(Each, complaint);
        var file = _folder.Write("keys.yaml", mistake.In(Keys));
        _folder.Error(() => ApiKeyFile.Read(file)).Should().StartWith(mistake.Complaint);
    }

    [Fact]
    public void Keys_without_mistakes_are_read_by_their_hashes()
    {
        var keys = ApiKeyFile.Read(_folder.Write("keys.yaml", Keys));
        keys.Select(k => (k.Name, k.Role)).Should().Equal(("telephony", ApiRole.Write), ("wallboard", ApiRole.Read));
        keys.Select(k => k.Hash).Should().BeEquivalentTo([ApiKey.HashOf("test"), ApiKey.HashOf("test2")], o => o.WithStrictOrdering());
    }

    [Fact]
    public void A_new_key_is_added_below_the_others_and_only_its_hash_is_kept()
    {
        var file = _folder.Write("keys.yaml", "# Who may post.\n" + Keys.TrimEnd('\n'));
        var (secret, kept) = ApiKey.Create("växel \"A\" \\ å", ApiRole.Admin);
        ApiKeyFile.Add(file, kept);
        File.ReadAllText(file).Should().StartWith("# Who may post.\n" + Keys).And.NotContain(secret);
        ApiKeyFile.Read(file)[^1].Should().BeEquivalentTo(new ApiKey("växel \"A\" \\ å", ApiRole.Admin, ApiKey.HashOf(secret)));
        if (!OperatingSystem.IsWindows()) File.GetUnixFileMode(file).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        _folder.Error(() => ApiKeyFile.Add(file, kept)).Should().StartWith("keys.yaml: there is a key called 'växel \"A\" \\ å' already");
        Directory.GetFiles(_folder.Root).Should().Equal(file);
    }

    [Theory]
    [InlineData("keys: []\n")]
    [InlineData("keys: [{ name: a, role: read, sha256: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08 }]\n")]
    [InlineData("keys:\n- { name: a, role: read, sha256: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08 }\n")]
    [InlineData("keys:\n      - { name: a, role: read, sha256: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08 }\n")]
    public void A_file_that_a_line_cannot_be_added_to_stays_as_it_was(string text)
    {
        var file = _folder.Write("keys.yaml", text);
        _folder.Error(() => ApiKeyFile.Add(file, ApiKey.Create("b", ApiRole.Read).Kept)).Should().StartWith("keys.yaml: a line can't be added at its end");
        File.ReadAllText(file).Should().Be(text);
        Directory.GetFiles(_folder.Root).Should().Equal(file);
    }

    [Fact]
    public void Keys_are_added_to_a_file_that_has_none_yet()
    {
        var file = Path.Combine(_folder.Root, "new.yaml");
        for (var n = 0; n < 3; n++) ApiKeyFile.Add(file, ApiKey.Create($"key {n}", (ApiRole)n).Kept);
        ApiKeyFile.Read(file).Select(k => (k.Name, k.Role)).Should().Equal(("key 0", ApiRole.Read), ("key 1", ApiRole.Write), ("key 2", ApiRole.Admin));
        File.WriteAllText(file, "keys:\n");
        ApiKeyFile.Read(file).Should().BeEmpty();
        ApiKeyFile.Add(file, ApiKey.Create("first", ApiRole.Read).Kept);
        ApiKeyFile.Read(file).Should().ContainSingle();
        new Action(() => ApiKeyFile.Read(file + "x")).Should().Throw<ConfigurationException>();
    }

    public void Dispose() => _folder.Dispose();
}
