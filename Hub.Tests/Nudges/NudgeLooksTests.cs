using Hub.Core.Data;
using Hub.Core.Notifications;
using Hub.Core.People;
using Hub.Core.Rooms.Asks;
using Hub.Core.Rooms.Messages;
using Hub.Tests.Journal;
using Hub.Tests.Support;

namespace Hub.Tests.Nudges;

/// <summary>What is open is looked at again when it becomes another's, or when whoever is asked is back.</summary>
public sealed class NudgeLooksTests(TestServers servers)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Cover_WhoTakesItOver_IsNudgedForThemselves(Engine engine)
    {
        await using var host = await NudgeHost.StartAsync(engine, servers);
        var t = host.Team;
        await host.PreferAsync(t.Chen, NudgeHost.AlwaysThere with { AwayUntil = t.Clock.GetUtcNow().AddDays(3), StandIn = t.Jonas });
        var seq = await host.AskAsync(Priority.Important, within: 10);
        await host.PassAsync(TimeSpan.FromMinutes(11));
        Assert.Equal(["added jonas@10", "cover jonas@10"], await host.ToldAsync());

        await t.Host.Say(t.Jonas, host.Channel, new HandOnAsk(seq, t.Jonas, t.Chen));
        await host.PassAsync(TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1));

        Assert.Equal("nudged jonas@12", (await host.ToldAsync())[^1]);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Person_WhoIsBackEarly_IsNudgedThen(Engine engine)
    {
        await using var host = await NudgeHost.StartAsync(engine, servers);
        var t = host.Team;
        await host.PreferAsync(t.Chen, NudgeHost.AlwaysThere with { AwayUntil = t.Clock.GetUtcNow().AddDays(3) });
        await host.AskAsync(Priority.Important, within: 10);
        await host.PassAsync(TimeSpan.FromHours(2), TimeSpan.FromMinutes(10));
        Assert.Empty(await host.ToldAsync());

        await new PreferencesBook(host.Factory, t.Host.Database, new PeopleDirectory(host.Factory), t.Host.Reader, t.Clock).SetAsync(t.Chen, new() { Zone = "UTC" }, Cancel);
        await host.PassAsync(TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1));

        Assert.Equal(["nudged chen@121"], await host.ToldAsync());
    }
}
