namespace Hub.Core.Rooms.Walls;

/// <summary>What somebody is thanked for.</summary>
public enum ThanksValue : short { Reliability = 1, Respect = 2, Clarity = 3, Teaching = 4, CatchingAnError = 5 }

/// <summary>Thanks as the form of a message on the wall; its words are the message's text.</summary>
/// <param name="To">People of the team; empty when it is to the whole team.</param>
/// <param name="Source">The message that it came of, which only its own room's members can open.</param>
public sealed record Thanks(ThanksValue Value, IReadOnlyList<Guid> To, bool Team = false, MessagePlace? Source = null);

/// <summary>A formal award as the form of a message on the wall: what it is called, and who has it. The text says why.</summary>
public sealed record Award(string Name, IReadOnlyList<Guid> To);

/// <summary>A message of another room.</summary>
public sealed record MessagePlace(Guid Room, long Seq);
