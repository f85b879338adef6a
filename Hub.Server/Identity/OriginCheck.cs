using Hub.Server.Api;

namespace Hub.Server.Identity;

/// <summary>
/// Refuses what another site makes a browser send: requests that change something, and WebSocket upgrades, whose Origin is not this host.
/// Programs that are no browsers send no Origin and pass; the session cookie is no danger there.
/// </summary>
public static class OriginCheck
{
    public static IApplicationBuilder UseOriginCheck(this IApplicationBuilder app) => app.Use(async (http, next) =>
    {
        if (IsUnsafe(http.Request) && IsFromElsewhere(http.Request))
            await Problems.Forbidden("This request came from another site.").ExecuteAsync(http);
        else
            await next(http);
    });

    // An HTTP/2 WebSocket is a CONNECT; an HTTP/1.1 one is a GET with Upgrade. Both are unsafe.
    private static bool IsUnsafe(HttpRequest request) =>
        !(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method))
        || request.Headers.ContainsKey("Sec-WebSocket-Key") || request.Headers.Upgrade.Count > 0;

    private static bool IsFromElsewhere(HttpRequest request)
    {
        if (request.Headers["Sec-Fetch-Site"] == "cross-site") return true;
        var origins = request.Headers.Origin;
        if (origins.Count == 0) return false;
        return origins.Count > 1 || !Uri.TryCreate(origins[0], UriKind.Absolute, out var origin) || !IsSame(origin, request);
    }

    private static bool IsSame(Uri origin, HttpRequest request)
    {
        // Behind a proxy that ends TLS the request's own scheme may be http: only host and port are compared.
        var standard = origin.Scheme == Uri.UriSchemeHttps ? 443 : 80;
        return string.Equals(origin.IdnHost, request.Host.Host.Trim('[', ']'), StringComparison.OrdinalIgnoreCase)
            && origin.Port == (request.Host.Port ?? standard);
    }
}
