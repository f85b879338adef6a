using System.Buffers.Text;
using System.Globalization;
using System.Net;
using System.Text.Json;
using Hub.Core.Notifications;
using Hub.Core.Notifications.Contacts;
using Hub.Core.Notifications.Outbox;
using Hub.Core.Rooms.Messages;

namespace Hub.Jobs.Channels.Push;

/// <summary>Web push (RFC 8030) to every browser of a person that is signed in. One that its service no longer knows is forgotten.</summary>
public sealed class PushChannel(PushDevices devices, VapidKeys keys, ChannelSettings settings) : IChannel, IDisposable
{
    private readonly HttpClient _http = PublicAddress.Client(settings.AllowPrivate);

    public NoticeChannel Channel => NoticeChannel.Push;

    public string? OffBecause => null;

    public async Task<Posted> SendAsync(Parcel parcel, CancellationToken cancel)
    {
        var to = await devices.OfAsync(parcel.Person, cancel);
        if (to.Count == 0) return Posted.Nowhere("no device");
        var text = JsonSerializer.SerializeToUtf8Bytes(new { id = parcel.Id, title = Words.House, body = Words.For(parcel), url = Words.LinkOf(parcel), urgent = Words.PriorityOf(parcel) == Priority.Urgent });
        var tried = await Task.WhenAll(to.Select(device => TryAsync(device, parcel, text, cancel)));
        // Told on one device is told; only where none took it, it is tried again.
        return tried.Any(t => t.Sent) ? Posted.Sent : tried.Select(t => t.Failed).FirstOrDefault(f => f is not null) is { } failed ? throw failed : Posted.Nowhere("no device");
    }

    // One device's service that is away, or hangs, or keys of one that are none, do not keep it from the others.
    private async Task<(bool Sent, Exception? Failed)> TryAsync(PushDevice device, Parcel parcel, byte[] text, CancellationToken cancel)
    {
        try
        {
            return (await SendAsync(device, parcel, text, cancel), null);
        }
        catch (Exception failed)
        {
            return (false, failed);
        }
    }

    /// <summary>False when the device is gone.</summary>
    private async Task<bool> SendAsync(PushDevice device, Parcel parcel, byte[] text, CancellationToken cancel)
    {
        var address = new Uri(device.Endpoint);
        var priority = Words.PriorityOf(parcel);
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(PushCipher.Encrypt(text, device.PublicKey, device.AuthSecret)) };
        request.Content.Headers.ContentType = new("application/octet-stream");
        request.Content.Headers.ContentEncoding.Add("aes128gcm");
        request.Headers.TryAddWithoutValidation("Authorization", await keys.AuthorizationAsync(address, Subject, cancel));
        request.Headers.Add("TTL", ((int)(priority == Priority.Urgent ? TimeSpan.FromHours(1) : TimeSpan.FromDays(1)).TotalSeconds).ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("Urgency", priority switch { Priority.Urgent => "high", Priority.Important => "normal", _ => "low" });
        // A repetition takes the place of the first, if that still waits at the service (RFC 8030 §5.4: at most 32 characters).
        request.Headers.Add("Topic", Base64Url.EncodeToString(parcel.Id.ToByteArray(bigEndian: true)));
        using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
        if (answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Gone)
        {
            await devices.RemoveAsync(device.Id, cancel);
            return false;
        }
        if (!answer.IsSuccessStatusCode) throw new HttpRequestException(null, null, answer.StatusCode);
        return true;
    }

    private string Subject => settings.PushSubject ?? (settings.MailFrom is { } from ? "mailto:" + from : settings.Address is { Scheme: "https" } hub ? hub.ToString() : "https://care-hub.invalid");

    public void Dispose() => _http.Dispose();
}
