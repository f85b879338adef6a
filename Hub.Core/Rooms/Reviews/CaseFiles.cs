using System.Collections.Immutable;
using Hub.Core.Journal;
using Hub.Core.Rooms.Attachments;

namespace Hub.Core.Rooms.Reviews;

/// <summary>A file of the room that belongs to a case.</summary>
/// <param name="Seq">The message that it came with: deleted or purged, its files are gone here too.</param>
public sealed record CaseFile(Attachment File, long Seq);

/// <summary>Ties the files of a message to a case, so that they stand beside its question. Any member may.</summary>
[Command("attachToCase")]
public sealed record AttachToCase(Guid CaseId, long Seq) : RoomCommand
{
    private const int MostFiles = 40;

    public override IEnumerable<long> Messages => [Seq];

    public override Decision Decide(Room room, in Deciding by)
    {
        if (ReviewRules.NoReview(room) is { } no) return no;
        if (room.Review!.Case(CaseId) is not { } found) return Refusal.NotFound("There is no such case.");
        if (found.Phase == CasePhase.Closed) return Refusal.Conflict("The case is closed.");
        if (by.Facts.Message(Seq) is not { Attachments: { Count: > 0 } files }) return Refusal.NotFound("There is no message with files there.");
        Attachment[] more = [.. files.Where(f => !found.Files.Exists(t => t.File.Id == f.Id))];
        if (more.Length == 0) return Refusal.Conflict("They belong to this case already.");
        if (found.Files.Count + more.Length > MostFiles) return Refusal.TooLong($"A case has at most {MostFiles} files.");
        return new FilesAttached(CaseId, Seq, more);
    }
}

[Event(Name)]
public sealed record FilesAttached(Guid CaseId, long Seq, IReadOnlyList<Attachment> Files) : ReviewEvent
{
    public const string Name = "filesAttached";

    public override Room Apply(Room room, JournalEvent header) =>
        Review.Change(room, CaseId, c => c with { Files = c.Files.AddRange(Files.Select(f => new CaseFile(f, Seq))) });
}

/// <summary>Takes one file away from a case; it stays in its message.</summary>
[Command("detachFromCase")]
public sealed record DetachFromCase(Guid CaseId, Guid FileId) : RoomCommand
{
    public override Decision Decide(Room room, in Deciding by)
    {
        if (ReviewRules.NoReview(room) is { } no) return no;
        if (room.Review!.Case(CaseId) is not { Phase: not CasePhase.Closed } found) return Refusal.NotFound("There is no such case, or it is closed.");
        return found.Files.Exists(f => f.File.Id == FileId) ? new FileDetached(CaseId, FileId) : Refusal.Conflict("This file is not part of the case.");
    }
}

[Event("fileDetached")]
public sealed record FileDetached(Guid CaseId, Guid FileId) : ReviewEvent
{
    public override Room Apply(Room room, JournalEvent header) => Review.Change(room, CaseId, c => c with { Files = c.Files.RemoveAll(f => f.File.Id == FileId) });
}

/// <summary>What is gone with its message.</summary>
internal static class LostFiles
{
    public static Room WithoutFilesOf(this Room room, Func<long, bool> gone) => room.Review is { } review && review.Cases.Exists(c => c.Files.Exists(f => gone(f.Seq)))
        ? room with { Review = review with { Cases = review.Cases.ConvertAll(c => c with { Files = c.Files.RemoveAll(f => gone(f.Seq)) }) } }
        : room;
}
