using Hub.Core.Journal;
using Hub.Core.Rooms;

namespace Hub.Core.Feedback;

/// <summary>Writes down who will do what until when. It stays open until it is followed up.</summary>
[Command("makeCommitment")]
public sealed record MakeCommitment(DateTimeOffset Occurrence, Guid CommitmentId, string Text, Guid OwnerId, DateTimeOffset DueAt) : SessionCommand(Occurrence)
{
    protected override Decision Write(Room room, SessionDate date, long session, in Deciding by)
    {
        if (CommitmentId == Guid.Empty) return Refusal.Malformed("A commitment needs an id, which is a UUID.");
        if (room.Series!.Open.Exists(c => c.Id == CommitmentId)) return Refusal.Conflict("There is a commitment with this id.");
        if (room.Series.Open.Count >= Series.MostOpen) return Refusal.Conflict($"{Series.MostOpen} commitments are open. Follow some of them up first.");
        if (date.Words >= Series.MostWords) return Refusal.Conflict($"A session has at most {Series.MostWords} notes.");
        if (!room.Has(OwnerId)) return Refusal.Malformed("Whoever commits themselves is a participant.");
        if (Instant.ToMicros(DueAt) <= by.Now) return Refusal.Malformed("The due date lies behind.");
        return SeriesRules.Text(Text, "The commitment") ?? (Decision)new CommitmentMade(Occurrence, session, CommitmentId, Text.Trim(), OwnerId, DueAt);
    }
}

[Event("commitmentMade")]
public sealed record CommitmentMade(DateTimeOffset Occurrence, long Session, Guid CommitmentId, string Text, Guid OwnerId, DateTimeOffset DueAt) : SessionEvent(Occurrence, Session)
{
    public override Room Apply(Room room, JournalEvent header)
    {
        var next = Series.Change(room, Occurrence, d => d with { Words = d.Words + 1, Missed = false, Proposed = null });
        return next.Series is { } series
            ? next with { Series = series with { Open = series.Open.Add(new(CommitmentId, Instant.ToMicros(Occurrence), Session, Text, OwnerId, DueAt)) } }
            : next;
    }
}

/// <summary>Says what came of a commitment: done, or not and why. Not done with another date, it stays open until then. Its owner does it, or whoever sees to the series.</summary>
[Command("followUp")]
public sealed record FollowUp(Guid CommitmentId, bool Done, string? Why = null, DateTimeOffset? DueAt = null) : RoomCommand
{
    public override Decision Decide(Room room, in Deciding by)
    {
        if (SeriesRules.NoSeries(room) is { } no) return no;
        if (room.Series!.Open.Find(c => c.Id == CommitmentId) is not { } open) return Refusal.Conflict("This commitment is not open.");
        if (open.Owner != by.Actor && SeriesRules.NotOwner(room, by.Actor) is not null) return Refusal.Forbidden("Whoever made the commitment follows it up, or the owner of the series.");
        if (!Done && SeriesRules.Text(Why, "The reason") is { } missing) return missing;
        if (Why?.Length > Series.LongestText) return Refusal.TooLong($"The reason has at most {Series.LongestText} characters.");
        if (DueAt is { } due && (Done || Instant.ToMicros(due) <= by.Now)) return Refusal.Malformed("Another date is for what is not done, and lies ahead.");
        return new CommitmentFollowedUp(CommitmentId, open.Session, Done, Blank.Said(Why), DueAt);
    }
}

/// <summary>About the session in which the commitment was made.</summary>
[Event("commitmentFollowedUp")]
public sealed record CommitmentFollowedUp(Guid CommitmentId, long Session, bool Done, string? Why, DateTimeOffset? DueAt) : RoomEvent
{
    [System.Text.Json.Serialization.JsonIgnore]
    public override long? About => Session;

    public override Room Apply(Room room, JournalEvent header) => room.Series is not { } series ? room : room with
    {
        Series = series with
        {
            Open = DueAt is { } due && series.Open.Find(c => c.Id == CommitmentId) is { } open ? series.Open.Replace(open, open with { DueAt = due }) : series.Open.RemoveAll(c => c.Id == CommitmentId),
        },
    };
}
