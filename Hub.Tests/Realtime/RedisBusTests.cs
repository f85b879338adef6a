using System.Collections.Concurrent;
using System.Diagnostics;
using Hub.Core.Journal;
using Hub.Core.Rooms.Positions;
using Hub.Server.Realtime;
using Hub.Tests.Journal;
using Hub.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hub.Tests.Realtime;

public sealed class RedisBusTests(TestServers servers)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Tell_EachKindOfNote_IsHeardByTheOtherNodeAndNotByOneself()
    {
        var redis = await servers.RedisAsync();
        await using var one = await Node.StartAsync(redis.Endpoint);
        await using var two = await Node.StartAsync(redis.Endpoint);
        await one.MeetAsync(two);
        var (room, user) = (Do.NewId(), Do.NewId());

        one.Bus.Tell(new Look(room, 7, Members: true));
        one.Bus.Tell(new PresentHere(room, [user]));
        one.Bus.Tell(new Signalled(room, user, new PointTo(room, 0.25, 0.5)));
        one.Bus.Tell(new PositionsMoved([new Position(room, user, 3, 2, 4)]));
        await two.HeardAsync<PositionsMoved>(n => n.Positions.Contains(new Position(room, user, 3, 2, 4)));
        await two.HeardAsync<Look>(n => n == new Look(room, 7, true));
        await two.HeardAsync<PresentHere>(n => n.Room == room && n.People.Single() == user);
        await two.HeardAsync<Signalled>(n => n == new Signalled(room, user, new PointTo(room, 0.25, 0.5)));

        Assert.DoesNotContain(one.Notes, n => n is Look { Head: 7 });
    }

    [Fact]
    public async Task Tell_WhileRedisIsFrozen_NeverWaitsAndIsHeardAgainAfterwards()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var one = await Node.StartAsync(redis.Endpoint);
        await using var two = await Node.StartAsync(redis.Endpoint);
        await one.MeetAsync(two);

        redis.Freeze();
        var slowest = TimeSpan.Zero;
        for (var i = 0; i < 20_000; i++)
        {
            var since = Stopwatch.GetTimestamp();
            one.Bus.Tell(i % 2 == 0 ? new Look(Do.NewId(), i, false) : new Signalled(Do.NewId(), Do.NewId(), new Typing()));
            if (Stopwatch.GetElapsedTime(since) is var took && took > slowest) slowest = took;
        }
        await Task.Delay(1500, Cancel);
        redis.Thaw();
        await one.MeetAsync(two);

        Assert.True(slowest < TimeSpan.FromMilliseconds(500), $"A note waited {slowest.TotalMilliseconds} ms.");
    }

    private sealed class Node : IBusListener, IAsyncDisposable
    {
        private readonly ServiceProvider services;

        private Node(string address)
        {
            services = new ServiceCollection().AddSingleton<IBusListener>(this).BuildServiceProvider();
            Bus = new RedisBus(address, new EpochOf(), services, NullLogger<RedisBus>.Instance);
        }

        public RedisBus Bus { get; }
        public ConcurrentQueue<Note> Notes { get; } = new();

        public static async Task<Node> StartAsync(string address)
        {
            var node = new Node(address);
            await node.Bus.StartAsync(Cancel);
            return node;
        }

        /// <summary>Returns when the other hears this one.</summary>
        public async Task MeetAsync(Node other)
        {
            var mark = Do.NewId();
            for (var i = 0; i < 200 && !other.Notes.Any(n => n is Look look && look.Room == mark); i++)
            {
                Bus.Tell(new Look(mark, 1, false));
                await Task.Delay(50, Cancel);
            }
            Assert.Contains(other.Notes, n => n is Look look && look.Room == mark);
        }

        public async Task HeardAsync<T>(Func<T, bool> wanted) where T : Note
        {
            for (var i = 0; i < 200 && !Notes.OfType<T>().Any(wanted); i++) await Task.Delay(25, Cancel);
            Assert.Contains(Notes.OfType<T>(), n => wanted(n));
        }

        void IBusListener.Heard(Guid node, Note note) => Notes.Enqueue(note);

        void IBusListener.Restored()
        {
        }

        public async ValueTask DisposeAsync()
        {
            await Bus.StopAsync(CancellationToken.None);
            Bus.Dispose();
            await services.DisposeAsync();
        }
    }
}
