namespace Hub.Core.Rooms.Members;

/// <summary>
/// Members for as long as an ask is open: asked in somebody's place, they see the room until it is given. They go with the commit that closes it.
/// </summary>
internal static class Guests
{
    /// <summary>How many may come into a room that is full: a limit that keeps rooms manageable must not keep anybody from being asked for a patient.</summary>
    public const int MostBeyond = 200;

    public static bool HavePlace(Room room) => room.Members.Count < CreateRoom.MostMembers + MostBeyond;

    /// <summary>Those who are here no longer: nothing waits for them in another's place, nor in person, and no role keeps them.</summary>
    public static IEnumerable<RoomEvent> Leaving(Room room) =>
        room.Guests.IsEmpty ? [] : room.Guests.Where(guest => room.Members[guest].Guest && !IsNeeded(room, guest)).Select(guest => new MemberRemoved(guest)).ToList();

    private static bool IsNeeded(Room room, Guid guest) =>
        room.Roles.Values.Any(r => r.Holder == guest)
        || room.Asks.Values.Concat(room.Unclear.Values).Any(a => a.PartsOf(guest).Any());
}
