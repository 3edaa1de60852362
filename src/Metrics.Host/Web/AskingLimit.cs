using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.DependencyInjection;

namespace Metrics.Host.Web;

/// <summary>
/// How often one may ask: each key, and each address without one, has so many questions a minute, spread or all at once, and is told when to come again
/// after that (429 with Retry-After). Whoever is at this machine asks as often as they like; what may be posted is bounded by the spool.
/// </summary>
internal static class AskingLimit
{
    private const int SecondsAMinute = 60;

    /// <summary>Adds it.</summary>
    /// <param name="services">The services.</param>
    /// <param name="questionsAMinute">Questions a minute.</param>
    public static void AddAskingLimit(this IServiceCollection services, int questionsAMinute) => services.AddRateLimiter(limiter =>
    {
        limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context =>
            context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase) && context.RequestServices.GetRequiredService<Access>().CountedAs(context) is { } who
                ? RateLimitPartition.GetTokenBucketLimiter(who, _ => Bucket(questionsAMinute))
                : RateLimitPartition.GetNoLimiter(""));
        limiter.OnRejected = async (refused, _) =>
        {
            var seconds = refused.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? Math.Max(1, (int)Math.Ceiling(after.TotalSeconds)) : 1;
            refused.HttpContext.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
            await TypedResults.Problem(
                string.Create(CultureInfo.InvariantCulture, $"asked more than {questionsAMinute} questions in a minute; come again after {seconds} s, ask for more at a time, or raise 'questionsAMinute' of the service's 'web'"),
                statusCode: StatusCodes.Status429TooManyRequests).ExecuteAsync(refused.HttpContext).ConfigureAwait(false);
        };
    });

    private static TokenBucketRateLimiterOptions Bucket(int questionsAMinute) => new()
    {
        TokenLimit = questionsAMinute,
        TokensPerPeriod = Math.Max(1, questionsAMinute / SecondsAMinute),
        ReplenishmentPeriod = TimeSpan.FromMinutes(1) / Math.Min(questionsAMinute, SecondsAMinute),
        QueueLimit = 0,
    };
}
