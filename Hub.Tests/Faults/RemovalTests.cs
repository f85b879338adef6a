using System.Diagnostics;
using Hub.Core.Data;
using Hub.Tests.Support;

namespace Hub.Tests.Faults;

[Collection(nameof(FaultTests))]
public class RemovalTests
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Remove_At200MessagesASecond_TheLastFrameIsTheRemoval(Engine engine)
    {
        await using var host = await HubHost.StartAsync(engine, nodes: engine == Engine.Sqlite ? 1 : 2, people: 10);
        for (var node = 0; node < host.Nodes.Count; node++) await RemoveAsync(host, node, redis: "up");
        if (engine == Engine.Sqlite) return;
        await host.Redis!.KillAsync();
        for (var node = 0; node < host.Nodes.Count; node++) await RemoveAsync(host, node, redis: "down");
    }

    /// <summary>Somebody at this node, in a room of ten of whom eight post and type at all nodes, is removed from the first.</summary>
    private static async Task RemoveAsync(HubHost host, int removedAtNode, string redis)
    {
        var owner = await host.MemberAsync("person-0001");
        var posters = new List<Member>();
        for (var i = 2; i <= 9; i++) posters.Add(await host.MemberAsync($"person-{i:0000}", (i + removedAtNode) % host.Nodes.Count));
        var removed = await host.MemberAsync("person-0010", removedAtNode);
        var room = await owner.CreateRoomAsync("Ward 4", [.. posters.Select(m => m.Id), removed.Id]);
        foreach (var member in (Member[])[owner, removed, .. posters]) await member.EnterAsync(room);

        var traffic = Traffic.Start(posters, room, perSecond: 200);
        using var typing = new CancellationTokenSource();
        var signals = TypeAsync(posters, room, typing.Token);
        await Task.Delay(TimeSpan.FromSeconds(1.5), Cancel);
        var removal = await owner.SendAsync(room, new { type = "removeMember", userId = removed.Id });
        var removedAt = removal.SettledAt;
        await Task.Delay(TimeSpan.FromSeconds(3), Cancel);
        await traffic.StopAsync(TimeSpan.FromSeconds(20));
        await typing.CancelAsync();
        await signals;

        Assert.Equal(Fate.Ok, removal.Fate);
        var events = removed.List(room).Events;
        Assert.Equal(("memberRemoved", removal.Seq), (events[^1].Type, events[^1].Seq));
        Assert.Empty(removed.List(room).Faults);
        var frames = removed.Frames.Where(f => f.Room == room).ToList();
        Assert.DoesNotContain(frames, f => f.Target == "Events" && f.MaxSeq > removal.Seq);
        Assert.DoesNotContain(frames, f => Stopwatch.GetElapsedTime(removedAt, f.At) > Grace);
        Assert.Contains(frames, f => f.Target == "Signal");

        var (status, _) = await removed.PostRawAsync(room, new { id = Guid.CreateVersion7(), type = "postMessage", text = "still here?" });
        Assert.Equal(System.Net.HttpStatusCode.NotFound, status);
        foreach (var path in (string[])["", "/events?after=0", "/messages"])
            Assert.Equal(System.Net.HttpStatusCode.NotFound, (await removed.Http.GetAsync($"/api/rooms/{room}{path}", Cancel)).StatusCode);
        var presence = owner.Frames.Last(f => f.Target == "Presence" && f.Room == room);
        Assert.DoesNotContain($"{removed.Id}", presence.Note, StringComparison.Ordinal);
        await Checker.HoldsAsync(room, [owner, .. posters], posters.SelectMany(m => m.Commands));

        var seen = Stopwatch.GetElapsedTime(removedAt, removed.List(room).SeenAt(removal.Seq));
        FaultTests.Say($"{host.Engine}, node {removedAtNode}, Redis {redis}: removal seen after {seen.TotalMilliseconds:0} ms, " +
            $"last frame after {frames.Max(f => Stopwatch.GetElapsedTime(removedAt, f.At)).TotalMilliseconds:0} ms, head {removal.Seq}");
    }

    private static async Task TypeAsync(List<Member> posters, Guid room, CancellationToken until)
    {
        for (var i = 0; !until.IsCancellationRequested; i++)
        {
            await posters[i % posters.Count].InvokeAsync("Signal", room, new { type = "typing" });
            await Task.Delay(200, CancellationToken.None);
        }
    }
}
