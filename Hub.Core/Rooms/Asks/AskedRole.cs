using System.Collections.Immutable;

namespace Hub.Core.Rooms.Asks;

/// <summary>A role on call's part of an ask: whoever holds the role is asked, and with the role it moves on.</summary>
/// <param name="Holder">Who is asked on its account and stands in <see cref="Ask.From"/>; null while nobody holds it.</param>
public sealed record AskedRole(Guid Id, Guid? Holder);

/// <summary>
/// How a role's part moves. Somebody is asked either in person or by their roles, never both, so that what goes with a role
/// never takes along what they were asked in person.
/// </summary>
internal static class AskedRoles
{
    /// <summary>The room after the role is held by somebody else, or by nobody: its part waits for them, or for whoever comes next.</summary>
    public static Room Held(Room room, Guid role, Guid? by) => Each(room, role, ask => Held(ask, role, by));

    /// <summary>The room after the role left it: nothing is expected of it any more.</summary>
    public static Room Dropped(Room room, Guid role) => Each(room, role, ask => Without(ask, role));

    private static Room Each(Room room, Guid role, Func<Ask, Ask> change)
    {
        var asks = room.Asks;
        foreach (var ask in room.Asks.Values.Where(a => a.Roles.Any(r => r.Id == role))) asks = Ask.Put(asks, change(ask));
        return ReferenceEquals(asks, room.Asks) ? room : room with { Asks = asks };
    }

    private static Ask Held(Ask ask, Guid role, Guid? by)
    {
        var left = Without(ask, role);
        if (by is not { } holder) return left with { Roles = left.Roles.Add(new(role, null)) };
        // Who asked holds it now and has it in their own hands; who is asked in person is asked already.
        if (holder == ask.Author || (left.From.Contains(holder) && !left.Roles.Any(r => r.Holder == holder))) return left;
        return left with { Roles = left.Roles.Add(new(role, holder)), From = left.From.Contains(holder) ? left.From : left.From.Add(holder) };
    }

    private static Ask Without(Ask ask, Guid role)
    {
        var holder = ask.Roles.First(r => r.Id == role).Holder;
        var roles = ask.Roles.RemoveAll(r => r.Id == role);
        return ask with { Roles = roles, From = holder is { } person && !roles.Any(r => r.Holder == person) ? ask.From.Remove(person) : ask.From };
    }
}
