using Hub.Core.Journal;

namespace Hub.Core.Rooms.Reviews;

/// <summary>Something noted on a case, for all to see.</summary>
/// <param name="At">UTC microseconds.</param>
public sealed record CaseNote(Guid By, string Text, long At);

/// <summary>Notes something on a case. Not while opinions are given unseen: a note would colour them.</summary>
[Command("noteOnCase")]
public sealed record NoteOnCase(Guid CaseId, string Text) : RoomCommand
{
    private const int MostNotes = 100;

    public override Decision Decide(Room room, in Deciding by)
    {
        if (ReviewRules.NoReview(room) is { } no) return no;
        if (room.Review!.Case(CaseId) is not { } found) return Refusal.NotFound("There is no such case.");
        if (found.Phase == CasePhase.Closed) return Refusal.Conflict("The case is closed.");
        if (found.Phase == CasePhase.Opinions) return Refusal.Conflict("While opinions are given nothing is noted. Keep it for the discussion.");
        if (found.Notes.Count >= MostNotes) return Refusal.Conflict($"A case has at most {MostNotes} notes.");
        return ReviewRules.Text(Text, "The note", Review.LongestNote, true) is { } wrong ? wrong : new CaseNoted(CaseId, Text.Trim());
    }
}

[Event("caseNoted")]
public sealed record CaseNoted(Guid CaseId, string Text) : ReviewEvent
{
    public override Room Apply(Room room, JournalEvent header) => Review.Change(room, CaseId, c => c with { Notes = c.Notes.Add(new(header.Actor, Text, header.At)) });
}
