using System.Buffers.Text;
using System.Net.Mail;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Hub.Core.Data;
using Hub.Core.Journal;
using Hub.Core.Rooms;
using Microsoft.EntityFrameworkCore;

namespace Hub.Core.Notifications.Contacts;

/// <param name="Confirmed">Whoever reads there has said that it is theirs; before that nothing but the question goes there.</param>
public sealed record MailContact(string Address, bool Confirmed);

/// <summary>Where people get mail. The links in it are proofs, MACs under a key derived from the master key, so nothing of them is stored.</summary>
public sealed class MailAddresses(IDbContextFactory<HubDb> databases, MasterKey master)
{
    private const int MacSize = 16, IdSize = 16;
    private readonly byte[] _key = master.Derive("mail-links");

    /// <summary>The address of a person who may sign in; null when there is none.</summary>
    public async Task<MailContact?> OfAsync(Guid person, CancellationToken ct = default)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.Users.AsNoTracking().Where(p => p.Id == person && !p.Disabled && p.Email != null).Select(p => new MailContact(p.Email!, p.EmailConfirmed)).SingleOrDefaultAsync(ct);
    }

    /// <summary>Sets or takes away the caller's own address.</summary>
    /// <returns>The token that confirms it; null when there is nothing to confirm.</returns>
    /// <exception cref="Refusal">400: no mail address.</exception>
    public async Task<string?> SetAsync(Guid person, string? address, CancellationToken ct = default)
    {
        var said = string.IsNullOrWhiteSpace(address) ? null : address.Trim();
        if (said is not null && (said.Length > 254 || !MailAddress.TryCreate(said, out var parsed) || parsed.Address != said || said.Any(char.IsControl)))
            throw Refusal.Malformed("This is no mail address.");
        await using var db = await databases.CreateDbContextAsync(ct);
        var normal = said?.ToUpperInvariant();
        await db.Users.Where(p => p.Id == person && p.Email != said)
            .ExecuteUpdateAsync(s => s.SetProperty(p => p.Email, said).SetProperty(p => p.NormalizedEmail, normal).SetProperty(p => p.EmailConfirmed, false), ct);
        return said is null ? null : Base64Url.EncodeToString(Mac("confirm", person, said));
    }

    /// <summary>The caller shows what was sent to their address.</summary>
    /// <exception cref="Refusal">404: it was sent to another person or to an earlier address.</exception>
    public async Task ConfirmAsync(Guid person, string token, CancellationToken ct = default)
    {
        if (await OfAsync(person, ct) is not { } contact || !IsMac(token, Mac("confirm", person, contact.Address)))
            throw Refusal.NotFound("This link is not for you, or for an address that you have changed since. Sign in as yourself, or have it sent again.");
        await using var db = await databases.CreateDbContextAsync(ct);
        await db.Users.Where(p => p.Id == person && p.Email == contact.Address).ExecuteUpdateAsync(s => s.SetProperty(p => p.EmailConfirmed, true), ct);
    }

    /// <summary>What stands in a digest's mail, so that one click ends them (RFC 8058).</summary>
    public string UnsubscribeToken(Guid person) => Base64Url.EncodeToString([.. person.ToByteArray(bigEndian: true), .. Mac("no-digest", person, "")]);

    /// <summary>Whose token this is; null when it is nobody's.</summary>
    public Guid? OwnerOf(string token)
    {
        var bytes = new byte[IdSize + MacSize];
        if (token.Length > 64 || !Base64Url.IsValid(token) || !Base64Url.TryDecodeFromChars(token, bytes, out var size) || size != bytes.Length) return null;
        var person = new Guid(bytes.AsSpan(0, IdSize), bigEndian: true);
        return CryptographicOperations.FixedTimeEquals(bytes.AsSpan(IdSize), Mac("no-digest", person, "")) ? person : null;
    }

    /// <summary>No more digests by mail for this person. Doing it twice changes nothing.</summary>
    public async Task UnsubscribeAsync(Guid person, CancellationToken ct = default)
    {
        var digests = new Unwanted(NoticeKind.Digest, NoticeChannel.Email);
        await using var db = await databases.CreateDbContextAsync(ct);
        var row = await db.Set<PreferencesRow>().SingleOrDefaultAsync(p => p.Person == person, ct);
        var now = row is null ? new NotificationPreferences() : JsonSerializer.Deserialize<NotificationPreferences>(row.Settings, Vocabulary.Json)!;
        if (now.Off.Contains(digests)) return;
        var settings = JsonSerializer.Serialize(now with { Off = [.. now.Off, digests] }, Vocabulary.Json);
        if (row is null) db.Add(new PreferencesRow { Person = person, Settings = settings });
        else row.Settings = settings;
        await db.SaveChangesAsync(ct);
    }

    private byte[] Mac(string what, Guid person, string address) => HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"{what}\n{person:N}\n{address}"))[..MacSize];

    private static bool IsMac(string token, byte[] expected) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(token), Encoding.UTF8.GetBytes(Base64Url.EncodeToString(expected)));
}
