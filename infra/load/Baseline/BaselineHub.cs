using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.SignalR;

namespace Hub.Load.Baseline;

internal sealed record BaselinePost(Guid Id, string Type, string Text);

internal sealed record BaselineAnswer(long Seq);

internal sealed record BaselineHead(long Head);

internal sealed record BaselineData(string Text, string Priority);

/// <summary>The same members, and so about the same number of bytes, as an event of the house.</summary>
internal sealed record BaselineEvent(long Seq, long N, Guid Id, string Type, Guid Actor, DateTimeOffset At, BaselineData Data);

/// <summary>Numbers a room's posts in memory, so that receivers can tell lost from reordered.</summary>
internal sealed class BaselineSeqs
{
    private readonly ConcurrentDictionary<string, StrongBox<long>> rooms = new();

    public long Head(string room) => Volatile.Read(ref Of(room).Value);

    public long Next(string room) => Interlocked.Increment(ref Of(room).Value);

    private StrongBox<long> Of(string room) => rooms.GetOrAdd(room, static _ => new StrongBox<long>());
}

/// <summary>Join a group; send to it.</summary>
internal sealed class BaselineHub(BaselineSeqs seqs, TimeProvider clock) : Microsoft.AspNetCore.SignalR.Hub
{
    private static readonly Guid Actor = Guid.CreateVersion7();

    public async Task<BaselineHead> Join(string room)
    {
        await Groups.AddToGroupAsync(Context.ConnectionId, room);
        return new BaselineHead(seqs.Head(room));
    }

    public async Task<BaselineAnswer> Send(string room, BaselinePost post)
    {
        var seq = seqs.Next(room);
        var posted = new BaselineEvent(seq, seq, post.Id, "messagePosted", Actor, clock.GetUtcNow(), new BaselineData(post.Text, "routine"));
        await Clients.Group(room).SendAsync("Events", room, new[] { posted });
        return new BaselineAnswer(seq);
    }
}
