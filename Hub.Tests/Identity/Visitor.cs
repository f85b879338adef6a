using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Hub.Tests.Identity;

/// <summary>A browser without the page: keeps its cookies, shows what it was answered.</summary>
internal sealed class Visitor(Uri node) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = node, Timeout = TimeSpan.FromSeconds(30) };

    public CookieContainer Cookies { get; } = new();

    public Task<Reply> GetAsync(string path, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Get, path, null, headers);

    public Task<Reply> PostAsync(string path, object? body = null, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Post, path, body, headers);

    public Task<Reply> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path, null, []);

    public async Task<Reply> SendAsync(HttpMethod method, string path, object? body, (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is HttpContent content) request.Content = content;
        else if (body is not null) request.Content = JsonContent.Create(body);
        if (Cookies.GetCookieHeader(node) is { Length: > 0 } cookies) request.Headers.Add("Cookie", cookies);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        using var answer = await _http.SendAsync(request);
        var set = answer.Headers.TryGetValues("Set-Cookie", out var values) ? values.ToArray() : [];
        foreach (var cookie in set) Cookies.SetCookies(node, cookie);
        return new(answer.StatusCode, await answer.Content.ReadAsStringAsync(), set, answer.Headers.RetryAfter?.Delta, answer.Content.Headers.ContentType?.MediaType);
    }

    /// <summary>The status alone, without waiting for a body: of an upgrade there is none.</summary>
    public async Task<HttpStatusCode> GetStatusAsync(string path, (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Cookie", Cookies.GetCookieHeader(node));
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return answer.StatusCode;
    }

    public void Dispose() => _http.Dispose();
}

internal sealed record Reply(HttpStatusCode Status, string Body, string[] SetCookies, TimeSpan? RetryAfter, string? MediaType)
{
    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    public string Text(string member) => Json.GetProperty(member).GetString()!;

    /// <summary>Asserts the status; for a refusal also that it is problem details with a sentence.</summary>
    public Reply Is(HttpStatusCode status)
    {
        Assert.True(status == Status, $"{(int)Status} instead of {(int)status}: {Body}");
        if ((int)status >= 400)
        {
            Assert.Equal("application/problem+json", MediaType);
            Assert.False(string.IsNullOrEmpty(Text("detail")));
        }
        return this;
    }
}
