namespace Hub.Server.Setup;

/// <summary>Serves the browser client: its files, and its page at every address that is no file, API route or hub.</summary>
public static class WebClient
{
    /// <summary>
    /// Scripts, fonts and requests only from here; styles may stand inline, because the component library writes its sizes there.
    /// Nobody may frame the page.
    /// </summary>
    private const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; img-src 'self' blob: data:; " +
        "connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    private const string Page = "index.html";
    private const string Forever = "public, max-age=31536000, immutable";
    private const string AskFirst = "no-cache";
    private const string Never = "no-store";

    /// <summary>
    /// Finds the client's files beside the build output too, whatever the environment is called; once published they lie in wwwroot.
    /// They are served as the build made them, compressed, in Development too: they change only with a build.
    /// </summary>
    public static void AddWebClient(this WebApplicationBuilder builder)
    {
        builder.WebHost.UseStaticWebAssets();
        builder.Configuration["ReloadStaticAssetsAtRuntime"] = "false";
    }

    /// <summary>Sets the security and caching headers. Goes before everything that answers.</summary>
    public static void UseWebClientHeaders(this WebApplication app) => app.Use((context, next) =>
    {
        context.Response.OnStarting(static state => SetHeaders((HttpContext)state), context);
        return next(context);
    });

    /// <summary>Maps the client's files, and its page for every other address. Unknown ones below /api, /hubs and /assets stay 404.</summary>
    public static void MapWebClient(this WebApplication app)
    {
        app.MapStaticAssets().AllowAnonymous();
        app.MapFallbackToFile("/", Page).AllowAnonymous();
        app.MapFallbackToFile("{*path:nonfile:regex(^(?!(api|hubs|assets|healthz|openapi)($|/)))}", Page).AllowAnonymous();
    }

    private static Task SetHeaders(HttpContext context)
    {
        var path = context.Request.Path;
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        if (!path.StartsWithSegments("/assets")) SetPageHeaders(headers);
        if (path.StartsWithSegments("/assets") && context.Response.StatusCode is (StatusCodes.Status200OK or StatusCodes.Status304NotModified))
            headers.CacheControl = Forever;
        else if (path.StartsWithSegments("/api"))
            headers.CacheControl = headers.CacheControl.Count == 0 ? Never : headers.CacheControl;
        else
            headers.CacheControl = AskFirst;
        return Task.CompletedTask;
    }

    /// <summary>What only a document obeys; scripts and styles come two dozen at a time, and would carry it in vain.</summary>
    private static void SetPageHeaders(IHeaderDictionary headers)
    {
        // A file of a message brings a stricter one.
        if (headers.ContentSecurityPolicy.Count == 0) headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
    }
}
