using Hub.Core;
using Hub.Core.Data;
using Hub.Core.People;
using Hub.Core.Sessions;
using Hub.Tests.Data;
using Hub.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Hub.Tests.Sessions;

public sealed class SessionStoreTests(TestServers servers)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task EndedAmong_EndedLockedDisabledAndUnknown_NamesExactlyThose(Engine engine)
    {
        await using var own = await OwnDatabase.MigratedAsync(engine, servers);
        var store = new SessionStore(new Contexts(own.Database), TimeProvider.System);
        var (amara, chen) = (await AddPersonAsync(own.Database, "amara"), await AddPersonAsync(own.Database, "chen"));
        var open = await store.StartAsync(amara, "Firefox on Linux", Cancel);
        var ended = await store.StartAsync(amara, "Chrome on Android", Cancel);
        var locked = await store.StartAsync(amara, "Safari on iPhone", Cancel);
        var ofDisabled = await store.StartAsync(chen, "Edge on Windows", Cancel);
        var unknown = Ids.New(TimeProvider.System.GetUtcNow());

        Assert.True(await store.EndAsync(amara, ended, Cancel));
        await store.LockAsync(locked, Cancel);
        await using (var db = own.Database.NewContext())
            await db.Users.Where(p => p.Id == chen).ExecuteUpdateAsync(s => s.SetProperty(p => p.Disabled, true), Cancel);

        Assert.Equal(new[] { ended, locked, ofDisabled, unknown }.Order(), (await store.EndedAmong([open, ended, locked, ofDisabled, unknown], Cancel)).Order());
        await store.UnlockAsync(locked, Cancel);
        Assert.DoesNotContain(locked, await store.EndedAmong([open, locked], Cancel));
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task EndAsync_SessionOfSomebodyElse_DoesNothing(Engine engine)
    {
        await using var own = await OwnDatabase.MigratedAsync(engine, servers);
        var store = new SessionStore(new Contexts(own.Database), TimeProvider.System);
        var session = await store.StartAsync(await AddPersonAsync(own.Database, "amara"), "", Cancel);

        Assert.False(await store.EndAsync(await AddPersonAsync(own.Database, "chen"), session, Cancel));

        Assert.False((await store.FindAsync(session, Cancel))!.Ended);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task FindAsync_NotUsedForAWeek_IsOver(Engine engine)
    {
        await using var own = await OwnDatabase.MigratedAsync(engine, servers);
        var person = await AddPersonAsync(own.Database, "amara");
        var session = await new SessionStore(new Contexts(own.Database), TimeProvider.System).StartAsync(person, "", Cancel);
        var later = new SessionStore(new Contexts(own.Database), new Ahead(SessionStore.IdleLimit + TimeSpan.FromMinutes(1)));

        Assert.True((await later.FindAsync(session, Cancel))!.Ended);
        Assert.Empty(await later.ListAsync(person, session, Cancel));
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task SeenAsync_WithinAMinute_WritesOnce(Engine engine)
    {
        await using var own = await OwnDatabase.MigratedAsync(engine, servers);
        var person = await AddPersonAsync(own.Database, "amara");
        var now = new SessionStore(new Contexts(own.Database), TimeProvider.System);
        var session = await now.StartAsync(person, "", Cancel);
        var started = (await now.FindAsync(session, Cancel))!;

        await now.SeenAsync(started, Cancel);
        Assert.Equal(started.LastSeenAt, (await now.FindAsync(session, Cancel))!.LastSeenAt);

        await new SessionStore(new Contexts(own.Database), new Ahead(TimeSpan.FromMinutes(2))).SeenAsync(started, Cancel);
        Assert.True((await now.FindAsync(session, Cancel))!.LastSeenAt > started.LastSeenAt + TimeSpan.FromMinutes(1));
    }

    private static async Task<Guid> AddPersonAsync(Database database, string user)
    {
        await using var db = database.NewContext();
        var person = new Person { Id = Ids.New(TimeProvider.System.GetUtcNow()), UserName = user, NormalizedUserName = user.ToUpperInvariant(), DisplayName = user, Discipline = "nurse" };
        db.Users.Add(person);
        await db.SaveChangesAsync(Cancel);
        return person.Id;
    }

    private sealed class Contexts(Database database) : IDbContextFactory<HubDb>
    {
        public HubDb CreateDbContext() => database.NewContext();
    }

    private sealed class Ahead(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + by;
    }
}
