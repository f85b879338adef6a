using Hub.Load.Measure;
using Hub.Load.Systems;
using Hub.Load.Wire;

namespace Hub.Load.Runs;

/// <summary>All clients of one system, connected and in their rooms.</summary>
internal sealed class Crowd
{
    private readonly Generator generator;
    private readonly LoadSystem system;
    private readonly List<RoomTally> rooms = [];
    private readonly List<Client> clients = [];

    private Crowd(Generator generator, LoadSystem system) => (this.generator, this.system) = (generator, system);

    public LoadSystem System => system;
    public Counters Counters { get; } = new();
    public IReadOnlyList<RoomTally> Rooms => rooms;
    public IReadOnlyList<Client> Clients => clients;

    /// <summary>Connects one client a seat, and lets each enter its room unless told not to; throws when one does not get in.</summary>
    public static Crowd Connect(Generator generator, LoadSystem system, IEnumerable<Seat> seats, bool enter = true)
    {
        var crowd = new Crowd(generator, system);
        foreach (var here in seats.GroupBy(s => s.Room))
        {
            var room = new RoomTally(here.Key, here.Count());
            crowd.rooms.Add(room);
            foreach (var seat in here) crowd.clients.Add(crowd.Open(seat, room, enter));
        }
        return crowd;
    }

    /// <summary>
    /// Posters in the order in which they post: round and round the rooms, so that a steady rate is steady in each.
    /// </summary>
    public Client[] Posters(int count) =>
        [.. clients.GroupBy(c => c.Room).SelectMany(room => room.Select((client, rank) => (client, rank))).OrderBy(c => c.rank).Select(c => c.client).Take(count)];

    public void Begin()
    {
        Counters.Begin();
        foreach (var room in rooms) room.Begin(room.Max);
        foreach (var client in clients) client.Begin();
    }

    public long Missing() => clients.Sum(c => c.Missing);

    /// <summary>One more connection, which is not counted among the <see cref="Clients"/>.</summary>
    public Client Open(Seat seat, RoomTally room, bool enter = true, int? receiveBuffer = null)
    {
        var client = new Client(new Connection(system.Server.Address, system.HubPath, seat.Cookie, receiveBuffer), room, clients.Count, Counters);
        generator.Watch(client);
        client.Connection.Send(Calls.Handshake);
        if (!generator.RunUntil(() => client.Greeted, 10)) throw new IOException($"{system.Name}: no answer to the handshake");
        if (!enter) return client;
        client.Connection.Send(Calls.OnRoom(system.EnterMethod, seat.Room));
        if (!generator.RunUntil(() => client.Entered, 10)) throw new IOException($"{system.Name}: could not enter: {Counters.FirstRefusal}\n{system.Server.LastWords()}");
        return client;
    }
}
