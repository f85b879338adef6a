using System.Text.Json.Serialization;

namespace Hub.Core.Rooms;

/// <summary>Names a command on the wire, e.g. <c>postMessage</c>.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class CommandAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}

/// <summary>
/// What somebody wants to happen in a room. Each command decides for itself, purely, from the room as folded so far,
/// the facts that it names, the actor and the instant: events, an earlier answer, or a refusal.
/// </summary>
public abstract record RoomCommand
{
    /// <summary>Made by the client, unique per (room, actor): a retry with the same id gets the first answer.</summary>
    [JsonIgnore]
    public Guid Id { get; init; }

    /// <summary>Seqs of the messages whose present state <see cref="Decide"/> needs.</summary>
    [JsonIgnore]
    public virtual IEnumerable<long> Messages => [];

    /// <summary>People who must exist for <see cref="Decide"/> to name them.</summary>
    [JsonIgnore]
    public virtual IEnumerable<Guid> People => [];

    /// <summary>Uploaded files that <see cref="Decide"/> names.</summary>
    [JsonIgnore]
    public virtual IEnumerable<Guid> Uploads => [];

    /// <summary>Roles on call that must exist for <see cref="Decide"/> to name them.</summary>
    [JsonIgnore]
    public virtual IEnumerable<Guid> Roles => [];

    /// <summary>A message of another room that this names; <see cref="IFacts.SeesElsewhere"/> says whether the actor can see it.</summary>
    [JsonIgnore]
    public virtual Walls.MessagePlace? Elsewhere => null;

    /// <summary>Whether <see cref="Decide"/> needs the actor's discipline.</summary>
    [JsonIgnore]
    public virtual bool NamesOwnDiscipline => false;

    /// <summary>In which kinds of rooms it can be given; a wall takes little of what other rooms do.</summary>
    public virtual bool Fits(RoomKind kind) => kind != RoomKind.Wall;

    /// <summary>What follows from this command. No clock, no I/O.</summary>
    public abstract Decision Decide(Room room, in Deciding by);
}

/// <summary>Who decides when, on which facts.</summary>
/// <param name="Actor">Already known to be a member of the room.</param>
/// <param name="Now">UTC microseconds; never before the room's last event.</param>
public readonly record struct Deciding(Guid Actor, long Now, IFacts Facts);

/// <summary>Facts about what a command names, loaded before it decides.</summary>
public interface IFacts
{
    /// <summary>The present state of the message at <paramref name="seq"/>; null when there is no message there.</summary>
    Messages.MessageState? Message(long seq);

    /// <summary>The upload with this id in this room; null when there is none.</summary>
    Attachments.Upload? Upload(Guid id);

    /// <summary>Whether this person exists and is enabled.</summary>
    bool Exists(Guid person);

    /// <summary>Whether the actor can see the message of another room that the command names.</summary>
    bool SeesElsewhere { get; }

    /// <summary>The actor's discipline, where the command asked for it.</summary>
    string? Discipline(Guid person);

    /// <summary>32 bytes that only this room can work out, of this person's command: the same each time, and nobody's guess, nor another's who gives their own command the same id.</summary>
    byte[] Secret(Guid person, Guid command);

    /// <summary>Who holds this role now; null when there is no such role.</summary>
    Duty.DutyNow? Duty(Guid role);
}

/// <summary>What a command led to.</summary>
public abstract record Decision
{
    private Decision() { }

    /// <summary>These happened, in this order, all or none.</summary>
    public sealed record Happened(IReadOnlyList<RoomEvent> Events) : Decision;

    /// <summary>It had been done before, by the event at <paramref name="Seq"/>.</summary>
    public sealed record Already(long Seq) : Decision;

    /// <summary>It may not be.</summary>
    public sealed record Refused(Refusal Why) : Decision;

    public static implicit operator Decision(RoomEvent happened) => new Happened([happened]);
    public static implicit operator Decision(Refusal why) => new Refused(why);
}
