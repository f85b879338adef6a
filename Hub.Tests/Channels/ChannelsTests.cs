using System.Buffers.Text;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Hub.Core;
using Hub.Core.Data;
using Hub.Core.Notifications;
using Hub.Core.Notifications.Contacts;
using Hub.Core.Rooms.Messages;
using Hub.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Hub.Tests.Channels;

/// <summary>What leaves is looked at where it arrives: a real mail server, a push service's place, somebody's own program.</summary>
public sealed class ChannelsTests(ChannelsHost hub) : IClassFixture<ChannelsHost>
{
    private const string Canary = ChannelsHost.Canary;
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);
    private readonly MailServer mails = hub.Mails;
    private readonly Receiver receiver = hub.Receiver;
    private readonly HubHost host = hub.Host;
    private readonly Database database = hub.Database;
    private readonly Member chen = hub.Chen;
    private readonly Guid room = hub.Room;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Mail_ToAConfirmedAddress_ArrivesOnceAsTextAndHtml_AndOneClickEndsDigests()
    {
        await PutAsync("/api/me/email", new { address = "chen@hospital.example" });
        var asked = await MailAsync(m => Plain(m).Contains("/confirm-email/", StringComparison.Ordinal));
        // Until it is confirmed nothing else goes there.
        var early = await AddAsync(NoticeChannel.Email);
        await StateAsync(early, NotificationState.Dropped);
        using (var wrong = await chen.Http.PostAsJsonAsync("/api/me/email/confirm", new { token = "bm9uc2Vuc2U" }, Cancel)) Assert.Equal(HttpStatusCode.NotFound, wrong.StatusCode);
        using (var confirmed = await chen.Http.PostAsJsonAsync("/api/me/email/confirm", new { token = Found(asked, "/confirm-email/([\\w-]+)") }, Cancel)) Assert.Equal(HttpStatusCode.NoContent, confirmed.StatusCode);

        var digest = await AddAsync(NoticeChannel.Email, NoticeKind.Digest, Priority.Routine);
        var nudge = await AddAsync(NoticeChannel.Email);
        await StateAsync(digest, NotificationState.Sent);
        await StateAsync(nudge, NotificationState.Sent);

        var (first, second) = (mails.Mails.Where(m => m.Id == $"<{digest:N}@hospital.example>").ToList() is [var a, var b]) ? (a, b) : throw new InvalidOperationException("Not two tries.");
        Assert.Equal((true, false, true, true), (first.Refused, second.Refused, first.Secure, second.Secure));
        Assert.Equal(["chen@hospital.example"], second.To);
        var text = Plain(second);
        Assert.Matches("(?i)content-type: multipart/alternative", text);
        Assert.Matches("(?i)content-type: text/plain", text);
        Assert.Matches("(?i)content-type: text/html", text);
        Assert.Matches("(?im)^list-unsubscribe-post: List-Unsubscribe=One-Click", text);
        Assert.Contains($"https://hub.hospital.example/open/{digest}", text, StringComparison.Ordinal);
        var plainNudge = Plain(await MailAsync(m => m.Id == $"<{nudge:N}@hospital.example>"));
        Assert.Contains("A message waits for you in Care Hub", plainNudge, StringComparison.Ordinal);
        Assert.DoesNotContain("list-unsubscribe", plainNudge, StringComparison.OrdinalIgnoreCase);
        Assert.All(mails.Mails, m => Assert.DoesNotContain(Canary, Plain(m), StringComparison.Ordinal));

        await UnsubscribeAsync(Found(second, "(?s)unsubscribe: <https://hub.hospital.example(/api/unsubscribe/[\\w-]+)>"));
    }

    [Fact]
    public async Task Push_ToASubscribedBrowser_IsReadByItAlone_AndAGoneOneIsForgotten()
    {
        using var browser = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        var pair = browser.ExportParameters(true);
        byte[] point = [4, .. pair.Q.X!, .. pair.Q.Y!];
        var secret = RandomNumberGenerator.GetBytes(16);
        await PutAsync("/api/me/push", new { endpoint = "https://push.example/sub", p256dh = Base64Url.EncodeToString(point), auth = Base64Url.EncodeToString(secret) });
        // The receiver of the test has no certificate; what is looked at here is the same with one.
        await using (var db = database.NewContext()) await db.Set<PushDevice>().Where(d => d.PersonId == chen.Id).ExecuteUpdateAsync(s => s.SetProperty(d => d.Endpoint, receiver.At("/push")), Cancel);
        receiver.Answers.Enqueue(503);

        var pushed = await AddAsync(NoticeChannel.Push, priority: Priority.Urgent);
        await StateAsync(pushed, NotificationState.Sent);

        var calls = receiver.Calls.Where(c => c.Path == "/push").ToList();
        Assert.Equal([503, 201], calls.Select(c => c.Answer));
        Assert.Single(calls.Select(c => c.Headers["topic"]).Distinct());
        Assert.Equal(("aes128gcm", "high", "3600"), (calls[1].Headers["content-encoding"], calls[1].Headers["urgency"], calls[1].Headers["ttl"]));
        var said = await Decrypter.DecryptAsync(calls[1].Body, point, pair.D!, secret);
        Assert.DoesNotContain(Canary, said, StringComparison.Ordinal);
        var shown = await Decrypter.ShownAsync(said);
        Assert.Equal(("Care Hub", "A message waits for you in Care Hub", pushed.ToString(), $"/open/{pushed}", true),
            (shown.GetProperty("title").GetString(), shown.GetProperty("body").GetString(), shown.GetProperty("tag").GetString(), shown.GetProperty("data").GetProperty("url").GetString(), shown.GetProperty("requireInteraction").GetBoolean()));
        await VapidIsRightAsync(calls[1].Headers["authorization"]);

        receiver.Answers.Enqueue(410);
        await StateAsync(await AddAsync(NoticeChannel.Push), NotificationState.Dropped);
        Assert.Equal(0, (await ChannelsAsync()).GetProperty("pushDevices").GetInt32());
    }

    [Fact]
    public async Task Webhook_IsSignedAndRepeatedUnderOneId_AndFollowsNoRedirect()
    {
        var secret = Convert.FromBase64String((await PutAsync("/api/me/webhook", new { address = receiver.At("/hook") })).GetProperty("secret").GetString()!["whsec_".Length..]);
        receiver.Answers.Enqueue(302);

        var told = await AddAsync(NoticeChannel.Webhook);
        await StateAsync(told, NotificationState.Sent);

        var calls = receiver.Calls.Where(c => c.Path == "/hook").ToList();
        Assert.Equal([302, 201], calls.Select(c => c.Answer));
        Assert.DoesNotContain(receiver.Calls, c => c.Path == "/elsewhere");
        Assert.All(calls, call =>
        {
            var (id, at) = (call.Headers["webhook-id"], call.Headers["webhook-timestamp"]);
            Assert.Equal(told.ToString(), id);
            Assert.InRange(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() - long.Parse(at, System.Globalization.CultureInfo.InvariantCulture), 0, 60);
            Assert.Equal("v1," + Convert.ToBase64String(HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes($"{id}.{at}.{Encoding.UTF8.GetString(call.Body)}"))), call.Headers["webhook-signature"]);
            Assert.DoesNotContain(Canary, Encoding.UTF8.GetString(call.Body), StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task SignedOut_ItsBrowserIsToldNothingMore()
    {
        var mei = await host.MemberAsync("mei", connect: false);
        using (var put = await mei.Http.PutAsJsonAsync("/api/me/push", new { endpoint = "https://push.example/mei", p256dh = Base64Url.EncodeToString((byte[])[4, .. new byte[64]]), auth = Base64Url.EncodeToString(new byte[16]) }, Cancel))
            Assert.Equal(HttpStatusCode.NoContent, put.StatusCode);
        using (await mei.Http.PostAsync("/api/sign-out", null, Cancel)) { }
        await StateAsync(await AddAsync(NoticeChannel.Push, to: mei.Id), NotificationState.Dropped);
    }

    private async Task UnsubscribeAsync(string path)
    {
        using var open = new HttpClient { BaseAddress = host.Node.Address };
        Assert.Contains("<form method=\"post\">", await open.GetStringAsync(path, Cancel), StringComparison.Ordinal);
        Assert.Empty(await OffAsync());
        using var answer = await open.PostAsync(path, new FormUrlEncodedContent([new("List-Unsubscribe", "One-Click")]), Cancel);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal([new Unwanted(NoticeKind.Digest, NoticeChannel.Email)], await OffAsync());
        using var forged = await open.PostAsync(path[..^4] + "AAAA", null, Cancel);
        Assert.Equal(HttpStatusCode.NotFound, forged.StatusCode);
    }

    private async Task<IReadOnlyList<Unwanted>> OffAsync()
    {
        await using var db = database.NewContext();
        var row = await db.Set<PreferencesRow>().AsNoTracking().SingleOrDefaultAsync(p => p.Person == chen.Id, Cancel);
        return row is null ? [] : JsonSerializer.Deserialize<NotificationPreferences>(row.Settings, Core.Rooms.Vocabulary.Json)!.Off;
    }

    /// <summary>RFC 8292: signed by the key that browsers subscribed with, for this service, for a day at most.</summary>
    private async Task VapidIsRightAsync(string authorization)
    {
        var parts = Regex.Match(authorization, @"^vapid t=([\w-]+)\.([\w-]+)\.([\w-]+), k=([\w-]+)$").Groups;
        Assert.Equal((await ChannelsAsync()).GetProperty("pushKey").GetString(), parts[4].Value);
        var point = Base64Url.DecodeFromChars(parts[4].Value);
        using var key = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new() { X = point[1..33], Y = point[33..] } });
        using var head = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[1].Value));
        Assert.Equal("ES256", head.RootElement.GetProperty("alg").GetString());
        Assert.True(key.VerifyData(Encoding.ASCII.GetBytes($"{parts[1].Value}.{parts[2].Value}"), Base64Url.DecodeFromChars(parts[3].Value), HashAlgorithmName.SHA256));
        using var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[2].Value));
        Assert.Equal((receiver.At(""), "mailto:care-hub@hospital.example"), (claims.RootElement.GetProperty("aud").GetString(), claims.RootElement.GetProperty("sub").GetString()));
        Assert.InRange(claims.RootElement.GetProperty("exp").GetInt64() - TimeProvider.System.GetUtcNow().ToUnixTimeSeconds(), 1, 24 * 3600);
    }

    private Task<JsonElement> ChannelsAsync() => chen.Http.GetFromJsonAsync<JsonElement>("/api/me/channels", Cancel);

    private async Task<JsonElement> PutAsync(string path, object body)
    {
        using var answer = await chen.Http.PutAsJsonAsync(path, body, Cancel);
        var text = await answer.Content.ReadAsStringAsync(Cancel);
        Assert.True(answer.IsSuccessStatusCode, $"{text} {host.Logs}");
        return text.Length == 0 ? default : JsonDocument.Parse(text).RootElement;
    }

    private async Task<Guid> AddAsync(NoticeChannel channel, NoticeKind kind = NoticeKind.Nudge, Priority priority = Priority.Important, Guid? to = null)
    {
        var now = TimeProvider.System.GetUtcNow();
        var id = Ids.New(now);
        await using var db = database.NewContext();
        db.Add(new NotificationRow { Id = id, Key = $"test/{id}", Kind = kind, Person = to ?? chen.Id, Channel = channel, Priority = priority, Room = room, Seq = 2, Why = "", CreatedAt = now, DueAt = now });
        await db.SaveChangesAsync(Cancel);
        return id;
    }

    private Task StateAsync(Guid id, NotificationState state)
    {
        NotificationRow? row = null;
        return Machine.UntilAsync(async () =>
        {
            await using var db = database.NewContext();
            row = await db.Set<NotificationRow>().AsNoTracking().SingleAsync(n => n.Id == id, Cancel);
            return row.State == state;
        }, Soon, () => $"{row?.State} after {row?.Attempts}: {row?.Error}\n{host.Logs}");
    }

    private async Task<ReceivedMail> MailAsync(Func<ReceivedMail, bool> which)
    {
        await Machine.UntilAsync(() => Task.FromResult(mails.Mails.Any(which)), Soon, () => $"No such mail. {host.Logs}");
        return mails.Mails.Last(which);
    }

    /// <summary>With the soft breaks and escapes of quoted-printable, base64 parts and folded headers undone.</summary>
    private static string Plain(ReceivedMail mail)
    {
        var text = mail.Text.Replace("=\r\n", "", StringComparison.Ordinal).Replace("=3D", "=", StringComparison.Ordinal);
        text = Regex.Replace(text, "\r\n[ \t]+", " ");
        return Regex.Replace(text, @"(?im)(content-transfer-encoding: base64\r\n(?:[\w-]+:[^\r]*\r\n)*\r\n)((?:[A-Za-z0-9+/=]+\r\n)+)", m => m.Groups[1].Value + Encoding.UTF8.GetString(Convert.FromBase64String(m.Groups[2].Value.Replace("\r\n", "", StringComparison.Ordinal))));
    }

    private static string Found(ReceivedMail mail, string pattern) => Regex.Match(Plain(mail), pattern, RegexOptions.IgnoreCase) is { Success: true } m ? m.Groups[1].Value : throw new InvalidOperationException($"No {pattern} in: {Plain(mail)}");
}
