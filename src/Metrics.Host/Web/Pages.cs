using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;

namespace Metrics.Host.Web;

/// <summary>The pages: files beside the program, which ask the API as anybody can. Who may not read figures sees a page without any.</summary>
internal static class Pages
{
    // Nothing comes from elsewhere, nothing runs that isn't a file, and nobody else's page shows ours.
    private const string Policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>Serves them: the wallboard at <c>/</c>.</summary>
    public static WebApplication MapPages(this WebApplication app)
    {
        var files = new PhysicalFileProvider(Path.Combine(AppContext.BaseDirectory, "wwwroot"));
        app.UseDefaultFiles(new DefaultFilesOptions { FileProvider = files });
        app.UseStaticFiles(new StaticFileOptions { FileProvider = files, OnPrepareResponse = Headers });
        return app;
    }

    private static void Headers(StaticFileResponseContext context)
    {
        var headers = context.Context.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        // A page and its scripts belong together: each is asked about again, which costs nothing while it is the same.
        headers.CacheControl = "no-cache";
    }
}
