using System.Text.Json.Serialization;
using Hub.Core.Journal;

namespace Hub.Core.Rooms;

/// <summary>Names an event on the wire and in the journal, e.g. <c>messagePosted</c>.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class EventAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}

/// <summary>
/// Marks events of which the body goes when its time of keeping is over: whatever people wrote, and all that says something about a patient. What is about a message
/// or about a session's page goes with that, and needs no mark.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class PassingAttribute : Attribute;

/// <summary>Something that happened in a room: the <c>data</c> of an event. Its properties are sealed when stored.</summary>
public abstract record RoomEvent
{
    /// <summary>Seq of the message that this is about; stands in the header, so that a message's story can be read by index.</summary>
    [JsonIgnore]
    public virtual long? About => null;

    /// <summary>What all members may see of it; less than itself where something is sealed until later.</summary>
    [JsonIgnore]
    public virtual RoomEvent Common => this;

    /// <summary>The room after this event. <paramref name="room"/> already stands at the event's seq.</summary>
    public virtual Room Apply(Room room, JournalEvent header) => room;
}
