using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Metrics.Host.Web;

/// <summary>Answers carry a tag of what they say (ETag): whoever asks again with it (If-None-Match) is told that nothing changed, and sent nothing.</summary>
internal static class Unchanged
{
    private const int TagBytes = 12;

    /// <summary>Tags the JSON answers of some routes.</summary>
    public static TBuilder Tagged<TBuilder>(this TBuilder routes)
        where TBuilder : IEndpointConventionBuilder
        => routes.AddEndpointFilter(async (context, next) =>
        {
            var answer = await next(context).ConfigureAwait(false);
            if (answer is INestedHttpResult nested) answer = nested.Result;
            if (answer?.GetType() is not { IsGenericType: true } type || type.GetGenericTypeDefinition() != typeof(JsonHttpResult<>)) return answer;
            var (http, options) = (context.HttpContext, context.HttpContext.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions);
            var bytes = JsonSerializer.SerializeToUtf8Bytes(((IValueHttpResult)answer).Value, options);
            var tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(bytes)[..TagBytes])}\"";
            http.Response.Headers.ETag = tag;
            // What is known may change at any time: a copy may be kept, and must be asked about.
            http.Response.Headers.CacheControl = "private, no-cache";
            return http.Request.Headers.IfNoneMatch.Any(m => m?.Contains(tag, StringComparison.Ordinal) == true)
                ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
                : TypedResults.Bytes(bytes, "application/json; charset=utf-8");
        });
}
