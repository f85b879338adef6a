using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Hub.Core.Rooms.Messages;

namespace Hub.Core.Rooms.Asks;

/// <summary>
/// What is waited for. A message may expect the first two of anybody; the others come of what was done: a message marked as unclear,
/// a critical result to be read back and confirmed, a handoff to be accepted, the actions that somebody took over.
/// </summary>
public enum AskKind : short { Acknowledge = 1, Reply = 2, Clarify = 3, ReadBack = 4, Confirm = 5, Handoff = 6, Action = 7 }

/// <param name="From">People of whom it is expected, whether they gave it or not.</param>
/// <param name="DueAt">By when; null when no time was given.</param>
public sealed record Expectation(AskKind Kind, IReadOnlyList<Guid> From, DateTimeOffset? DueAt)
{
    /// <summary>Roles on call of the room that are asked; whoever holds them at that moment stands in <see cref="From"/>.</summary>
    public IReadOnlyList<Guid>? Roles { get; init; }
}

/// <summary>An expectation that is still open. <paramref name="From"/> are those who have not yet given it; empty only while all that is left is a role's that nobody holds.</summary>
/// <param name="Seq">The message that it is about.</param>
/// <param name="Author">Who waits for it.</param>
/// <param name="Since">UTC microseconds.</param>
public sealed record Ask(long Seq, Guid Author, AskKind Kind, Priority Priority, long? DueAt, long Since, ImmutableArray<Guid> From)
{
    /// <summary>Asks open in one room at once, and people waited for in all of them: the fold stays bounded.</summary>
    public const int MostAsks = 2000, MostPeople = 10_000;

    /// <summary>Roles whose part is open.</summary>
    public ImmutableArray<AskedRole> Roles { get; init; } = [];

    internal static readonly ImmutableSortedDictionary<Guid, Nudging> NobodyNudged = ImmutableSortedDictionary<Guid, Nudging>.Empty;

    /// <summary>How far nudging has come, by whose part it is; of who was not nudged yet nothing stands here.</summary>
    public ImmutableSortedDictionary<Guid, Nudging> Nudging { get; init; } = NobodyNudged;

    /// <summary>Nobody else can give it: what somebody wrote they alone make clear, and confirm.</summary>
    [JsonIgnore]
    public bool IsPersonal => Kind is AskKind.Clarify or AskKind.Confirm;

    public Nudging NudgingOf(Guid part) => Nudging.GetValueOrDefault(part) ?? Asks.Nudging.None;

    /// <summary>Whose parts <paramref name="person"/> gives: their own first, then of those in whose place they were asked.</summary>
    public IEnumerable<Guid> PartsOf(Guid person) => Waited.Where(p => p == person).Concat(Nudging.Where(n => n.Key != person && n.Value.Asked.Contains(person) && Waited.Contains(n.Key)).Select(n => n.Key));

    /// <summary>Who was asked in whose place, whether that part is still open or not.</summary>
    [JsonIgnore]
    public IEnumerable<InPlace> InPlaces => Nudging.SelectMany(n => n.Value.Asked.Select(by => new InPlace(n.Key, by)));

    /// <summary>Who stands for it in the table of open asks: people, and roles that nobody holds.</summary>
    [JsonIgnore]
    public ImmutableArray<Guid> Waited => Roles.IsEmpty ? From : [.. From, .. Roles.Where(r => r.Holder is null).Select(r => r.Id)];

    /// <summary>Who has it in their list: those for whom it waits, and who was asked in their place.</summary>
    [JsonIgnore]
    public ImmutableArray<Guid> Listed => Nudging.IsEmpty ? Waited : [.. Waited.Concat(InPlaces.Where(p => Waited.Contains(p.For)).Select(p => p.By)).Distinct()];

    /// <summary>The asks with this one as it is now: gone when nobody is waited for.</summary>
    internal static ImmutableSortedDictionary<long, Ask> Put(ImmutableSortedDictionary<long, Ask> asks, Ask now) =>
        now.From.IsEmpty && now.Roles.IsEmpty ? asks.Remove(now.Seq) : asks.SetItem(now.Seq, now);

    /// <summary>The asks after <paramref name="person"/> gave what the message at <paramref name="seq"/> expected of them, or of those in whose place they were asked.</summary>
    public static ImmutableSortedDictionary<long, Ask> Close(ImmutableSortedDictionary<long, Ask> asks, long seq, Guid person)
    {
        if (!asks.TryGetValue(seq, out var ask)) return asks;
        var parts = ask.PartsOf(person).ToList();
        return parts.Count == 0 ? asks : Put(asks, parts.Aggregate(ask, Without));
    }

    private static Ask Without(Ask ask, Guid part) => ask with { From = ask.From.Remove(part), Roles = ask.Roles.RemoveAll(r => (r.Holder ?? r.Id) == part) };

    /// <summary>The room after <paramref name="person"/> replied to a message: it answers what was asked of them, and makes clear what was unclear of theirs.</summary>
    public static Room Answered(Room room, long seq, Guid person)
    {
        if (room.Asks.TryGetValue(seq, out var ask) && ask.Kind is AskKind.Acknowledge or AskKind.Reply)
        {
            var left = Close(room.Asks, seq, person);
            if (!ReferenceEquals(left, room.Asks)) room = room with { Asks = left };
        }
        return room.Unclear.TryGetValue(seq, out var unclear) && unclear.From.Contains(person) ? Clear(room, seq) : room;
    }

    /// <summary>The room after the message at <paramref name="seq"/> is no longer unclear.</summary>
    public static Room Clear(Room room, long seq) => room.Unclear.ContainsKey(seq) ? room with { Unclear = room.Unclear.Remove(seq) } : room;

    /// <summary>The room after somebody left it: nothing is expected of them any more.</summary>
    public static Room Gone(Room room, Guid person)
    {
        var (asks, unclear) = (room.Asks, room.Unclear);
        foreach (var ask in room.Asks.Values.Where(a => a.From.Contains(person))) asks = Put(asks, Without(ask, person));
        foreach (var ask in room.Unclear.Values.Where(a => a.From.Contains(person))) unclear = unclear.Remove(ask.Seq);
        return room with { Asks = asks, Unclear = unclear };
    }

    /// <summary>Why the room can take no further ask of so many people; null when it can.</summary>
    internal static Refusal? Full(Room room, int people) =>
        room.Asks.Count + room.Unclear.Count < MostAsks && room.Asks.Values.Sum(a => a.Waited.Length) + people <= MostPeople
            ? null
            : Refusal.Conflict("Too much is still open in this room. Close what is done first.");
}
