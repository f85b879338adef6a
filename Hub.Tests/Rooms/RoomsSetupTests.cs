using Hub.Core.Data;
using Hub.Core.Journal;
using Hub.Core.Rooms;
using Hub.Core.Rooms.Duty;
using Hub.Core.Rooms.Messages;
using Hub.Tests.Journal;
using Hub.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Hub.Tests.Rooms;

public sealed class RoomsSetupTests(TestServers servers)
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Host_WhenItStops_CommitsWhatWaitsAndThenNotesWhereTheRoomsStand(Engine engine)
    {
        using var folder = new TempFolder("setup");
        await using var there = await JournalHost.StartAsync(engine, servers);
        Guid amara = Do.NewId(), chen = Do.NewId();
        var room = await there.Channel(amara, chen);

        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleton(_ => there.Database).AddSingleton(there.Key).AddSingleton(TimeProvider.System).AddSingleton<IPeopleDirectory, Nobody>()
            .AddSingleton<IDutyRoster>(there.Duty);
        builder.Services.AddHubRooms(folder.At("checkpoint"));
        using (var host = builder.Build())
        {
            await host.StartAsync();
            var rooms = host.Services.GetRequiredService<RoomService>();
            var posts = Enumerable.Range(0, 40).Select(i => rooms.ExecuteAsync(chen, room, new PostMessage($"m{i}").Fresh())).ToList();
            await host.StopAsync();
            Assert.Equal(Enumerable.Range(2, 40).Select(i => (long)i), (await Task.WhenAll(posts)).Order());
            await Do.Refused(503, () => rooms.ExecuteAsync(chen, room, new PostMessage("too late").Fresh()));
            Assert.Equal(0, (await host.Services.GetRequiredService<Verifier>().RunAsync(_ => { })).Faults);
        }
        Assert.Equal(41, Assert.Single((await new Checkpoint(folder.At("checkpoint"), there.Key).ReadAsync()).Last).Value.Head);
    }

    private sealed class Nobody : IPeopleDirectory
    {
        public ValueTask<IReadOnlySet<Guid>> ExistingAsync(IReadOnlyCollection<Guid> people, CancellationToken cancel = default) =>
            ValueTask.FromResult<IReadOnlySet<Guid>>(new HashSet<Guid>());

        public ValueTask<string?> DisciplineAsync(Guid person, CancellationToken cancel = default) => new((string?)null);
    }
}
