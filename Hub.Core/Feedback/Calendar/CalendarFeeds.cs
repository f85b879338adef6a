using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Hub.Core.Data;
using Hub.Core.Journal;
using Microsoft.EntityFrameworkCore;

namespace Hub.Core.Feedback.Calendar;

/// <summary>The calendar that a person's own program fetches by a secret address. The key is told once; the table has the SHA-256 of its secret.</summary>
public sealed class CalendarFeeds(IDbContextFactory<HubDb> databases, TimeProvider clock)
{
    private const int SecretBytes = 32;
    private static readonly TimeSpan StillShown = TimeSpan.FromDays(90);

    /// <summary>Since when the person has an address; null: they have none.</summary>
    public async Task<DateTimeOffset?> SinceAsync(Guid person, CancellationToken cancel = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        return await db.CalendarFeeds.Where(f => f.PersonId == person).Select(f => (DateTimeOffset?)f.CreatedAt).SingleOrDefaultAsync(cancel);
    }

    /// <summary>A new key; the one before stops working.</summary>
    public async Task<string> IssueAsync(Guid person, CancellationToken cancel = default)
    {
        var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));
        var now = clock.GetUtcNow();
        var feed = new CalendarFeed { Id = Ids.New(now), PersonId = person, SecretHash = Hash(secret), CreatedAt = now };
        await using var db = await databases.CreateDbContextAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await db.CalendarFeeds.Where(f => f.PersonId == person).ExecuteDeleteAsync(cancel);
        db.CalendarFeeds.Add(feed);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return $"{feed.Id:N}.{secret}";
    }

    public async Task RevokeAsync(Guid person, CancellationToken cancel = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        await db.CalendarFeeds.Where(f => f.PersonId == person).ExecuteDeleteAsync(cancel);
    }

    /// <summary>The calendar (text/calendar) of whoever has this key; null: nobody has, or they are disabled.</summary>
    public async Task<string?> ReadAsync(string? key, CancellationToken cancel = default)
    {
        if (key?.Split('.') is not [var id, var secret] || !Guid.TryParseExact(id, "N", out var known)) return null;
        await using var db = await databases.CreateDbContextAsync(cancel);
        var feed = await db.CalendarFeeds.AsNoTracking().SingleOrDefaultAsync(f => f.Id == known && db.Users.Any(u => u.Id == f.PersonId && !u.Disabled), cancel);
        // Always compared, and in constant time: how long the answer takes tells nothing.
        if (!CryptographicOperations.FixedTimeEquals(Hash(secret), feed?.SecretHash ?? new byte[SHA256.HashSizeInBytes]) || feed is null) return null;
        var since = Instant.ToMicros(clock.GetUtcNow() - StillShown);
        var series = await SeriesReader.TimetablesAsync(db, db.Series.Where(s => (s.EndedAt == null || s.EndedAt > since) && db.Set<MemberRow>().Any(m => m.Room == s.Room && m.User == feed.PersonId)).OrderBy(s => s.Room), cancel);
        return CalendarWriter.Write(series.Select(s => new CalendarSeries(s.Row.Room, s.Table, s.Row.Sequence)), clock.GetUtcNow());
    }

    private static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}
