using Hub.Core.Data;
using Hub.Core.Feedback;
using Hub.Core.Journal;
using Hub.Core.Notifications;
using Hub.Core.Notifications.Outbox;
using Hub.Core.Nudges;
using Hub.Core.People;
using Hub.Core.Recognition;
using Hub.Core.Rooms;
using Hub.Core.Teams;
using Hub.Jobs;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Tests.Year;

/// <summary>A node with the program's own jobs on the common database, and a memory of its own. What it sends goes to a mail bag.</summary>
internal sealed class Node : IAsyncDisposable
{
    private readonly ServiceProvider services;

    private Node(ServiceProvider services) => this.services = services;

    public IServiceProvider Services => services;

    public static async Task<Node> StartAsync(Database database, MasterKey key, TimeProvider clock, MailBag bag)
    {
        var all = new ServiceCollection().AddLogging().AddHubData(database).AddSingleton(key).AddSingleton(clock).AddSingleton<IPeopleDirectory, PeopleDirectory>()
            .AddHubRooms().AddHubTeams().AddHubFeedback().AddHubNotifications().AddHubNudges().AddHubRecognition()
            // A sender that died gives its rows back in the year's time.
            .AddSingleton<IOutbox>(new OutboxRows(database, clock, clock));
        foreach (var way in (NoticeChannel[])[NoticeChannel.Push, NoticeChannel.Email, NoticeChannel.Webhook]) all.AddSingleton<IChannel>(new Post(way, bag, clock));
        foreach (var cadence in Schedule.All) all.AddScoped(cadence.Job);
        var node = new Node(all.BuildServiceProvider());
        await node.services.GetRequiredService<EpochOf>().OpenAsync(database, key, clock);
        await node.services.GetRequiredService<RoomJournal>().StartAsync(CancellationToken.None);
        return node;
    }

    public async Task RunAsync<TJob>(CancellationToken cancel) where TJob : IJob
    {
        await using var scope = services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<TJob>().RunAsync(cancel);
    }

    public async Task<DateTimeOffset?> NextDueAsync<TJob>(CancellationToken cancel) where TJob : IKnowsWhenDue
    {
        await using var scope = services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<TJob>().NextDueAsync(cancel);
    }

    public ValueTask DisposeAsync() => services.DisposeAsync();
}

/// <summary>Two nodes of which, at random, one does a job, both do it at once, or one dies on the way and the other does it. After some deaths the dead one starts anew.</summary>
internal sealed class Nodes(Func<Task<Node>> start, Random random) : IAsyncDisposable
{
    private readonly Node[] all = new Node[2];

    public int Doubled { get; private set; }
    public int Killed { get; private set; }
    public int Restarted { get; private set; }

    /// <summary>Either of them.</summary>
    public Node Any => all[random.Next(2)];

    public async Task StartAsync()
    {
        for (var i = 0; i < all.Length; i++) all[i] = await start();
    }

    public async Task RunAsync<TJob>(CancellationToken cancel) where TJob : IJob
    {
        var one = random.Next(2);
        switch (random.Next(12))
        {
            case 0:
                Doubled++;
                await Task.WhenAll(all.Select(n => n.RunAsync<TJob>(cancel)));
                return;
            case 1:
                await KillAsync<TJob>(one);
                await all[1 - one].RunAsync<TJob>(cancel);
                return;
            default:
                await all[one].RunAsync<TJob>(cancel);
                return;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in all) await node.DisposeAsync();
    }

    private async Task KillAsync<TJob>(int which) where TJob : IJob
    {
        Killed++;
        using var life = new CancellationTokenSource(TimeSpan.FromMicroseconds(random.Next(1, 6000)));
        try
        {
            await all[which].RunAsync<TJob>(life.Token);
        }
        catch (OperationCanceledException) when (life.IsCancellationRequested)
        {
            // Dead between any two of its steps.
        }
        if (random.Next(20) > 0) return;
        Restarted++;
        await all[which].DisposeAsync();
        all[which] = await start();
    }
}

/// <summary>A job of the schedule as the nodes do it, each time one of them or both.</summary>
internal sealed class Shared<TJob>(Nodes nodes) : IKnowsWhenDue where TJob : IKnowsWhenDue
{
    public Task RunAsync(CancellationToken cancel) => nodes.RunAsync<TJob>(cancel);

    public Task<DateTimeOffset?> NextDueAsync(CancellationToken cancel) => nodes.Any.NextDueAsync<TJob>(cancel);
}
