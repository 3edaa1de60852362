using Metrics.Pipelines.Service;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Metrics.Host.Web;

/// <summary>A key that a browser is to keep.</summary>
/// <param name="Key">The key.</param>
public sealed record BrowserKey(string Key);

/// <summary>How a browser is given a key.</summary>
internal static class SessionRoutes
{
    // As long as browsers keep any cookie: a wall is left alone for months. Taking the key away ends it at once.
    private static readonly TimeSpan Kept = TimeSpan.FromDays(400);

    /// <summary>
    /// Adds <c>POST session</c> with <c>{"key":"…"}</c>: 204 and a cookie with it that no script can read and no other site's page sends, 401 when it is none; and
    /// <c>DELETE session</c>, which takes it away. A key that may do more than ask is refused: a wall needs no more.
    /// </summary>
    public static RouteGroupBuilder MapSessions(this RouteGroupBuilder api)
    {
        api.MapPost("/session", Results<NoContent, ProblemHttpResult> (HttpContext context, BrowserKey given, Access access) =>
        {
            if (access.Find(given.Key ?? "") is not { } key) return TypedResults.Problem("the key is not known here", statusCode: StatusCodes.Status401Unauthorized);
            if (key.Role != ApiRole.Read) return TypedResults.Problem($"the key '{key.Name}' may do more than ask; give a browser one with the role read", statusCode: StatusCodes.Status403Forbidden);
            context.Response.Cookies.Append(Access.Cookie, given.Key!, Options(context));
            return TypedResults.NoContent();
        });
        api.MapDelete("/session", (HttpContext context) =>
        {
            context.Response.Cookies.Delete(Access.Cookie, Options(context));
            return TypedResults.NoContent();
        });
        return api;
    }

    private static CookieOptions Options(HttpContext context)
        => new() { HttpOnly = true, SameSite = SameSiteMode.Strict, Secure = context.Request.IsHttps || context.Request.Headers["X-Forwarded-Proto"] == "https", MaxAge = Kept, Path = "/", IsEssential = true };
}
