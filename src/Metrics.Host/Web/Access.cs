using System.Net;
using System.Security.Cryptography;
using Metrics.Pipelines.Service;
using Metrics.Pipelines.Yaml;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;

namespace Metrics.Host.Web;

/// <summary>
/// Who may do what: the holder of a key what its role says; without a key, whoever asks this machine from this machine everything, as long
/// as nobody stands in between (a proxy says so in a header). The file of keys is read again when it changes. A browser, which can't send a key with
/// each question, keeps it in a cookie that no script can read and no other site's page sends; with it one may ask, and nothing else.
/// </summary>
internal sealed class Access(ServiceSettings settings, string ownerToken, TimeProvider time)
{
    /// <summary>The cookie that holds a browser's key.</summary>
    public const string Cookie = "metrics-key";

    private static readonly TimeSpan LooksEvery = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly byte[] _ownerHash = ApiKey.HashOf(ownerToken);

    // When it was written is asked first: a key that is added between the two is found at the next look.
    private DateTime _written = settings.KeyFile is { } written ? File.GetLastWriteTimeUtc(written) : default;
    private IReadOnlyList<ApiKey> _keys = settings.KeyFile is { } file ? ApiKeyFile.Read(file) : [];
    private long _lookedAt = time.GetTimestamp();

    /// <summary>Why a request may not be answered; null when it may.</summary>
    public IResult? Refuse(HttpContext context, ApiRole needed)
    {
        if (SecretOf(context.Request) is not { } secret)
        {
            return IsFromHere(context) ? null : Unknown(context, $"needs a key with the role {ServiceDesk.Events.Words.Of(needed)}: send it as 'Authorization: Bearer …'");
        }

        if (IsOwner(context.Request)) return null;
        if (Find(secret) is not { } key) return Unknown(context, "the key is not known here");
        return key.Role >= needed
            ? null
            : TypedResults.Problem($"the key '{key.Name}' has the role {ServiceDesk.Events.Words.Of(key.Role)}; this needs {ServiceDesk.Events.Words.Of(needed)}", statusCode: StatusCodes.Status403Forbidden);
    }

    /// <summary>Who asks, for the audit log: a key by its name, a command of this machine, or whoever is at it.</summary>
    public string CallerOf(HttpContext context) => SecretOf(context.Request) is not { } secret ? "this machine"
        : IsOwner(context.Request) ? "a command of this machine"
        : Find(secret) is { } key ? $"key {key.Name}" : "nobody known";

    /// <summary>As whom a request counts against how often one may ask: a key's name, else an address; null where nobody counts.</summary>
    public string? CountedAs(HttpContext context)
    {
        var secret = SecretOf(context.Request);
        if (secret is null ? IsFromHere(context) : IsOwner(context.Request)) return null;
        if (secret is null || Find(secret) is not { } key) return $"address {context.Connection.RemoteIpAddress}";
        return HttpMethods.IsGet(context.Request.Method) ? $"key {key.Name}" : null;
    }

    /// <summary>The key that a secret is; null when it is none.</summary>
    public ApiKey? Find(string secret)
    {
        var hash = ApiKey.HashOf(secret);
        return Keys().FirstOrDefault(k => CryptographicOperations.FixedTimeEquals(k.Hash, hash));
    }

    /// <summary>Whether a request comes from a command that could read the owner file.</summary>
    public bool IsOwner(HttpRequest request) => SecretOf(request) is { } secret && CryptographicOperations.FixedTimeEquals(ApiKey.HashOf(secret), _ownerHash);

    private static ProblemHttpResult Unknown(HttpContext context, string reason)
    {
        context.Response.Headers.WWWAuthenticate = "Bearer";
        return TypedResults.Problem(reason, statusCode: StatusCodes.Status401Unauthorized);
    }

    // A cookie counts for questions alone, and one that is no key any more as none.
    private string? SecretOf(HttpRequest request)
    {
        const string Bearer = "Bearer ";
        if (request.Headers.Authorization.FirstOrDefault() is { } value && value.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)) return value[Bearer.Length..].Trim();
        if (request.Headers["X-Api-Key"].FirstOrDefault() is { } sent) return sent;
        return HttpMethods.IsGet(request.Method) && request.Cookies[Cookie] is { } kept && Find(kept) is not null ? kept : null;
    }

    private static bool IsFromHere(HttpContext context) => context.Connection.RemoteIpAddress is { } remote && IPAddress.IsLoopback(remote)
        && !context.Request.Headers.ContainsKey("X-Forwarded-For") && !context.Request.Headers.ContainsKey("Forwarded") && NamesThisMachine(context.Request.Host.Host) && !IsOfAnotherSite(context.Request);

    // Browsers say of which site the page is that posts; others say nothing.
    private static bool IsOfAnotherSite(HttpRequest request) => request.Headers.Origin.FirstOrDefault() is { } origin
        && !(Uri.TryCreate(origin, UriKind.Absolute, out var site) && new HostString(site.Authority) == request.Host);

    // A page of somewhere else, open in a browser on this machine, can point its own name here; it can't make the browser send another.
    private static bool NamesThisMachine(string host) => host is "" || host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    private IReadOnlyList<ApiKey> Keys()
    {
        lock (_lock)
        {
            if (settings.KeyFile is not { } file || time.GetElapsedTime(_lookedAt) < LooksEvery) return _keys;
            _lookedAt = time.GetTimestamp();
            if (File.GetLastWriteTimeUtc(file) is var written && written == _written) return _keys;
            try
            {
                _keys = ApiKeyFile.Read(file);
                _written = written;
            }
            catch (Exception e) when (e is ConfigurationException or IOException or UnauthorizedAccessException)
            {
                // A file that is being written, damaged or out of reach takes no key away.
            }

            return _keys;
        }
    }
}

/// <summary>Roles on routes.</summary>
internal static class AccessRoutes
{
    /// <summary>Lets only those answer that may.</summary>
    public static TBuilder Requires<TBuilder>(this TBuilder routes, ApiRole role)
        where TBuilder : IEndpointConventionBuilder
        => routes.AddEndpointFilter(async (context, next) =>
        {
            var access = context.HttpContext.RequestServices.GetRequiredService<Access>();
            return access.Refuse(context.HttpContext, role) ?? await next(context).ConfigureAwait(false);
        });
}
