using System.Text.Json;
using System.Text.Json.Serialization;
using Hub.Core;
using Hub.Core.Journal;
using Hub.Core.Rooms;
using Hub.Core.Rooms.Attachments;
using Hub.Core.Rooms.Asks;
using Hub.Core.Rooms.Messages;
using Hub.Core.Rooms.Positions;

namespace Hub.Server.Api;

/// <param name="Id">A command id of the client's: sending the same again returns the same room.</param>
public sealed record CreateRoomRequest(RoomKind Kind, string? Title = null, IReadOnlyList<Guid>? Members = null, Guid? Id = null);

public sealed record NewRoom(Guid Id);

public sealed record RoomListing(
    Guid Id, RoomKind Kind, string? Title, long Head, long N, long Read, long Unread, Role Role, IReadOnlyList<Guid> Members, string LastAt, int Waiting, int Mentions)
{
    public static RoomListing Of(Room room, Position mine, int mentions, Guid me) => new(
        room.Id, room.Kind, room.Title, room.Head, room.N, mine.Read, room.N - mine.ReadN, room.Members[me].Role,
        [.. room.Members.Keys.Order()], Instant.ToIso(room.LastAt), room.Asks.Values.Concat(room.Unclear.Values).Count(a => a.PartsOf(me).Any()), mentions);

    /// <summary>Its record was changed outside Care Hub: whoever asks for it is refused with the words for it. Left out of all others.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Tampered { get; init; }

    public static RoomListing Of(UnreadableRoom room) => new(room.Id, room.Kind, null, 0, 0, 0, 0, Role.Member, room.Members, Instant.ToIso(room.CreatedAt), 0, 0) { Tampered = true };
}

/// <param name="ByDuty">Here only while they hold a role of the room.</param>
/// <param name="Guest">Here only while an ask is open for which they were asked in somebody's place.</param>
public sealed record MemberDto(Guid UserId, Role Role, long Since, bool ByDuty, bool Guest);

public sealed record RoomRoleDto(Guid Id, string Name, Guid? Holder, long Since);

public sealed record AskDto(long Seq, Guid Author, AskKind Kind, Priority Priority, string? DueAt, IReadOnlyList<Guid> From,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<AskedRole>? Roles = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<InPlace>? InPlace = null)
{
    public static AskDto Of(Ask a) => new(a.Seq, a.Author, a.Kind, a.Priority, RoomSnapshot.Iso(a.DueAt), a.From, RolesOf(a), InPlaceOf(a));

    /// <summary>Null when nobody was asked in another's place.</summary>
    internal static IReadOnlyList<InPlace>? InPlaceOf(Ask? a) => a?.InPlaces.ToList() is { Count: > 0 } some ? some : null;

    /// <summary>Null when no role is asked.</summary>
    internal static IReadOnlyList<AskedRole>? RolesOf(Ask? a) => a is { Roles.IsEmpty: false } ? a.Roles : null;
}

public sealed record PinDto(long Seq, Guid By, string At);

public sealed record PositionDto(Guid UserId, long Read, long ReadN, long Delivered);

public sealed record RoomSnapshot(
    Guid Epoch, Guid Id, RoomKind Kind, string? Title, long Head, long N, string CreatedAt, Role Role,
    IReadOnlyList<MemberDto> Members, IReadOnlyList<RoomRoleDto> Roles, IReadOnlyList<AskDto> Asks, IReadOnlyList<PositionDto> Positions, IReadOnlyList<PinDto> Pins)
{
    public static RoomSnapshot Of(Guid epoch, Room room, IEnumerable<Position> positions, Guid me) => new(
        epoch, room.Id, room.Kind, room.Title, room.Head, room.N, Instant.ToIso(room.CreatedAt), room.Members[me].Role,
        [.. room.Members.Values.OrderBy(m => m.Since).ThenBy(m => m.UserId).Select(m => new MemberDto(m.UserId, m.Role, m.Since, m.ByDuty, m.Guest))],
        [.. room.Roles.Values.OrderBy(r => r.Name).ThenBy(r => r.Id).Select(r => new RoomRoleDto(r.Id, r.Name, r.Holder, r.Since))],
        [.. room.Asks.Values.Select(AskDto.Of)],
        [.. positions.Where(p => room.Has(p.UserId)).Select(p => new PositionDto(p.UserId, p.Read, p.ReadN, p.Delivered))],
        [.. room.Pins.Select(p => new PinDto(p.Seq, p.By, Instant.ToIso(p.At)))]);

    internal static string? Iso(long? at) => at is { } micros ? Instant.ToIso(micros) : null;
}

public sealed record EventDto(long Seq, long N, Guid Id, string Type, Guid Actor, string At, JsonElement? Data);

public sealed record EventsDto(Guid Epoch, long Head, IReadOnlyList<EventDto> Events)
{
    public static EventsDto Of(EventPage page) => new(page.Epoch, page.Head,
        [.. page.Events.Select(e => new EventDto(e.Seq, e.N, e.Id, e.Type, e.Actor, Instant.ToIso(e.At), e.CommonData is { } data ? JsonElement.Parse(data) : null))]);
}

public sealed record ExpectsDto(AskKind Kind, IReadOnlyList<Guid> From, string? DueAt);

public sealed record ReactionDto(string Emoji, IReadOnlyList<Guid> By);

public sealed record AcknowledgementDto(Guid UserId, string At, long Seq);

public sealed record MentionsDto(IReadOnlyList<Guid> People, bool Room,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<Guid>? Roles = null);

public sealed record RepliesDto(int Count, long LastSeq, string LastAt);

public sealed record EarlierTextDto(long Seq, Guid By, string At, string Text);

public sealed record MessageDto(
    long Seq, long N, Guid Id, Guid Author, string At, string? Text, Priority Priority, long? ReplyTo, ExpectsDto? Expects, IReadOnlyList<Guid> Open,
    int Edits, string? EditedAt, string? DeletedAt, Guid? DeletedBy, IReadOnlyList<ReactionDto> Reactions, IReadOnlyList<AcknowledgementDto> Acknowledged,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] MentionsDto? Mentions = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] RepliesDto? Replies = null)
{
    /// <summary>Roles whose part is open, with who is asked on their account. Left out when no role is asked.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<AskedRole>? OpenRoles { get; init; }

    /// <summary>Who was asked in whose place, while it is open. Left out when nobody was.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<InPlace>? InPlace { get; init; }

    /// <summary>What was done so that it is answered, oldest first. Left out when nothing was.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<NudgeLineDto>? Nudges { get; init; }

    /// <summary>Left out when there are none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<Attachment>? Attachments { get; init; }
    // Left out where there is nothing: most messages are plain, and nothing came of them.

    /// <summary>Who marked it as unclear, while its author has not answered that.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public MarkDto? Unclear { get; init; }
    /// <summary>Who asked no longer waits.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public MarkDto? Closed { get; init; }
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<HandOnDto>? HandedOn { get; init; }
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SbarDto? Sbar { get; init; }
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public CriticalResultDto? CriticalResult { get; init; }
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public HandoffDto? Handoff { get; init; }

    public static MessageDto Of(MessageState m, Room room) => new(
        m.Seq, m.N, m.Id, m.Author, Instant.ToIso(m.At), m.Text, m.Priority, m.ReplyTo,
        m.Expects is { } e ? new(e.Kind, e.From, e.DueAt is { } due ? Instant.ToIso(Instant.ToMicros(due)) : null) : null,
        room.Asks.TryGetValue(m.Seq, out var ask) ? ask.From : [],
        m.Edits, RoomSnapshot.Iso(m.EditedAt), RoomSnapshot.Iso(m.DeletedAt), m.DeletedBy,
        [.. m.Reactions.GroupBy(x => x.Emoji).Select(g => new ReactionDto(g.Key, [.. g.Select(r => r.UserId)]))],
        [.. m.Acknowledged.Select(a => new AcknowledgementDto(a.UserId, Instant.ToIso(a.At), a.Seq))],
        m.Mentions is { } named ? new(named.People ?? [], named.Room == true, named.Roles) : null,
        m.Replies is { } r ? new(r.Count, r.LastSeq, Instant.ToIso(r.LastAt)) : null)
    {
        OpenRoles = AskDto.RolesOf(room.Asks.GetValueOrDefault(m.Seq)),
        InPlace = AskDto.InPlaceOf(room.Asks.GetValueOrDefault(m.Seq)),
        Nudges = m.Story.Nudges.IsEmpty ? null : [.. m.Story.Nudges.Select(NudgeLineDto.Of)],
        Attachments = m.Attachments,
        Unclear = room.Unclear.TryGetValue(m.Seq, out var unclear) ? new(unclear.Author, Instant.ToIso(unclear.Since)) : null,
        Closed = m.Story.Closed is { } c ? new(c.By, Instant.ToIso(c.At)) : null,
        HandedOn = m.Story.HandedOn.IsEmpty ? null : [.. m.Story.HandedOn.Select(h => new HandOnDto(h.From, h.To, h.By, Instant.ToIso(h.At)))],
        Sbar = SbarDto.Of(m.Structure),
        CriticalResult = CriticalResultDto.Of(m.Structure),
        Handoff = HandoffDto.Of(m.Structure),
    };
}

public sealed record MessagesDto(Guid Epoch, long Head, bool More, IReadOnlyList<MessageDto> Messages)
{
    public static MessagesDto Of(MessagePage page) => new(page.Epoch, page.Head, page.More, [.. page.Messages.Select(m => MessageDto.Of(m, page.Room))]);
}
