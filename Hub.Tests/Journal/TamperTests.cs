using Hub.Core.Data;
using Hub.Core.Journal;
using Hub.Core.Rooms;
using Hub.Core.Rooms.Asks;
using Hub.Core.Rooms.Members;
using Hub.Core.Rooms.Messages;
using Hub.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hub.Tests.Journal;

/// <summary>Whatever is changed, deleted, swapped, copied or cut off in the journal's tables is found, in its room and at its position.</summary>
public sealed class TamperTests(TestServers servers)
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Verify_AfterAnyTamper_NamesItsPlace(Engine engine)
    {
        using var folder = new TempFolder("tamper");
        await using var host = await JournalHost.StartAsync(engine, servers);
        var checkpoint = new Checkpoint(folder.At("checkpoint"), host.Key);
        using var writer = new CheckpointWriter(host.Database, host.Key, checkpoint, host.Clock, NullLogger<CheckpointWriter>.Instance);
        var verifier = new Verifier(host.Database, host.Key, checkpoint);
        var rooms = await FillAsync(host);
        await writer.WriteAsync();
        await Tampers.KeepAsync(host.Database, "good");
        Assert.Empty(await Tampers.FindAsync(verifier));

        var seed = Soak.On ? Random.Shared.Next() : 20260302;
        var hand = new TamperingHand(host.Database, rooms, new Random(seed));
        var kinds = hand.Kinds;
        for (var i = 0; i < (Soak.On ? 1000 : 100); i++)
        {
            var (name, doAsync) = kinds[i % kinds.Count];
            var (room, seqs) = await doAsync();
            var found = await Tampers.FindAsync(verifier);
            Assert.True(found.Any(f => f.Room == room && seqs.Contains(f.Seq)),
                $"{name} (seed {seed}, number {i}) in room {room} at {string.Join(" or ", seqs)} was not found there but: {string.Join("; ", found)}");
            // One fault a room, and none in the rooms that were left alone.
            Assert.Equal(found.Count, found.Select(f => f.Room).Distinct().Count());
            Assert.DoesNotContain(found, f => f.Room != room && rooms.Any(r => r.Id == f.Room));
            await Tampers.BringBackAsync(host.Database, "good");
        }
        Assert.Empty(await Tampers.FindAsync(verifier));
    }

    /// <summary>Rooms of every kind and length, with open asks, one beyond a saved fold; "early" keeps all as it was half-way.</summary>
    private static async Task<List<TamperedRoom>> FillAsync(JournalHost host)
    {
        Guid amara = Do.NewId(), chen = Do.NewId(), rosa = Do.NewId();
        Guid[] rooms =
        [
            await host.Channel(amara, chen, rosa), await host.Channel(chen, amara), await host.Channel(rosa, amara, chen),
            await host.Rooms.CreateAsync(amara, new CreateRoom(RoomKind.Direct, null, [chen]).Fresh()),
            await host.Rooms.CreateAsync(rosa, new CreateRoom(RoomKind.CaseReview, "Case 7", [amara, chen]).Fresh()),
        ];
        await TalkAsync(host, rooms, amara, chen, 8);
        await Task.WhenAll(Enumerable.Range(0, 500).Select(i => host.Say(amara, rooms[2], new PostMessage($"long {i}"))));
        await host.Say(amara, rooms[0], new AddMember(Do.NewId()));
        var early = await host.Reader.HeadsAsync(rooms);
        await Tampers.KeepAsync(host.Database, "early");
        await TalkAsync(host, rooms, chen, amara, 12);
        await host.Say(amara, rooms[0], new RemoveMember(rosa));
        await host.Say(amara, rooms[0], new MakeOwner(chen));
        return [.. (await host.Reader.HeadsAsync(rooms)).Select(h => new TamperedRoom(h.Room, h.Head, early.Single(e => e.Room == h.Room).Head))];
    }

    private static async Task TalkAsync(JournalHost host, Guid[] rooms, Guid one, Guid other, int times)
    {
        foreach (var room in rooms)
        {
            var asked = await host.Say(one, room, new PostMessage("Which dose?", Priority.Urgent, new Expects(AskKind.Reply, [other], 30)));
            await host.Say(one, room, new PostMessage("Please note", null, new Expects(AskKind.Acknowledge, [other])));
            for (var i = 0; i < times; i++)
                await host.Say(i % 2 == 0 ? one : other, room, (i % 4) switch
                {
                    0 => new EditMessage(asked, $"Which dose, {i}?"),
                    1 => new React(asked, "👍", i % 8 < 4),
                    2 => new PostMessage($"reply {i}", ReplyTo: asked),
                    _ => new PostMessage($"m{i}"),
                });
        }
    }
}
