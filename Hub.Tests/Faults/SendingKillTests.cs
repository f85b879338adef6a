using System.Net.Http.Json;
using Hub.Core;
using Hub.Core.Data;
using Hub.Core.Notifications;
using Hub.Core.Rooms.Messages;
using Hub.Tests.Channels;
using Hub.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Hub.Tests.Faults;

/// <summary>A server killed around a send: the receiver hears of each notice under one id, and each is noted as sent once. One kill in CI, three a round in infra/soak.</summary>
public class SendingKillTests
{
    private static readonly int Kills = Soak.On ? Soak.Rounds * 3 : 1;
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Kill9_AroundSends_EachNoticeIsToldUnderOneIdAndNotedOnce()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var host = await HubHost.StartAsync(Engine.Sqlite, people: 1, settings: [("Hub__Webhooks__AllowPrivate", "true")]);
        await using var database = host.OpenDatabase();
        var chen = await host.MemberAsync("person-0001", connect: false);
        using (var set = await chen.Http.PutAsJsonAsync("/api/me/webhook", new { address = receiver.At("/hook") }, Cancel)) set.EnsureSuccessStatusCode();
        var all = new List<Guid>();

        for (var kill = 0; kill < Kills; kill++)
        {
            all.AddRange(await AddAsync(database, chen.Id, 40));
            var heard = receiver.Calls.Count;
            await Machine.UntilAsync(() => Task.FromResult(receiver.Calls.Count > heard), TimeSpan.FromSeconds(30), () => $"Nothing is sent. {host.Logs}");
            await Task.Delay(Random.Shared.Next(30), Cancel);
            await host.Node.KillAsync();
            await EndLeasesAsync(database);
            await host.Node.StartAsync();
        }

        List<NotificationRow> rows = [];
        await Machine.UntilAsync(async () => (rows = await RowsAsync(database)).All(r => r.State == NotificationState.Sent), TimeSpan.FromSeconds(60),
            () => $"Not sent: {string.Join("; ", rows.Where(r => r.State != NotificationState.Sent).Select(r => $"{r.State}, {r.Attempts} tries, {r.Error}, until {r.LeaseUntil}"))} {host.Logs}");
        var ids = receiver.Calls.Select(c => Guid.Parse(c.Headers["webhook-id"])).ToList();
        Assert.Equal(all.Order(), rows.Select(r => r.Id).Order());
        Assert.Equal(all.Order(), ids.Distinct().Order());
        FaultTests.Say($"{Kills} kills: {all.Count} notices, {ids.Count - all.Count} told again under the same id, each noted once");
    }

    private static async Task<IReadOnlyList<Guid>> AddAsync(Database database, Guid person, int count)
    {
        var now = TimeProvider.System.GetUtcNow();
        await using var db = database.NewContext();
        var rows = Enumerable.Range(0, count).Select(_ => Ids.New(now)).Select(id => new NotificationRow
        {
            Id = id, Key = $"test/{id}", Kind = NoticeKind.Nudge, Person = person, Channel = NoticeChannel.Webhook, Priority = Priority.Important, Why = "", CreatedAt = now, DueAt = now,
        }).ToList();
        db.AddRange(rows);
        await db.SaveChangesAsync(Cancel);
        return [.. rows.Select(r => r.Id)];
    }

    // Two minutes pass at once.
    private static async Task EndLeasesAsync(Database database)
    {
        await using var db = database.NewContext();
        await db.Set<NotificationRow>().Where(n => n.State == NotificationState.Waiting).ExecuteUpdateAsync(s => s.SetProperty(n => n.LeaseUntil, (DateTimeOffset?)null), Cancel);
    }

    private static async Task<List<NotificationRow>> RowsAsync(Database database)
    {
        await using var db = database.NewContext();
        return await db.Set<NotificationRow>().AsNoTracking().Where(n => n.Key.StartsWith("test/")).ToListAsync(Cancel);
    }
}
