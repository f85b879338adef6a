using System.Diagnostics;
using Hub.Core.Data;
using Hub.Tests.Support;

namespace Hub.Tests.Faults;

[Collection(nameof(FaultTests))]
public class SlowReaderTests
{
    private static readonly string Padding = " " + new string('x', 12_000);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(FaultTests.Rounds), MemberType = typeof(FaultTests))]
    public async Task SocketNeverRead_OthersAreAsFastAsBefore_TheSlowOneIsClosedAndCatchesUp(Engine engine, int round)
    {
        await using var host = await HubHost.StartAsync(engine, people: 10);
        var crowd = await host.CrowdAsync(9);
        var slow = await host.MemberAsync("person-0010", connect: false);
        var room = await crowd[0].CreateRoomAsync("Ward 4", [.. crowd.Skip(1).Select(m => m.Id), slow.Id]);
        await Task.WhenAll(crowd.Select(m => m.EnterAsync(room)));

        await DelaysAsync(crowd, room, TimeSpan.FromSeconds(2));
        // Three late messages are a miss, and a machine that does other things too may pause for as long: in a short run it must miss three times of three.
        // So what happens half of the time passes seven times of eight; what happens always, never. In a long run one miss is a miss.
        var looks = Soak.On ? 1 : 3;
        var missed = new List<string>();
        while (missed.Count < looks && await SlowedAsync(crowd, slow, room, $"{engine} round {round}, look {missed.Count + 1}") is { } miss) missed.Add(miss);

        await slow.ConnectAsync();
        await slow.EnterAsync(room);
        await Checker.HoldsAsync(room, [.. crowd, slow], crowd.SelectMany(m => m.Commands));
        Assert.All(crowd, m => Assert.Equal(1, m.Connects));
        Assert.True(missed.Count < looks, string.Join("\n", missed));
    }

    /// <summary>Opens a socket that is never read, sees it closed, and says what it did to the others: null when they were as fast as before.</summary>
    private static async Task<string?> SlowedAsync(IReadOnlyList<Member> crowd, Member slow, Guid room, string name)
    {
        var measured = TimeSpan.FromSeconds(Soak.On ? 30 : 6);
        var before = await DelaysAsync(crowd, room, measured);

        using var stuck = await RawSocket.OpenAsync(slow, receiveBuffer: 4096);
        await stuck.SendAsync($$"""{"type":1,"target":"Enter","invocationId":"1","arguments":["{{room}}"]}""");
        await PresenceAsync(crowd[0], room, slow.Id, here: true, TimeSpan.FromSeconds(10));
        var unread = Stopwatch.GetTimestamp();
        var during = await DelaysAsync(crowd, room, measured);
        var rest = Traffic.Start(crowd, room, perSecond: 50, padding: Padding);
        await PresenceAsync(crowd[0], room, slow.Id, here: false, TimeSpan.FromSeconds(30) - Stopwatch.GetElapsedTime(unread));
        var closedAfter = Stopwatch.GetElapsedTime(unread);
        await rest.StopAsync(TimeSpan.FromSeconds(20));
        var (closed, _) = await stuck.DrainAsync(TimeSpan.FromSeconds(5));
        Assert.True(closed, "the unread socket is still open");

        var (p99Before, p99During) = (Checker.Percentile(before, 0.99), Checker.Percentile(during, 0.99));
        FaultTests.Say($"{name}: others' p99 {p99Before.TotalMilliseconds:0.0} ms before, {p99During.TotalMilliseconds:0.0} ms beside the unread socket, closed after {closedAfter.TotalSeconds:0.0} s");
        var allowed = Soak.On ? p99Before * 1.1 + TimeSpan.FromMilliseconds(2) : p99Before * 1.5 + TimeSpan.FromMilliseconds(50);
        return p99During < allowed ? null : $"p99 {p99During} beside an unread socket, {p99Before} without";
    }

    /// <summary>50 messages/s of 12 KB for a while; from each post's invocation to each member's list.</summary>
    private static async Task<List<TimeSpan>> DelaysAsync(IReadOnlyList<Member> crowd, Guid room, TimeSpan length)
    {
        var known = crowd.SelectMany(m => m.Commands).ToHashSet();
        var count = (int)(50 * length.TotalSeconds);
        await Traffic.Start(crowd, room, perSecond: 50, count, padding: Padding).DoneAsync(length + TimeSpan.FromSeconds(20));
        var posted = crowd.SelectMany(m => m.Commands).Where(c => !known.Contains(c)).ToList();
        foreach (var member in crowd) await member.List(room).ReachAsync(posted.Max(c => c.Seq), TimeSpan.FromSeconds(5), member.User);
        return [.. from c in posted from m in crowd select Stopwatch.GetElapsedTime(c.InvokedAt, m.List(room).SeenAt(c.Seq))];
    }

    private static Task PresenceAsync(Member witness, Guid room, Guid who, bool here, TimeSpan limit) => Machine.UntilAsync(
        () => Task.FromResult(witness.Frames.LastOrDefault(f => f.Target == "Presence" && f.Room == room)?.Note?.Contains($"{who}", StringComparison.Ordinal) == here),
        limit, () => $"the slow member is {(here ? "not" : "still")} shown as present");
}
