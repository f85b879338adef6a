using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Hub.Tests.Channels;

public sealed record ReceivedCall(string Path, IReadOnlyDictionary<string, string> Headers, byte[] Body, int Answer);

/// <summary>Stands for a push service and for somebody's own program: it keeps what it is sent, and answers with what it is told to (201 if nothing).</summary>
public sealed class Receiver : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentQueue<ReceivedCall> calls = new();

    private Receiver()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        app = builder.Build();
        app.Run(async http =>
        {
            using var body = new MemoryStream();
            await http.Request.Body.CopyToAsync(body);
            var answer = Answers.TryDequeue(out var next) ? next : 201;
            if (answer == 302) http.Response.Headers.Location = "/elsewhere";
            http.Response.StatusCode = answer;
            calls.Enqueue(new(http.Request.Path, http.Request.Headers.ToDictionary(h => h.Key.ToLowerInvariant(), h => h.Value.ToString()), body.ToArray(), answer));
        });
    }

    public ConcurrentQueue<int> Answers { get; } = new();

    public IReadOnlyList<ReceivedCall> Calls => [.. calls];

    public string At(string path) => app.Urls.Single() + path;

    public static async Task<Receiver> StartAsync()
    {
        var receiver = new Receiver();
        await receiver.app.StartAsync();
        return receiver;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
