using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Hub.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Hub.Core.People;

/// <summary>Makes and finds one-time links. The token itself is told once, to whoever made the link; the table has its SHA-256.</summary>
public sealed class OneTimeLinks(HubDb db, TimeProvider clock)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);

    private const int TokenBytes = 32;

    /// <summary>Stores <paramref name="link"/> with a fresh id, token and end, and returns the token (43 characters, base64url).</summary>
    public async Task<string> IssueAsync(OneTimeLink link, CancellationToken ct = default)
    {
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenBytes));
        var now = clock.GetUtcNow();
        link.Id = Ids.New(now);
        link.TokenHash = Hash(token);
        link.CreatedAt = now;
        link.ExpiresAt = now + Lifetime;
        db.Links.Add(link);
        await db.SaveChangesAsync(ct);
        return token;
    }

    /// <summary>The link of this token while it can still be used; null otherwise.</summary>
    public async Task<OneTimeLink?> FindAsync(string token, LinkKind[] kinds, CancellationToken ct = default)
    {
        var hash = Hash(token);
        var now = clock.GetUtcNow();
        var link = await db.Links.AsNoTracking().SingleOrDefaultAsync(l => l.TokenHash == hash && l.UsedAt == null && l.ExpiresAt > now, ct);
        return link is not null && kinds.Contains(link.Kind) ? link : null;
    }

    /// <summary>Marks the link as used; false when another request was first. Part of the caller's transaction, which undoes it on failure.</summary>
    public async Task<bool> UseAsync(OneTimeLink link, CancellationToken ct = default)
    {
        var now = clock.GetUtcNow();
        return await db.Links.Where(l => l.Id == link.Id && l.UsedAt == null).ExecuteUpdateAsync(s => s.SetProperty(l => l.UsedAt, now), ct) == 1;
    }

    /// <summary>Invitations that nobody has taken up yet, newest first.</summary>
    public Task<List<OneTimeLink>> OpenInvitationsAsync(CancellationToken ct = default)
    {
        var now = clock.GetUtcNow();
        return db.Links.AsNoTracking().Where(l => l.Kind == LinkKind.Invitation && l.UsedAt == null && l.ExpiresAt > now)
            .OrderByDescending(l => l.CreatedAt).ToListAsync(ct);
    }

    /// <summary>Takes back an open invitation; false when there is none of this id.</summary>
    public async Task<bool> WithdrawAsync(Guid id, CancellationToken ct = default) =>
        await db.Links.Where(l => l.Id == id && l.Kind == LinkKind.Invitation && l.UsedAt == null).ExecuteDeleteAsync(ct) == 1;

    /// <summary>Takes back every open link of a kind (and of a person), so that only the newest one works.</summary>
    public Task WithdrawAllAsync(LinkKind kind, Guid? person = null, CancellationToken ct = default) =>
        db.Links.Where(l => l.Kind == kind && l.PersonId == person && l.UsedAt == null).ExecuteDeleteAsync(ct);

    private static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
