using Hub.Core.Feedback;
using Hub.Core.Notifications;
using Hub.Core.Rooms;
using Hub.Core.Rooms.Asks;
using Hub.Core.Rooms.Messages;
using Hub.Core.Rooms.Retention;
using Hub.Core.Rooms.Reviews;
using Hub.Core.Rooms.Reviews.FollowUp;

namespace Hub.Core.Journal;

/// <summary>What is read off a room with each append because it must be exact: who is a member, what is open, how far the authors have read.</summary>
internal static class Projection
{
    public static void Add(Room before, Room after, IReadOnlyList<JournalEvent> events, AppendSet set)
    {
        // First: what came after it in the same commit stays.
        if (before.PurgedThrough != after.PurgedThrough) PurgeWrites.Add(before, after, set);
        var membersMoved = !ReferenceEquals(before.Members, after.Members);
        if (membersMoved) AddMembers(before, after, set);
        if (!ReferenceEquals(before.Roles, after.Roles)) AddRoles(before, after, set);
        if (!ReferenceEquals(before.Asks, after.Asks) || !ReferenceEquals(before.Unclear, after.Unclear)) AddAsks(before, after, membersMoved || !ReferenceEquals(before.Roles, after.Roles) || before.PurgedThrough != after.PurgedThrough ? null : events, set);
        if (before.Review?.Plan != after.Review?.Plan && after.Review?.Plan is { } plan) set.Also.Add(PlanOf(after.Id, plan));
        SeriesWrites.Add(before, after, set);
        foreach (var e in events)
            if (e.Payload is NudgeEvent nudge) NudgeWrites.Add(nudge, e, set);
            else if (after.Wall is not null && e.Payload is MessageDeleted deleted) AskNotices.Withdrawn(after.Id, deleted, e.At, set);
        DecisionTables.Add(before, after, set);
        UnreadyCases.Add(before, after, set);
        foreach (var last in events.Where(e => e.Type == MessagePosted.Name).GroupBy(e => e.Actor).Select(own => own.Last()))
            set.Positions.Add(new() { Room = after.Id, User = last.Actor, Read = last.Seq, ReadN = last.N, Delivered = last.Seq });
    }

    private static SideWrite PlanOf(Guid room, ReviewPlan plan) =>
        new("INSERT INTO review_plans (room, at) VALUES (@room, @at) ON CONFLICT (room) DO UPDATE SET at = excluded.at", ("@room", room), ("@at", plan.At));

    private static void AddMembers(Room before, Room after, AppendSet set)
    {
        foreach (var gone in before.Members.Keys.Where(m => !after.Has(m))) set.MembersGone.Add((after.Id, gone));
        AskNotices.Gone(before, after, set);
        foreach (var m in after.Members.Values.Where(m => !before.Members.TryGetValue(m.UserId, out var was) || was != m))
            set.Members.Add(new() { Room = after.Id, User = m.UserId, Role = (short)m.Role, Since = m.Since });
    }

    private static void AddRoles(Room before, Room after, AppendSet set)
    {
        foreach (var gone in before.Roles.Keys.Where(r => !after.Roles.ContainsKey(r))) set.RolesGone.Add((after.Id, gone));
        foreach (var r in after.Roles.Values.Where(r => !before.Roles.TryGetValue(r.Id, out var was) || was.Holder != r.Holder))
            set.Roles.Add(new() { Room = after.Id, Role = r.Id, Holder = r.Holder });
    }

    // An event touches the asks of its own message or of the one it is about; only a change of members or of who holds a role, and a purge, touch any.
    private static void AddAsks(Room before, Room after, IReadOnlyList<JournalEvent>? events, AppendSet set)
    {
        var touched = events?.SelectMany<JournalEvent, long>(e => e.About is { } about ? [e.Seq, about] : [e.Seq])
            ?? before.Asks.Keys.Concat(after.Asks.Keys).Concat(before.Unclear.Keys).Concat(after.Unclear.Keys);
        foreach (var seq in touched.Distinct())
        {
            AskNotices.Add(before, after, seq, set);
            Replace(before.Asks.GetValueOrDefault(seq), after.Asks.GetValueOrDefault(seq), after.Id, set);
            Replace(before.Unclear.GetValueOrDefault(seq), after.Unclear.GetValueOrDefault(seq), after.Id, set);
        }
    }

    // Of an ask to two thousand people one acknowledgement takes one row away, and writes none.
    private static void Replace(Ask? was, Ask? now, Guid room, AppendSet set)
    {
        if (ReferenceEquals(was, now)) return;
        var same = was is not null && now is not null && Bare(was) == Bare(now);
        var (old, next) = (was?.Listed ?? [], now?.Listed ?? []);
        // Whoever was only asked in somebody's place, and takes it over, is waited for from now on.
        var kept = same ? old.Intersect(next).Except(now!.Waited.Except(was!.Waited)).ToHashSet() : [];
        foreach (var person in old.Where(p => !kept.Contains(p))) set.AsksGone.Add((room, was!.Seq, person));
        foreach (var person in next.Where(p => !kept.Contains(p)))
            set.Asks.Add(new() { Room = room, Seq = now!.Seq, User = person, Author = now.Author, Kind = (short)now.Kind, Priority = (short)now.Priority, DueAt = now.DueAt, Since = now.Since, NextAt = now.Waited.Contains(person) ? NudgeWrites.FirstLook(now) : null });
    }

    private static Ask Bare(Ask ask) => ask with { From = [], Roles = [], Nudging = Ask.NobodyNudged };
}
