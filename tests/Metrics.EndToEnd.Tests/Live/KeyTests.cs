using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Metrics.EndToEnd.Tests.Running;

namespace Metrics.EndToEnd.Tests.Live;

/// <summary>Who may ask and who may post.</summary>
public sealed class KeyTests
{
    private const string Figures = "kpis?kpi=contacts-offered";
    private static readonly (string, string) Forwarded = ("X-Forwarded-For", "192.0.2.7");

    [Fact]
    public async Task A_key_may_do_what_its_role_says()
    {
        using var place = await WithKeys("read", "write", "admin");
        await using var service = await RunningService.StartAsync(place, "--config", "service.yaml");
        foreach (var (role, status) in ((string, HttpStatusCode)[])[("read", HttpStatusCode.Forbidden), ("write", HttpStatusCode.Accepted), ("admin", HttpStatusCode.Accepted)])
        {
            await service.GetAsync(Figures, HttpStatusCode.OK, Key(place, role), Forwarded);
            await service.GetAsync("explain/contacts-offered?period=total", HttpStatusCode.OK, ("X-Api-Key", Secret(place, role)));
            var posted = await service.PostAsync(Calls.Line(role == "write" ? 0 : 1), Calls.One, Key(place, role));
            posted.Status.Should().Be(status, role);
            if (status == HttpStatusCode.Forbidden) posted.Refused(status, "the key 'read of' has the role read; this needs write");
        }

        await service.CountedAsync(2);
    }

    [Fact]
    public async Task Whoever_has_no_key_may_all_from_this_machine_and_nothing_through_a_proxy()
    {
        using var place = await WithKeys("write");
        await using var service = await RunningService.StartAsync(place, "--config", "service.yaml");
        (await service.PostAsync(Calls.Line(0), Calls.One)).Took(1);
        await service.GetAsync(Figures, HttpStatusCode.OK);
        await service.GetAsync(Figures, HttpStatusCode.OK, ("Host", $"localhost:{service.Address.Port}"));
        foreach (var header in ((string, string)[])[Forwarded, ("X-Forwarded-For", "127.0.0.1"), ("Forwarded", "for=192.0.2.7"), ("Host", "figures.example")])
        {
            await service.GetAsync(Figures, HttpStatusCode.Unauthorized, header);
            var posted = (await service.PostAsync(Calls.Line(1), Calls.One, header)).Refused(HttpStatusCode.Unauthorized, "needs a key with the role write", "Authorization: Bearer");
            posted.Headers["WWW-Authenticate"].Should().Be("Bearer");
            (await service.PostAsync(Calls.Line(0), Calls.One, header, Key(place, "write"))).Took(1);
        }

        await service.GetAsync("../../healthz", HttpStatusCode.OK, Forwarded);
        await service.CountedAsync(1);
    }

    [Fact]
    public async Task An_unknown_key_is_refused_even_from_this_machine()
    {
        using var place = await WithKeys("admin");
        await using var service = await RunningService.StartAsync(place, "--config", "service.yaml");
        foreach (var secret in (string[])["mk_", Secret(place, "admin")[..^1], Secret(place, "admin").ToUpperInvariant(), "mk_" + new string('a', 10_000)])
        {
            await service.GetAsync(Figures, HttpStatusCode.Unauthorized, ("X-Api-Key", secret));
            (await service.PostAsync(Calls.Line(1), Calls.One, ("Authorization", $"Bearer {secret}"))).Refused(HttpStatusCode.Unauthorized, "the key is not known here").Headers["WWW-Authenticate"].Should().Be("Bearer");
        }
    }

    [Fact]
    public async Task A_key_that_is_added_or_taken_away_is_so_without_a_restart()
    {
        using var place = await WithKeys("read");
        await using var service = await RunningService.StartAsync(place, "--config", "service.yaml");
        var before = await File.ReadAllTextAsync(place.At("keys.yaml"));
        await AddAsync(place, "write");
        await Until(async () => (await service.PostAsync(Calls.Line(0), Calls.One, Key(place, "write"), Forwarded)).Status == HttpStatusCode.Accepted);
        await service.GetAsync(Figures, HttpStatusCode.OK, Key(place, "read"));
        // A damaged file takes no key away, whenever it is looked at.
        await File.WriteAllTextAsync(place.At("keys.yaml"), "keys: [");
        for (var look = 0; look < 3; look++)
        {
            await Task.Delay(TimeSpan.FromSeconds(1));
            await service.GetAsync(Figures, HttpStatusCode.OK, Key(place, "read"));
        }

        await File.WriteAllTextAsync(place.At("keys.yaml"), before);
        await Until(async () => (await service.PostAsync(Calls.Line(0), Calls.One, Key(place, "write"), Forwarded)).Status == HttpStatusCode.Unauthorized);
        await service.GetAsync(Figures, HttpStatusCode.OK, Key(place, "read"));
    }

    [Fact]
    public async Task Where_others_can_reach_it_it_starts_with_keys_only()
    {
        using var place = new Workplace();
        place.Write("service.yaml", "web:\n  address: 0.0.0.0\n");
        (await place.Run("run", "--config", "service.yaml", "--port", "0")).Failed(2, "service.yaml:2: web.address: 0.0.0.0 can be reached from other machines", "metrics key");
        place.Write("service.yaml", "web:\n  address: 0.0.0.0\n  keys: keys.yaml\n");
        (await place.Run("run", "--config", "service.yaml", "--port", "0")).Failed(2, "service.yaml:3: web.keys: there is no file", "metrics key");
        place.Write("keys.yaml", "keys: [{ name: a, role: write, sha256: short }]\n");
        (await place.Run("run", "--config", "service.yaml", "--port", "0")).Failed(2, "keys.yaml:1: keys[0].sha256");
        File.Exists(place.At(Workplace.DatabaseName)).Should().BeFalse("nothing was begun");
        File.Delete(place.At("keys.yaml"));
        await AddAsync(place, "write");
        await using var service = await RunningService.StartAsync(place, "--config", "service.yaml");
        await service.GetAsync(Figures, HttpStatusCode.OK);
        foreach (var own in NetworkInterface.GetAllNetworkInterfaces().Where(n => n.OperationalStatus == OperationalStatus.Up).SelectMany(n => n.GetIPProperties().UnicastAddresses)
            .Select(a => a.Address).Where(a => a.AddressFamily == AddressFamily.InterNetwork && !IPAddress.IsLoopback(a)))
        {
            using var other = new HttpClient { BaseAddress = new Uri($"http://{own}:{service.Address.Port}/api/v1/") };
            using var refused = await other.GetAsync(new Uri(Figures, UriKind.Relative));
            refused.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
            other.DefaultRequestHeaders.Add("X-Api-Key", Secret(place, "write"));
            using var answered = await other.GetAsync(new Uri(Figures, UriKind.Relative));
            answered.StatusCode.Should().Be(HttpStatusCode.OK);
        }
    }

    private static async Task<Workplace> WithKeys(params string[] roles)
    {
        var place = new Workplace();
        foreach (var role in roles) await AddAsync(place, role);
        place.Write("service.yaml", "web: { keys: keys.yaml }\n");
        return place;
    }

    private static async Task AddAsync(Workplace place, string role)
    {
        var secret = (await place.Run("key", $"{role} of", "--role", role, "--file", "keys.yaml")).Succeeded().Lines.Single();
        secret.Should().MatchRegex("^mk_[0-9a-f]{64}$");
        place.Write(role, secret);
        (await File.ReadAllTextAsync(place.At("keys.yaml"))).Should().NotContain(secret[3..]);
    }

    private static string Secret(Workplace place, string role) => File.ReadAllText(place.At(role));

    private static (string, string) Key(Workplace place, string role) => ("Authorization", $"Bearer {Secret(place, role)}");

    private static async Task Until(Func<Task<bool>> isSo)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (!await isSo()) await Task.Delay(100, patience.Token);
    }
}
