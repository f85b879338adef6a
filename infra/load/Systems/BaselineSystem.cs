using Hub.Load.Baseline;

namespace Hub.Load.Systems;

/// <summary>The bare SignalR group broadcast: this same program, started as a server.</summary>
internal sealed class BaselineSystem : LoadSystem
{
    private BaselineSystem(ChildServer server) : base(server) { }

    public override string Name => "bare";
    public override string HubPath => BaselineServer.HubPath;
    public override string EnterMethod => nameof(BaselineHub.Join);

    public static async Task<BaselineSystem> StartAsync()
    {
        var server = new ChildServer(typeof(BaselineSystem).Assembly.Location, [BaselineServer.Command], new Dictionary<string, string>());
        await server.ReadyAsync(BaselineServer.ReadyPath);
        return new BaselineSystem(server);
    }

    public override Task<Seat[]> SeatsAsync(int rooms, int members) =>
        Task.FromResult(Enumerable.Range(0, rooms).Select(_ => Guid.CreateVersion7().ToString())
            .SelectMany(room => Enumerable.Repeat(new Seat(room, null), members)).ToArray());
}
