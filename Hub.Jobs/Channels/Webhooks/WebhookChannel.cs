using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Hub.Core.Notifications;
using Hub.Core.Notifications.Contacts;
using Hub.Core.Notifications.Outbox;

namespace Hub.Jobs.Channels.Webhooks;

/// <summary>
/// Calls the addresses of a person and, for what concerns them, of their teams. Signed as Standard Webhooks has it: <c>webhook-signature: v1,base64(HMAC-SHA256(secret, id.timestamp.body))</c>;
/// the id is the same at each try, the timestamp (seconds) is the try's own.
/// </summary>
public sealed class WebhookChannel(Core.Notifications.Contacts.Webhooks webhooks, ChannelSettings settings, TimeProvider clock) : IChannel, IDisposable
{
    private readonly HttpClient _http = PublicAddress.Client(settings.AllowPrivate);

    public NoticeChannel Channel => NoticeChannel.Webhook;

    public string? OffBecause => null;

    public async Task<Posted> SendAsync(Parcel parcel, CancellationToken cancel)
    {
        var targets = await webhooks.ForAsync(parcel.Person, parcel.Rows, cancel);
        if (targets.Count == 0) return Posted.Nowhere("no address");
        // Each has to have it, and one that does not answer keeps no other from it. One that has it already knows the repetition by its id.
        await Task.WhenAll(targets.Select(target => CallAsync(target, parcel.Id, Body(parcel with { Rows = target.Told }), cancel)));
        return Posted.Sent;
    }

    private string Body(Parcel parcel)
    {
        var link = settings.Address is { } hub ? new Uri(hub, Words.LinkOf(parcel)).ToString() : Words.LinkOf(parcel);
        return JsonSerializer.Serialize(new
        {
            id = parcel.Id, person = parcel.Person, text = Words.For(parcel), link, priority = Word(Words.PriorityOf(parcel)), notices = parcel.Rows.Select(r => new { id = r.Id, kind = Word(r.Kind), at = r.DueAt.UtcDateTime }),
        });
    }

    private async Task CallAsync(WebhookTarget target, Guid id, string body, CancellationToken cancel)
    {
        var timestamp = clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        using var request = new HttpRequestMessage(HttpMethod.Post, target.Address) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add("webhook-id", id.ToString());
        request.Headers.Add("webhook-timestamp", timestamp);
        request.Headers.Add("webhook-signature", Signature(target.Secret, id.ToString(), timestamp, body));
        using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
        // A redirect is no answer: following it would lead where nobody has looked.
        if (!answer.IsSuccessStatusCode) throw new HttpRequestException(null, null, answer.StatusCode);
    }

    private static string Signature(byte[] secret, string id, string timestamp, string body) =>
        "v1," + Convert.ToBase64String(HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes($"{id}.{timestamp}.{body}")));

    private static string Word(Enum value) => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    public void Dispose() => _http.Dispose();
}
