using System.Collections.Concurrent;
using Hub.Core;
using Hub.Core.Data;
using Hub.Core.Notifications;
using Hub.Core.Notifications.Outbox;
using Hub.Core.People;
using Hub.Core.Rooms;
using Hub.Core.Rooms.Asks;
using Hub.Core.Rooms.Messages;
using Hub.Jobs;
using Hub.Jobs.Channels;
using Hub.Jobs.Jobs;
using Hub.Tests.Jobs;
using Hub.Tests.Journal;
using Hub.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Hub.Tests.Channels;

/// <summary>How long it takes from telling somebody, the commit included, until the way out has it. A soak sends more, and beside it by the look of each second alone.</summary>
public sealed class SendAtOnceTests(TestServers servers)
{
    private static readonly int Count = Soak.On ? 100 : 40;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task WhatIsDueAtItsCommit_LeavesAtOnce(Engine engine)
    {
        var woken = await MeasureAsync(engine, wake: true);
        Say(engine, "woken by the commit", woken);
        if (Soak.On) Say(engine, "by the look of each second alone", await MeasureAsync(engine, wake: false));
        // The look of each second would take half of one.
        Assert.InRange(woken[Count / 2], 0, 250);
    }

    private async Task<double[]> MeasureAsync(Engine engine, bool wake)
    {
        await using var hosts = new JobsHost(engine, servers);
        var push = new Way(NoticeChannel.Push);
        var node = await hosts.NodeAsync(ticking: true, [.. Schedule.All.Where(c => c.Job == typeof(SendPushes))], services =>
        {
            services.RemoveAll<IChannel>().AddSingleton<IChannel>(push).AddSingleton<IChannel>(new Way(NoticeChannel.Email)).AddSingleton<IChannel>(new Way(NoticeChannel.Webhook));
            if (!wake) services.Remove(services.Single(s => s.ImplementationType == typeof(SendAtOnce)));
        });
        var (rooms, book, clock) = (node.GetRequiredService<RoomService>(), node.GetRequiredService<NotificationBook>(), node.GetRequiredService<TimeProvider>());
        var (amara, chen) = (await PersonAsync(node, "amara"), await PersonAsync(node, "chen"));
        var room = await rooms.CreateAsync(amara, new CreateRoom(RoomKind.Channel, "Ward 4", [chen]).Fresh(), Cancel);
        var took = new List<double>();
        // The first ones find everything cold.
        for (var i = -4; i < Count; i++)
        {
            var (key, at) = ($"told/{i}", clock.GetUtcNow());
            var sent = push.Expect(key);
            // Half of them with a commit of the room, as nudges are, half by themselves.
            Func<Task> tell = () => book.TellAsync([new(key, NoticeKind.Nudge, chen, Priority.Urgent, at)], Cancel);
            if (i % 2 == 0)
            {
                var seq = await rooms.ExecuteAsync(amara, room, new PostMessage("Please look", Priority.Urgent, new Expects(AskKind.Acknowledge, [chen])).Fresh(), Cancel);
                var row = new NotificationRow { Id = Do.NewId(), Key = key, Kind = NoticeKind.Nudge, Person = chen, Channel = NoticeChannel.Push, Priority = Priority.Urgent, Room = room, Seq = seq, CreatedAt = at, DueAt = at };
                tell = () => rooms.ExecuteAsSystemAsync(room, new Nudge(seq, chen, chen, NudgeStep.Person, 1, 0) { Id = Do.NewId(), Rows = [row] }, Cancel);
            }
            var began = TimeProvider.System.GetTimestamp();
            await tell();
            var left = await sent.WaitAsync(TimeSpan.FromSeconds(10), Cancel);
            if (i >= 0) took.Add(TimeProvider.System.GetElapsedTime(began, left).TotalMilliseconds);
            // At no particular instant of the second.
            if (!wake) await Task.Delay(Math.Abs(i) * 37 % 400, Cancel);
        }
        return [.. took.Order()];
    }

    private static void Say(Engine engine, string how, double[] took) =>
        TestContext.Current.TestOutputHelper!.WriteLine($"{engine}, {how}: {took.Length} notices, median {took[took.Length / 2]:0.0} ms, p99 {took[took.Length * 99 / 100]:0.0} ms from being told to being sent");

    private static async Task<Guid> PersonAsync(IServiceProvider node, string user)
    {
        await using var db = await node.GetRequiredService<IDbContextFactory<HubDb>>().CreateDbContextAsync(Cancel);
        var person = new Person { Id = Do.NewId(), UserName = user, NormalizedUserName = user.ToUpperInvariant(), DisplayName = user, Discipline = "nurse", SecurityStamp = user };
        db.Users.Add(person);
        await db.SaveChangesAsync(Cancel);
        return person.Id;
    }

    /// <summary>A way out that notes when it was given what.</summary>
    private sealed class Way(NoticeChannel of) : IChannel
    {
        private readonly ConcurrentDictionary<string, TaskCompletionSource<long>> expected = new();

        public NoticeChannel Channel => of;

        public string? OffBecause => null;

        public Task<long> Expect(string key) => expected.GetOrAdd(key, _ => new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

        public Task<Posted> SendAsync(Parcel parcel, CancellationToken cancel)
        {
            foreach (var row in parcel.Rows)
                if (expected.TryGetValue(row.Key, out var sent)) sent.TrySetResult(TimeProvider.System.GetTimestamp());
            return Task.FromResult(Posted.Sent);
        }
    }
}
