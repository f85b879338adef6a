using Hub.Core.Journal;
using Hub.Core.Rooms.Retention;

namespace Hub.Core.Rooms.Reviews.Record;

/// <summary>Takes the events of a review one after the other and writes its minutes as of any of them. Keeps what the fold lets go: rounds and notes of closed cases.</summary>
internal sealed class MinutesWriter
{
    private readonly List<Guid> chairs = [];
    private readonly Dictionary<Guid, string> attended = [];
    private readonly List<Guid> came = [];
    private readonly Dictionary<Guid, List<MinutesRound>> rounds = [];
    private readonly Dictionary<Guid, List<MinutesNote>> notes = [];

    /// <param name="after">The room after this event.</param>
    public void Take(JournalEvent e, Room after)
    {
        if (e.Payload is Purged { Review: true }) Forget();
        if (after.Review?.Chair is { } chair && (chairs.Count == 0 || chairs[^1] != chair)) chairs.Add(chair);
        switch (e.Payload)
        {
            case ReviewAttended here:
                if (attended.TryAdd(e.Actor, here.Discipline)) came.Add(e.Actor);
                break;
            case OpinionsRevealed revealed:
                Of(rounds, revealed.CaseId).Add(new(revealed.Round, Instant.FromMicros(e.At), revealed.Opinions, revealed.Passed));
                break;
            case CaseNoted noted:
                Of(notes, noted.CaseId).Add(new(e.Actor, Instant.FromMicros(e.At), noted.Text));
                break;
        }
    }

    /// <summary>The minutes as of the last event taken.</summary>
    public MinutesDocument Write(Room room) => new(
        MinutesDocument.Version, room.Id, room.Title, Instant.FromMicros(room.CreatedAt), [.. chairs], [.. came.Select(p => new MinutesAttendee(p, attended[p]))],
        [.. room.Review!.Cases.Where(c => c.StartedAt is not null).Select(Case)]);

    // What comes after is another review.
    private void Forget()
    {
        chairs.Clear();
        attended.Clear();
        came.Clear();
        rounds.Clear();
        notes.Clear();
    }

    private MinutesCase Case(ReviewCase c) => new(
        c.Id, c.Question, c.Context, c.Presenter, Instant.FromMicros(c.StartedAt!.Value), c.ClosedAt is { } closed ? Instant.FromMicros(closed) : null, c.ClosedBecause,
        [.. Of(rounds, c.Id)], [.. Of(notes, c.Id)], MinutesDecision.Of(c.Decision));

    private static List<T> Of<T>(Dictionary<Guid, List<T>> by, Guid caseId) => by.TryGetValue(caseId, out var list) ? list : by[caseId] = [];
}
