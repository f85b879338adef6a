using Hub.Core.Data;
using Hub.Core.Nudges;
using Hub.Core.Rooms.Asks;
using Hub.Core.Rooms.Messages;
using Hub.Tests.Journal;
using Hub.Tests.Support;

namespace Hub.Tests.Nudges;

public sealed class NudgePolicyTests(TestServers servers)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task ALead_ChangesThePolicy_VersionByVersion_AndWhatIsOpenGoesByIt(Engine engine)
    {
        await using var host = await NudgeHost.StartAsync(engine, servers);
        var t = host.Team;
        var faster = NudgePolicy.Standard with { Urgent = new(1, [new LadderStep(NudgeStep.Person, [0, 3], 5)]) };
        await Do.Refused(403, () => host.Policies.ChangeAsync(t.As(t.Chen), t.Team, 0, faster, Cancel));
        await Do.Refused(404, () => host.Policies.OfAsync(Do.NewId(), Cancel));
        await host.AskAsync(Priority.Urgent);
        await host.PassAsync(TimeSpan.FromMinutes(2));
        Assert.Equal(1, await host.Policies.ChangeAsync(t.As(t.Rosa), t.Team, 0, faster, Cancel));
        await Do.Refused(409, () => host.Policies.ChangeAsync(t.As(t.Rosa), t.Team, 0, faster, Cancel));
        Assert.Equal(2, await host.Policies.ChangeAsync(t.As(t.Rosa), t.Team, 1, faster, Cancel));
        Assert.Equal(2, (await host.Policies.OfAsync(t.Team, Cancel)).Version);
        await host.PassAsync(TimeSpan.FromMinutes(8), TimeSpan.FromMinutes(1));
        Assert.Equal(["nudged chen@3", "nudged chen@6", "nobody@8"], await host.ToldAsync());
    }

    [Fact]
    public void Fault_OfWhatReachesNobodyOrOutOfBounds_IsSaid()
    {
        Assert.Null(NudgePolicy.Standard.Fault(hasRoles: true));
        Assert.NotNull(NudgePolicy.Standard.Fault(hasRoles: false));
        LadderStep person = new(NudgeStep.Person, [0, 10], 20), lead = new(NudgeStep.Lead, [0], 10);
        foreach (var steps in (LadderStep[][])[[], [lead], [lead, person], [person, person], [person with { At = [] }], [person with { At = [1] }], [person with { At = [0, 0] }], [person with { Then = 10 }], [person with { Then = 100_000 }]])
            Assert.NotNull((NudgePolicy.Standard with { Urgent = new(5, steps) }).Fault(hasRoles: true));
        Assert.NotNull((NudgePolicy.Standard with { Urgent = new(-1, [person]) }).Fault(hasRoles: true));
        Assert.NotNull((NudgePolicy.Standard with { Routine = new(0, [person]) }).Fault(hasRoles: true));
        Assert.Null((NudgePolicy.Standard with { Important = new(30, [person, lead]) }).Fault(hasRoles: true));
    }
}
