using Hub.Core.Data;
using Hub.Core.Notifications;
using Hub.Core.Notifications.Outbox;
using Hub.Core.Rooms.Messages;
using Hub.Tests.Notifications.Outbox;
using Hub.Tests.Support;

namespace Hub.Tests.Faults;

/// <summary>The sender stops dead at each of the steps around each send; what it left is found and finished, and told once. 200 crashes on each engine in CI, 1,000 in infra/soak.</summary>
public class SendingCrashTests(TestServers servers)
{
    private const int Notices = 100;
    private static readonly int CrashPoints = Soak.On ? 1_000 : 200;

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Sender_StoppedAtEachStep_LeavesOneRecordedEffectOfEach(Engine engine)
    {
        await using var bench = await OutboxBench.StartAsync(engine, servers);
        for (var i = 0; i < Notices; i++) await bench.AddAsync(i % 3 == 0 ? OutboxBench.Priya : OutboxBench.Chen, (Priority)(i % 3 + 1));
        var random = new Random(20261125);
        var crashes = 0;
        var later = Notices;

        while (crashes < CrashPoints)
        {
            using var life = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
            var fate = new Fate(random.Next(1, 13), life);
            try
            {
                await bench.Sender(new MortalOutbox(bench.Outbox, fate), new MortalChannel(bench.Provider, fate)).RunAsync(NoticeChannel.Push, life.Token);
            }
            catch (OperationCanceledException) when (life.IsCancellationRequested)
            {
                crashes++;
            }
            // There is always something to send, so that every crash is around one.
            for (; later < Notices + crashes / 4; later++) await bench.AddAsync(OutboxBench.Chen, (Priority)(later % 3 + 1));
            bench.Clock.Advance(OutboxRows.LeaseTime);
        }
        await bench.Sender().RunAsync(NoticeChannel.Push, TestContext.Current.CancellationToken);

        var rows = await bench.RowsAsync();
        var told = bench.Provider.Recorded.Values.SelectMany(ids => ids).ToList();
        Assert.Equal(told.Count, told.Distinct().Count());
        Assert.All(rows, r => Assert.True(r.State == NotificationState.Sent, $"{r.State} after {r.Attempts}: {r.Error}"));
        Assert.Equal(rows.Select(r => r.Id).Order(), told.Order());
        Assert.Contains(bench.Provider.Calls.Values, n => n > 1);
        FaultTests.Say($"{engine}: {crashes} crashes, {rows.Count} notices, {bench.Provider.Calls.Values.Sum() - told.Count} told again under the same id, each noted once");
    }

    /// <summary>Counts steps; at the last one the process is as good as dead: its token is cancelled, and it writes nothing more.</summary>
    private sealed class Fate(int steps, CancellationTokenSource life)
    {
        private int left = steps;

        public void Step()
        {
            if (Interlocked.Decrement(ref left) <= 0) life.Cancel();
            life.Token.ThrowIfCancellationRequested();
        }
    }

    private sealed class MortalOutbox(IOutbox real, Fate fate) : IOutbox
    {
        public async Task<IReadOnlyList<Parcel>> ClaimAsync(NoticeChannel channel, int most, CancellationToken cancel)
        {
            fate.Step();
            var parcels = await real.ClaimAsync(channel, 4, cancel);
            fate.Step();
            return parcels;
        }

        public Task<DateTimeOffset?> NextDueAsync(NoticeChannel channel, CancellationToken cancel) => real.NextDueAsync(channel, cancel);

        public Task PutOffAsync(Parcel parcel, DateTimeOffset until, CancellationToken cancel) => real.PutOffAsync(parcel, until, cancel);

        public Task<bool> IsWantedAsync(Parcel parcel, CancellationToken cancel) => real.IsWantedAsync(parcel, cancel);

        public async Task EndAsync(Parcel parcel, Posted how, CancellationToken cancel)
        {
            fate.Step();
            await real.EndAsync(parcel, how, cancel);
            fate.Step();
        }

        public async Task RetryAsync(Parcel parcel, string error, TimeSpan after, CancellationToken cancel)
        {
            fate.Step();
            await real.RetryAsync(parcel, error, after, cancel);
        }
    }

    private sealed class MortalChannel(IChannel real, Fate fate) : IChannel
    {
        public NoticeChannel Channel => real.Channel;
        public string? OffBecause => null;

        public async Task<Posted> SendAsync(Parcel parcel, CancellationToken cancel)
        {
            fate.Step();
            var posted = await real.SendAsync(parcel, cancel);
            fate.Step();
            return posted;
        }
    }
}
