using Hub.Core.Rooms;
using Hub.Core.Rooms.Messages;

namespace Hub.Core.Journal;

/// <summary>What is read off a room with each append because it must be exact: who is a member, what is open, how far the authors have read.</summary>
internal static class Projection
{
    public static void Add(Room before, Room after, IReadOnlyList<JournalEvent> events, AppendSet set)
    {
        var membersMoved = !ReferenceEquals(before.Members, after.Members);
        if (membersMoved) AddMembers(before, after, set);
        if (!ReferenceEquals(before.Asks, after.Asks)) AddAsks(before, after, membersMoved ? null : events, set);
        if (!ReferenceEquals(before.Roles, after.Roles)) AddRoles(before, after, set);
        foreach (var last in events.Where(e => e.Type == MessagePosted.Name).GroupBy(e => e.Actor).Select(own => own.Last()))
            set.Positions.Add(new() { Room = after.Id, User = last.Actor, Read = last.Seq, ReadN = last.N, Delivered = last.Seq });
    }

    private static void AddMembers(Room before, Room after, AppendSet set)
    {
        foreach (var gone in before.Members.Keys.Where(m => !after.Has(m))) set.MembersGone.Add((after.Id, gone));
        foreach (var m in after.Members.Values.Where(m => !before.Members.TryGetValue(m.UserId, out var was) || was != m))
            set.Members.Add(new() { Room = after.Id, User = m.UserId, Role = (short)m.Role, Since = m.Since });
    }

    private static void AddRoles(Room before, Room after, AppendSet set)
    {
        foreach (var gone in before.Roles.Keys.Where(r => !after.Roles.ContainsKey(r))) set.RolesGone.Add((after.Id, gone));
        foreach (var r in after.Roles.Values.Where(r => !before.Roles.TryGetValue(r.Id, out var was) || was.Holder != r.Holder))
            set.Roles.Add(new() { Room = after.Id, Role = r.Id, Holder = r.Holder });
    }

    // An event touches the ask of its own message or of the one it is about; only a change of members touches any.
    private static void AddAsks(Room before, Room after, IReadOnlyList<JournalEvent>? events, AppendSet set)
    {
        var touched = events?.SelectMany<JournalEvent, long>(e => e.About is { } about ? [e.Seq, about] : [e.Seq]) ?? before.Asks.Keys.Concat(after.Asks.Keys);
        foreach (var seq in touched.Distinct())
        {
            var was = before.Asks.GetValueOrDefault(seq);
            var now = after.Asks.GetValueOrDefault(seq);
            if (ReferenceEquals(was, now)) continue;
            if (was is not null) set.AsksTouched.Add((after.Id, seq));
            if (now is null) continue;
            foreach (var person in now.From)
                set.Asks.Add(new() { Room = after.Id, Seq = seq, User = person, Author = now.Author, Kind = (short)now.Kind, Priority = (short)now.Priority, DueAt = now.DueAt });
        }
    }
}
