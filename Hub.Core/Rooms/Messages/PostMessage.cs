using System.Collections.Immutable;
using System.Text;
using Hub.Core.Journal;
using Hub.Core.Rooms.Attachments;

namespace Hub.Core.Rooms.Messages;

/// <param name="WithinMinutes">From now; at most 31 days.</param>
public sealed record Expects(AskKind Kind, IReadOnlyList<Guid> From, int? WithinMinutes = null);

[Command("postMessage")]
public sealed record PostMessage(string Text, Priority? Priority = null, Expects? Expects = null, long? ReplyTo = null, Mentions? Mentions = null) : RoomCommand
{
    /// <summary>UTF-8 bytes.</summary>
    public const int LongestText = 32 * 1024;
    private const int LongestWait = 31 * 24 * 60;

    /// <summary>Ids of the actor's own uploads to this room; with them the text may be empty.</summary>
    public IReadOnlyList<Guid>? Attachments { get; init; }

    public override IEnumerable<Guid> Uploads => Attachments ?? [];

    public override IEnumerable<long> Messages => ReplyTo is { } seq ? [seq] : [];

    public override Decision Decide(Room room, in Deciding by)
    {
        var files = AttachmentRules.Take(Attachments, by, out var missing);
        if (missing is not null) return missing;
        if (Fault(Text, mayBeEmpty: files is not null) is { } fault) return fault;
        if (ReplyTo is { } seq && by.Facts.Message(seq) is null) return Refusal.Malformed("The message replied to is not in this room.");
        var (mentions, unfit) = Rooms.Messages.Mentions.Check(Mentions, room);
        if (unfit is not null) return unfit;
        Expectation? expectation = null;
        if (Expects is { } expects)
        {
            var from = expects.From.Distinct().ToList();
            if (from.Count == 0) return Refusal.Malformed("Say of whom something is expected.");
            if (from.Contains(by.Actor)) return Refusal.Malformed("One cannot expect something of oneself.");
            if (!from.All(room.Has)) return Refusal.Malformed("Something is expected of a person who is not a member.");
            if (expects.WithinMinutes is < 1 or > LongestWait) return Refusal.Malformed($"The time to answer is between 1 and {LongestWait} minutes.");
            expectation = new Expectation(expects.Kind, from, expects.WithinMinutes is { } minutes ? Instant.FromMicros(by.Now + minutes * Instant.Minute) : null);
        }
        return new MessagePosted(Text, Priority ?? Rooms.Messages.Priority.Routine, expectation, ReplyTo, mentions) { Attachments = files };
    }

    /// <summary>What is wrong with a text; null when nothing is.</summary>
    internal static Refusal? Fault(string text, bool mayBeEmpty = false) =>
        !mayBeEmpty && string.IsNullOrWhiteSpace(text) ? Refusal.Malformed("A message needs a text.")
        : Encoding.UTF8.GetByteCount(text) > LongestText ? Refusal.TooLong("A message has at most 32 KB of text.")
        : null;
}

[Event(Name)]
public sealed record MessagePosted(string Text, Priority Priority = Priority.Routine, Expectation? Expects = null, long? ReplyTo = null, Mentions? Mentions = null) : RoomEvent
{
    public const string Name = "messagePosted";

    public IReadOnlyList<Attachment>? Attachments { get; init; }

    public override long? About => ReplyTo;

    public override Room Apply(Room room, JournalEvent header)
    {
        var asks = ReplyTo is { } asked ? Ask.Close(room.Asks, asked, header.Actor) : room.Asks;
        if (Expects is { } e)
            asks = asks.Add(header.Seq, new Ask(header.Seq, header.Actor, e.Kind, Priority, e.DueAt is { } due ? Instant.ToMicros(due) : null, [.. e.From]));
        return ReferenceEquals(asks, room.Asks) ? room : room with { Asks = asks };
    }
}
