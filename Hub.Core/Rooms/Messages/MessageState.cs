using System.Collections.Immutable;
using Hub.Core.Journal;
using Hub.Core.Rooms.Attachments;
using Hub.Core.Rooms.Asks;
using Hub.Core.Rooms.Structured;

namespace Hub.Core.Rooms.Messages;

public sealed record Reaction(string Emoji, Guid UserId, long Seq);

public sealed record Acknowledgement(Guid UserId, long At, long Seq);

/// <summary>
/// One message as it stands now: its posting with all that came after about it folded in.
/// Of a deleted one only the place is left: who, when, deleted when and by whom. Of whom something is still expected stands in the room.
/// </summary>
public sealed record MessageState
{
    public required long Seq { get; init; }
    public required long N { get; init; }
    public required Guid Id { get; init; }
    public required Guid Author { get; init; }
    public required long At { get; init; }
    /// <summary>Null when deleted or purged.</summary>
    public string? Text { get; init; }
    public Priority Priority { get; init; } = Priority.Routine;
    public long? ReplyTo { get; init; }
    public Expectation? Expects { get; init; }
    public Mentions? Mentions { get; init; }
    /// <summary>Null when there are none.</summary>
    public IReadOnlyList<Attachment>? Attachments { get; init; }
    public int Edits { get; init; }
    public long? EditedAt { get; init; }
    public long? DeletedAt { get; init; }
    public long? DeletedSeq { get; init; }
    public Guid? DeletedBy { get; init; }
    public ImmutableList<Reaction> Reactions { get; init; } = [];
    /// <summary>How often a reaction was given or taken back.</summary>
    public int ReactionChanges { get; init; }
    public ImmutableList<Acknowledgement> Acknowledged { get; init; } = [];
    /// <summary>Null when there are none. Replies to a message may be many, so its readers count them.</summary>
    public Threads.Replies? Replies { get; init; }
    /// <summary>What became of what it expects.</summary>
    public AskStory Story { get; init; } = AskStory.None;
    /// <summary>Its form; null for a plain message.</summary>
    public Structure? Structure { get; init; }
    /// <summary>Seq of the last event folded in.</summary>
    public required long LastSeq { get; init; }

    public static MessageState From(JournalEvent posted)
    {
        var data = posted.Payload as MessagePosted;
        return new()
        {
            Seq = posted.Seq,
            N = posted.N,
            Id = posted.Id,
            Author = posted.Actor,
            At = posted.At,
            Text = data?.Text,
            Priority = data?.Priority ?? Priority.Routine,
            ReplyTo = data?.ReplyTo,
            Expects = data?.Expects,
            Mentions = data?.Mentions,
            Attachments = data?.Attachments,
            Structure = Structure.Of(data),
            LastSeq = posted.Seq,
        };
    }

    /// <summary>The message after an event that is about it.</summary>
    public MessageState Apply(JournalEvent about)
    {
        var next = this with { LastSeq = about.Seq };
        if (DeletedAt is not null) return next;
        return about.Payload switch
        {
            _ when about.Type == MessageDeleted.Name => Deleted(next, about),
            // Its body was taken out, by a purge with the message's own or by somebody: what it replaced is not the message's text again.
            null when about.Type == MessageEdited.Name => next with { Text = null, Mentions = null },
            MessageEdited e => next with { Text = e.Text, Mentions = e.Mentions, Edits = Edits + 1, EditedAt = about.At },
            Messages.Acknowledged when Acknowledged.Exists(a => a.UserId == about.Actor) => next,
            Messages.Acknowledged => next with { Acknowledged = Acknowledged.Add(new(about.Actor, about.At, about.Seq)) },
            Reacted { On: true } r => next with { Reactions = Reactions.Add(new(r.Emoji, about.Actor, about.Seq)), ReactionChanges = ReactionChanges + 1 },
            Reacted r => next with { Reactions = Reactions.RemoveAll(x => x.Emoji == r.Emoji && x.UserId == about.Actor), ReactionChanges = ReactionChanges + 1 },
            MessagePosted => next with { Replies = new((Replies?.Count ?? 0) + 1, about.Seq, about.At) },
            _ => AskStory.Apply(next, about),
        };
    }

    private static MessageState Deleted(MessageState message, JournalEvent about) => message with
    {
        Text = null,
        Attachments = null,
        Expects = null,
        Mentions = null,
        ReplyTo = null,
        Priority = Priority.Routine,
        Edits = 0,
        EditedAt = null,
        Reactions = [],
        Acknowledged = [],
        Replies = null,
        Story = AskStory.None,
        Structure = null,
        DeletedAt = about.At,
        DeletedSeq = about.Seq,
        DeletedBy = about.Actor,
    };
}
