using System.Security.Cryptography;
using Hub.Core.Data;
using Hub.Core.Journal;
using Hub.Core.Rooms;
using Hub.Core.Teams;
using Microsoft.EntityFrameworkCore;

namespace Hub.Core.Notifications.Contacts;

/// <param name="Secret">32 bytes that calls are signed with.</param>
/// <param name="Told">What it is called for; at least one.</param>
public sealed record WebhookTarget(Guid Id, Uri Address, byte[] Secret, IReadOnlyList<NotificationRow> Told);

/// <summary>Addresses that are called: one of a person's own, and one of each team, which its leads set. The secret is told once, to who sets it.</summary>
public sealed class Webhooks(IDbContextFactory<HubDb> databases, TeamConcerns concerns, MasterKey master, TimeProvider clock)
{
    private const int SecretSize = 32;
    private readonly KeySealer _sealer = new(master.Derive("webhook-secrets"));

    /// <summary>Sets or takes away one's own address; the new secret, or null when there is none any more.</summary>
    /// <exception cref="Refusal">400: no http(s) address.</exception>
    public async Task<byte[]?> SetOwnAsync(Guid person, string? address, CancellationToken ct = default)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await SetAsync(db, db.Set<Webhook>().Where(w => w.PersonId == person), new() { PersonId = person }, address, ct);
    }

    /// <exception cref="Refusal">400: no http(s) address. 403: not a lead. 404: no such team.</exception>
    public async Task<byte[]?> SetOfTeamAsync(TeamCaller caller, Guid team, string? address, CancellationToken ct = default)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        await TeamBook.RequireLeadAsync(db, caller, team, ct);
        return await SetAsync(db, db.Set<Webhook>().Where(w => w.TeamId == team), new() { TeamId = team }, address, ct);
    }

    public async Task<string?> OwnAsync(Guid person, CancellationToken ct = default)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.Set<Webhook>().Where(w => w.PersonId == person).Select(w => w.Address).SingleOrDefaultAsync(ct);
    }

    /// <exception cref="Refusal">403: not a lead. 404: no such team.</exception>
    public async Task<string?> OfTeamAsync(TeamCaller caller, Guid team, CancellationToken ct = default)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        await TeamBook.RequireLeadAsync(db, caller, team, ct);
        return await db.Set<Webhook>().Where(w => w.TeamId == team).Select(w => w.Address).SingleOrDefaultAsync(ct);
    }

    /// <summary>What is called when a person is told something: their own address for all of it, and those of their teams for what concerns the team.</summary>
    public async Task<IReadOnlyList<WebhookTarget>> ForAsync(Guid person, IReadOnlyList<NotificationRow> told, CancellationToken ct = default)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var hooks = await db.Set<Webhook>().AsNoTracking()
            .Where(w => w.PersonId == person || db.TeamMembers.Any(m => m.TeamId == w.TeamId && m.PersonId == person)).OrderBy(w => w.Id).ToListAsync(ct);
        var ofTeams = await concerns.OfAsync(told, [.. hooks.Select(w => w.TeamId).OfType<Guid>()], ct);
        return [.. hooks.Select(w => (Hook: w, Told: w.TeamId is { } team ? [.. told.Where(n => ofTeams[team].Contains(n.Id))] : told)).Where(h => h.Told.Count > 0)
            .Select(h => new WebhookTarget(h.Hook.Id, new Uri(h.Hook.Address), _sealer.Open(h.Hook.Id.ToString(), h.Hook.Secret), h.Told))];
    }

    private async Task<byte[]?> SetAsync(HubDb db, IQueryable<Webhook> present, Webhook webhook, string? address, CancellationToken ct)
    {
        var said = string.IsNullOrWhiteSpace(address) ? null : address.Trim();
        if (said is not null && (said.Length > ContactTables.LongestAddress || !Uri.TryCreate(said, UriKind.Absolute, out var uri) || uri.Scheme is not ("https" or "http") || uri.UserInfo.Length > 0))
            throw Refusal.Malformed("An address that is called begins with https:// or http://, and names nobody before the host.");
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await present.ExecuteDeleteAsync(ct);
        var secret = said is null ? null : RandomNumberGenerator.GetBytes(SecretSize);
        if (said is not null)
        {
            var now = clock.GetUtcNow();
            (webhook.Id, webhook.Address, webhook.CreatedAt) = (Ids.New(now), said, now);
            webhook.Secret = _sealer.Seal(webhook.Id.ToString(), secret);
            db.Add(webhook);
            await db.SaveChangesAsync(ct);
        }
        await transaction.CommitAsync(ct);
        return secret;
    }
}
