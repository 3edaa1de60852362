using System.Security.Cryptography;
using System.Text;
using Metrics.Intake.Mapping;
using Metrics.Intake.Tests.Support;
using Metrics.Pipelines.Yaml;
using Metrics.ServiceDesk.Events;

namespace Metrics.Intake.Tests.Mapping;

public sealed class KeyedHashTests
{
    private const string Secret = "0123456789abcdef0123456789abcdef";

    private const string Calls = """
        name: calls
        zone: UTC
        times: yyyy-MM-dd
        subject: { column: number, keyed: true }
        events:
          - type: servicedesk.contact.offered.v1
            id: [{ column: number, keyed: true }, day]
            time: day
            set: { callerKey: { column: number, keyed: true, values: { anonymous: "" }, others: keep } }
        """;

    private static readonly HashKey Key = HashKey.Of(Secret, "test");

    [Fact]
    public void The_same_caller_has_the_same_key_and_another_another()
    {
        using var rows = new MappedRows(Calls, "number,day", key: Key);
        var keys = new[] { "0701234567,2021-07-01", "0701234567,2021-07-02", "0701234568,2021-07-01" }.Select(r => CallerKey(rows.Event(r))).ToArray();
        keys[0].Should().Be(keys[1]).And.NotBe(keys[2]).And.MatchRegex("^[0-9a-f]{32}$");
    }

    [Fact]
    public void It_is_HMAC_SHA256_of_organisation_and_text()
    {
        using var rows = new MappedRows(Calls, "number,day", key: Key);
        var hash = HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes("desk\n0701234567"));
        CallerKey(rows.Event("0701234567,2021-07-01")).Should().Be(Convert.ToHexStringLower(hash)[..32]);
    }

    [Fact]
    public void Another_secret_or_another_organisation_gives_other_keys()
    {
        using var rows = new MappedRows(Calls, "number,day", key: Key);
        using var otherKey = new MappedRows(Calls, "number,day", key: HashKey.Of(Secret + "!", "test"));
        using var otherDesk = new MappedRows(Calls, "number,day", key: Key, organisation: MappedRows.Desk with { Id = "other" });
        new[] { rows, otherKey, otherDesk }.Select(r => CallerKey(r.Event("0701234567,2021-07-01"))).Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public void The_number_stands_nowhere_in_the_event()
    {
        using var rows = new MappedRows(Calls, "number,day", key: Key);
        var e = rows.Event("0701234567,2021-07-01");
        $"{e.Id} {e.Subject} {e.DataJson}".Should().NotContain("0701234567").And.Contain("2021-07-01");
    }

    [Fact]
    public void Who_is_nobody_has_no_key()
    {
        using var rows = new MappedRows(Calls.Replace("{ column: number, keyed: true }\nevents", "day\nevents", StringComparison.Ordinal).Replace("id: [{ column: number, keyed: true }, day]", "id: day", StringComparison.Ordinal), "number,day", key: Key);
        CallerKey(rows.Event("anonymous,2021-07-01")).Should().BeNull();
        CallerKey(rows.Event(",2021-07-02")).Should().BeNull();
    }

    [Fact]
    public void A_mapping_that_needs_the_secret_says_how_to_give_it()
    {
        // The environment that tests run in has none.
        var bind = () =>
        {
            using var rows = new MappedRows(Calls, "number,day");
        };
        bind.Should().Throw<ConfigurationException>().WithMessage("the mapping 'calls' tells persons apart by a hash with a secret key, and no key is set. Make one with 'openssl rand -hex 32', *METRICS_HASH_KEY_FILE (or put it into METRICS_HASH_KEY)");
    }

    [Theory]
    [InlineData("")]
    [InlineData("   0123456789abcdef0123456789abcde\n")]
    public void A_secret_that_could_be_guessed_is_none(string secret)
        => ((Action)(() => HashKey.Of(secret, "caller.key"))).Should().Throw<ConfigurationException>().WithMessage("caller.key: the secret key for hashes has fewer than 32 characters and could be guessed. Make one with*");

    [Fact]
    public void White_space_around_a_secret_is_no_part_of_it() => HashKey.Of(Secret + "\r\n", "file").Hash("desk", "x").Should().Be(Key.Hash("desk", "x"));

    private static string? CallerKey(ServiceEvent e) => ((ContactOffered)e.Data).CallerKey;
}
