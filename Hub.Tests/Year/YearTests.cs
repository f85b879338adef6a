using System.Security.Cryptography;
using Hub.Core.Data;
using Hub.Core.Journal;
using Hub.Core.Notifications;
using Hub.Core.Work;
using Hub.Jobs;
using Hub.Jobs.Jobs;
using Hub.Tests.Data;
using Hub.Tests.Journal;
using Hub.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Hub.Tests.Year;

/// <summary>
/// A hospital's month, and in infra/soak a year (<c>infra/soak 1 -class Hub.Tests.Year.YearTests</c>): two hundred people in six zones, on duty, asleep,
/// on leave, with stand-ins, who ask and answer, meet, promise, decide and thank; and two nodes that run all the jobs which tell people something, at
/// once, alone, or dying on the way. What they told whom, when and by which way is compared with an account that is kept by hand.
/// </summary>
public sealed class YearTests(TestServers servers)
{
    private const int Shown = 20, DaysAWord = 10, Megabyte = 1024 * 1024;
    // What tidies up tells nobody anything; who has the chair goes by the database's own clock.
    private static readonly Type[] LeftOut = [typeof(PassChairs), typeof(ForgetNotices), typeof(PurgeRooms), typeof(VerifyJournals), typeof(SweepAttachments)];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task EveryDueEffect_HappensOnceAtItsTime_AndNoOther(Engine engine)
    {
        var extent = Soak.On ? Extent.Year : Extent.Month;
        var began = TimeProvider.System.GetTimestamp();
        await using var own = await OwnDatabase.MigratedAsync(engine, servers);
        var (key, clock, bag) = (new MasterKey(RandomNumberGenerator.GetBytes(MasterKey.Size)), new ManualClock(Timeline.At(Extent.Begin)), new MailBag(new(3)));
        await using var nodes = new Nodes(() => Node.StartAsync(own.Database, key, clock, bag), new(4));
        await nodes.StartAsync();
        var town = new Town(extent, new(1));
        await town.BuildAsync(own.Database, nodes.Any);

        var agenda = new Agenda<Action<int>>();
        var notices = new NoticeAccount(agenda);
        var nudges = new NudgeAccount(agenda, notices);
        var deeds = new Deeds(extent, town, nodes, nudges, new(2));
        deeds.Plan();
        new SeriesDeeds(extent, town, nodes, deeds, new SeriesAccount(agenda, notices), new(5)).Plan();
        await using var walker = Walker(own.Database, nodes);
        var walk = walker.GetRequiredService<TimeWalk>();

        for (int now = Extent.Begin, day = Timeline.Day, read = 0; now < extent.End && notices.Faults.Count == 0;)
        {
            var next = Math.Min(Math.Min(deeds.Next, day), extent.End);
            while (agenda.Take(next) is { } due) due.What(due.At);
            Assert.All(await walk.GoAsync(Timeline.At(now), Timeline.At(next), At, Cancel), job => Assert.Equal((job.Job, 0), (job.Job, job.Failures)));
            now = next;
            foreach (var h in bag.Empty()) notices.Sent(h.Told, h.Way, h.At, h.First);
            if (now == day || now == extent.End)
            {
                notices.CheckPage(await Outcome.PageAsync(own.Database, read, now, Cancel), now);
                notices.CheckWaiting(await Outcome.WaitingAsync(own.Database, bag, Cancel), now);
                (read, day) = (now, day + Timeline.Day);
                if (Soak.On && read / Timeline.Day % DaysAWord == 0) Say($"{engine}: day {read / Timeline.Day}, {nudges.Asks:N0} asks, {TimeProvider.System.GetElapsedTime(began).TotalSeconds:0} s, {Environment.WorkingSet / Megabyte:N0} MB");
            }
            await deeds.DoAsync(now);
        }

        Assert.True(notices.Faults.Count == 0, $"{notices.Faults.Count} faults:\n{string.Join('\n', notices.Faults.Take(Shown))}");
        Assert.Empty(await Tampers.FindAsync(new Verifier(own.Database, key)));
        foreach (var kind in Enum.GetValues<NoticeKind>()) Assert.True(notices.Count.ContainsKey($"{kind} page"), $"Nothing of the kind {kind} happened, so the account says nothing of it.");
        var told = notices.Count.OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => $"  {c.Value,9:N0} {c.Key}");
        Say($"{engine}: {extent.Days} days, {town.People.Count()} people, {town.Courses.Count} series, {nudges.Asks:N0} asks, {deeds.Refused:N0} refused deeds; "
            + $"{nodes.Doubled:N0} runs doubled, {nodes.Killed:N0} killed, {nodes.Restarted:N0} restarts, {bag.Failed:N0} failed sends, {bag.Repeated:N0} parcels that came again under their id; "
            + $"{TimeProvider.System.GetElapsedTime(began).TotalSeconds:0} s, {Environment.WorkingSet / Megabyte:N0} MB\n{string.Join('\n', told)}");

        Task At(DateTimeOffset to)
        {
            clock.Advance(to - clock.GetUtcNow());
            return Task.CompletedTask;
        }
    }

    private static void Say(string what) => TestContext.Current.TestOutputHelper!.WriteLine(what);

    /// <summary>The program's walk through time, over the schedule's jobs as both nodes do them.</summary>
    private static ServiceProvider Walker(Database database, Nodes nodes)
    {
        Cadence[] table = [.. Schedule.All.Where(c => !LeftOut.Contains(c.Job)).Select(c => c with { Job = typeof(Shared<>).MakeGenericType(c.Job) })];
        var services = new ServiceCollection().AddLogging(l => l.AddProvider(new TestLog())).AddHubData(database).AddSingleton(nodes).AddSingleton<JobHistory>().AddSingleton<JobLeases>()
            .AddSingleton<IHostApplicationLifetime, Lifetime>().AddSingleton(new JobTable(table)).AddSingleton<JobRunner>().AddSingleton<TimeWalk>();
        foreach (var cadence in table) services.AddScoped(cadence.Job);
        return services.BuildServiceProvider();
    }

    private sealed class Lifetime : IHostApplicationLifetime
    {
        public CancellationToken ApplicationStarted => default;
        public CancellationToken ApplicationStopping => default;
        public CancellationToken ApplicationStopped => default;

        public void StopApplication() { }
    }

    /// <summary>What a job threw, into the test's output.</summary>
    private sealed class TestLog : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel)) TestContext.Current.TestOutputHelper?.WriteLine($"{formatter(state, exception)} {exception}");
        }

        public void Dispose() { }
    }
}
