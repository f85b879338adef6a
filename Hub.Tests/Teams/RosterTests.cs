using Hub.Core;
using Hub.Core.Data;
using Hub.Core.People;
using Hub.Core.Teams;
using Hub.Tests.Data;
using Hub.Tests.Journal;
using Hub.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Hub.Tests.Teams;

/// <summary>Teams and their roster on both engines: who may change them, and that no two people hold one role.</summary>
public sealed class RosterTests(TestServers servers)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Team_OnlyItsLeadsAndAdministratorsChangeIt_AndTheLastLeadStays(Engine engine)
    {
        await using var t = await TeamHost.StartAsync(engine, servers);
        await Do.Refused(403, () => t.Book.SetMemberAsync(t.As(t.Chen), t.Team, t.Chen, true, Cancel));
        await Do.Refused(403, () => t.Book.AddRoleAsync(t.As(t.Chen), t.Team, "Night", null, Cancel));
        await Do.Refused(404, () => t.Book.SetMemberAsync(t.As(t.Rosa), Do.NewId(), t.Chen, true, Cancel));
        await Do.Refused(400, () => t.Book.SetMemberAsync(t.As(t.Rosa), t.Team, Do.NewId(), false, Cancel));
        await Do.Refused(400, () => t.Book.AddRoleAsync(t.As(t.Rosa), t.Team, "\u200b", null, Cancel));
        await Do.Refused(400, () => t.Book.CreateAsync(t.As(t.Rosa), " \ufeff", [], null, Cancel));
        await Do.Refused(409, () => t.Book.RemoveMemberAsync(t.As(t.Rosa), t.Team, t.Rosa, Cancel));
        await Do.Refused(409, () => t.Book.SetMemberAsync(t.As(t.Rosa), t.Team, t.Rosa, false, Cancel));

        await t.Book.SetMemberAsync(new TeamCaller(t.Amara, IsAdmin: true), t.Team, t.Chen, true, Cancel);
        await t.Book.RemoveMemberAsync(t.As(t.Rosa), t.Team, t.Rosa, Cancel);

        var team = Assert.Single(await t.Directory.AllAsync(Cancel), x => x.Id == t.Team);
        Assert.Equal([new TeamMemberView(t.Chen, true), new TeamMemberView(t.Amara, false)], team.Members);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Shifts_ThatOverlap_AreRefused_HoweverManyAskAtOnce(Engine engine)
    {
        await using var t = await TeamHost.StartAsync(engine, servers);
        var from = t.Clock.GetUtcNow().AddHours(1);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(async i =>
        {
            var refused = await Record.ExceptionAsync(() => t.Roster.AddAsync(t.As(t.Rosa), t.Role, i % 2 == 0 ? t.Chen : t.Amara, from.AddMinutes(i), from.AddHours(8), Cancel));
            return (refused as Core.Rooms.Refusal)?.Status ?? (refused is null ? 200 : 500);
        }));

        Assert.Equal([200, .. Enumerable.Repeat(409, 7)], answers.Order());
        Assert.Single(await t.Roster.ShiftsAsync(t.Role, from, from.AddDays(1), Cancel));
        await t.Roster.AddAsync(t.As(t.Rosa), t.Role, t.Amara, from.AddHours(8), from.AddHours(9), Cancel);
        await Do.Refused(400, () => t.Roster.AddAsync(t.As(t.Rosa), t.Role, t.Chen, from.AddHours(20), from.AddHours(20), Cancel));
        await Do.Refused(400, () => t.Roster.AddAsync(t.As(t.Rosa), t.Role, t.Jonas, from.AddHours(20), from.AddHours(21), Cancel));
        await Do.Refused(400, () => t.Roster.AddAsync(t.As(t.Rosa), t.Role, t.Chen, from.AddDays(-3), from.AddDays(-2), Cancel));
        await Do.Refused(403, () => t.Roster.AddAsync(t.As(t.Chen), t.Role, t.Chen, from.AddHours(20), from.AddHours(21), Cancel));
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task HandOver_ByTheHolder_EndsTheirShiftNow_AndStopsAtTheNextOne(Engine engine)
    {
        await using var t = await TeamHost.StartAsync(engine, servers);
        var now = t.Clock.GetUtcNow();
        await t.Roster.AddAsync(t.As(t.Rosa), t.Role, t.Chen, now, now.AddHours(8), Cancel);
        await t.Roster.AddAsync(t.As(t.Rosa), t.Role, t.Rosa, now.AddHours(8), now.AddHours(16), Cancel);
        t.Clock.Advance(TimeSpan.FromHours(2));

        await Do.Refused(403, () => t.Roster.HandOverAsync(t.As(t.Amara), t.Role, t.Amara, null, Cancel));
        await Do.Refused(409, () => t.Roster.HandOverAsync(t.As(t.Chen), t.Role, t.Chen, null, Cancel));
        await t.Roster.HandOverAsync(t.As(t.Chen), t.Role, t.Amara, now.AddHours(12), Cancel);

        var shifts = await t.Roster.ShiftsAsync(t.Role, now, now.AddDays(1), Cancel);
        Assert.Equal([(t.Chen, now, now.AddHours(2)), (t.Amara, now.AddHours(2), now.AddHours(8)), (t.Rosa, now.AddHours(8), now.AddHours(16))],
            shifts.Select(s => (s.PersonId, s.From, s.To)));
        var duty = (await t.Roster.NowAsync([t.Role], Cancel))[t.Role];
        Assert.Equal((t.Amara, Instant.ToMicros(now.AddHours(2))), (duty.Holder, duty.AsOf));
        await Do.Refused(409, () => t.Book.RemoveMemberAsync(t.As(t.Rosa), t.Team, t.Amara, Cancel));
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Remove_OfThePresentShift_EndsItNow_AndWhatWasStays(Engine engine)
    {
        await using var t = await TeamHost.StartAsync(engine, servers);
        var now = t.Clock.GetUtcNow();
        var shift = await t.Roster.AddAsync(t.As(t.Rosa), t.Role, t.Chen, now, now.AddHours(8), Cancel);
        t.Clock.Advance(TimeSpan.FromHours(1));

        await t.Roster.RemoveAsync(t.As(t.Rosa), t.Role, shift, Cancel);

        Assert.Equal(now.AddHours(1), Assert.Single(await t.Roster.ShiftsAsync(t.Role, now, now.AddDays(1), Cancel)).To);
        Assert.Null((await t.Roster.NowAsync([t.Role], Cancel))[t.Role].Holder);
        await Do.Refused(409, () => t.Roster.RemoveAsync(t.As(t.Rosa), t.Role, shift, Cancel));
    }
}
