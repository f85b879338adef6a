using Hub.Core;
using Hub.Core.Journal;
using Hub.Core.Rooms;
using Hub.Core.Rooms.Attachments;
using Hub.Core.Rooms.Duty;
using Hub.Core.Rooms.Members;
using Hub.Core.Rooms.Messages;

namespace Hub.Tests.Rooms;

/// <summary>A room without a journal beneath it: commands in, events out, all pure. Every event passes through its bytes, as if read back.</summary>
internal sealed class RoomRun : IFacts
{
    /// <summary>The first three make the room; the last does not exist.</summary>
    public static readonly Guid[] People = [.. Enumerable.Range(1, 6).Select(i => new Guid($"0000000{i}-0000-7000-8000-000000000000"))];

    public static readonly Guid[] Roles = [.. Enumerable.Range(1, 5).Select(i => new Guid($"0000000{i}-0000-7000-8000-dddddddddddd"))];

    private readonly Dictionary<long, MessageState> messages = [];
    private readonly Dictionary<Guid, long> used = [];
    private long now = 1_700_000_000_000_000;

    public RoomRun(RoomKind kind)
    {
        Room = Room.Empty(new Guid("aaaaaaaa-0000-7000-8000-000000000000"));
        var title = kind == RoomKind.Direct ? null : "Ward 4";
        Apply(new CreateRoom(kind, title, People[..3]).Decide(Room, new Deciding(People[0], now, this)), People[0]);
    }

    public Room Room { get; private set; }
    public List<JournalEvent> Events { get; } = [];

    public MessageState? Message(long seq) => messages.GetValueOrDefault(seq);

    /// <summary>Ten uploads: the first five of the first person, the others of the second.</summary>
    public static Guid File(int n) => new($"ffffffff-0000-7000-8000-{n:x12}");

    Upload? IFacts.Upload(Guid id)
    {
        var n = Enumerable.Range(0, 10).FirstOrDefault(i => File(i) == id, -1);
        return n < 0 ? null : new(new Attachment(id, AttachmentKind.Png, $"{n}.png", 100, 2, 2), People[n / 5], used.TryGetValue(id, out var seq) ? seq : null);
    }

    bool IFacts.Exists(Guid person) => person != People[^1];

    bool IFacts.SeesElsewhere => true;

    string? IFacts.Discipline(Guid person) => $"Discipline {Array.IndexOf(People, person) % 3}";

    byte[] IFacts.Secret(Guid person, Guid command) => System.Security.Cryptography.SHA256.HashData([.. person.ToByteArray(), .. command.ToByteArray()]);

    /// <summary>The first four roles exist; who holds each changes from one step to the next.</summary>
    DutyNow? IFacts.Duty(Guid role) => Array.IndexOf(Roles, role) is var i and >= 0 and < 4 ? new DutyNow(role, $"Role {i}", Holder(i), now) : null;

    /// <summary>Whom the roster of these runs puts on duty at a step: each of the first five people, and sometimes nobody.</summary>
    public Guid? Holder(int role) => (Events.Count + role) % 6 is var i && i < 5 ? People[i] : null;

    public DateTimeOffset Now => Instant.FromMicros(now);

    public Decision Do(Guid actor, RoomCommand command, long minutes = 0) => Do(actor, command, TimeSpan.FromMinutes(minutes));

    /// <param name="after">How long after what was done before.</param>
    public Decision Do(Guid actor, RoomCommand command, TimeSpan after)
    {
        now += after.Ticks / TimeSpan.TicksPerMicrosecond;
        return Apply(Room.Decide(command, new Deciding(actor, now, this)), actor);
    }

    public static Room Fold(IEnumerable<JournalEvent> events, Room from) => events.Aggregate(from, (room, e) => room.Apply(e));

    private Decision Apply(Decision decision, Guid actor)
    {
        if (decision is not Decision.Happened happened) return decision;
        foreach (var payload in happened.Events) Add(payload, actor);
        // As every commit does: who was here for one ask goes with it.
        foreach (var gone in Guests.Leaving(Room)) Add(gone, SystemActor.Id);
        return decision;
    }

    private void Add(RoomEvent payload, Guid actor)
    {
        var e = new JournalEvent
        {
            Room = Room.Id,
            Seq = Room.Head + 1,
            N = Room.N + (payload is MessagePosted ? 1 : 0),
            Id = new Guid($"00000000-0000-7000-8000-{Room.Head + 1:x12}"),
            Type = Vocabulary.NameOf(payload),
            Actor = actor,
            At = now,
            About = payload.About,
            Data = Vocabulary.Write(payload),
        };
        Room = Room.Apply(e);
        Events.Add(e);
        foreach (var file in (payload as MessagePosted)?.Attachments ?? []) used.Add(file.Id, e.Seq);
        if (payload is MessagePosted) messages[e.Seq] = MessageState.From(e);
        if (e.About is { } about) messages[about] = messages[about].Apply(e);
    }
}
