using Hub.Core.Rooms.Positions;

namespace Hub.Server.Realtime;

/// <summary>
/// Tells the other nodes. All of it may be lost, doubled or late without harm: what must arrive is read from the journal.
/// No call waits; none throws; nothing in a note is patient data.
/// </summary>
public interface IBus
{
    void Tell(Note note);
}

/// <summary>What one node tells the others.</summary>
[System.Text.Json.Serialization.JsonPolymorphic(TypeDiscriminatorPropertyName = "t")]
[System.Text.Json.Serialization.JsonDerivedType(typeof(Look), "l")]
[System.Text.Json.Serialization.JsonDerivedType(typeof(PresentHere), "p")]
[System.Text.Json.Serialization.JsonDerivedType(typeof(Signalled), "s")]
[System.Text.Json.Serialization.JsonDerivedType(typeof(PositionsMoved), "r")]
[System.Text.Json.Serialization.JsonDerivedType(typeof(NoticesMoved), "n")]
public abstract record Note;

/// <summary>The journal of a room stands at <paramref name="Head"/>: look.</summary>
/// <param name="Members">Somebody came or went.</param>
public sealed record Look(Guid Room, long Head, bool Members) : Note;

/// <summary>All who are in a room on the telling node.</summary>
/// <param name="Attending">Those of them who have it before their eyes.</param>
public sealed record PresentHere(Guid Room, IReadOnlyList<Guid> People, IReadOnlyList<Guid>? Attending = null) : Note;

public sealed record Signalled(Guid Room, Guid User, Signal Signal) : Note;

public sealed record PositionsMoved(IReadOnlyList<Position> Positions) : Note;

/// <summary>These people were told something, or what they were told was done: look.</summary>
public sealed record NoticesMoved(IReadOnlyCollection<Guid> People) : Note;

/// <summary>Hears what other nodes tell, one note at a time, each node's notes in order.</summary>
public interface IBusListener
{
    void Heard(Guid node, Note note);

    /// <summary>The bus was away and is back: what was told meanwhile is lost.</summary>
    void Restored();
}

/// <summary>One node alone has nobody to tell.</summary>
public sealed class InProcessBus : IBus
{
    public void Tell(Note note)
    {
    }
}
