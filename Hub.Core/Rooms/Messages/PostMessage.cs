using System.Text;
using Hub.Core.Journal;
using Hub.Core.Rooms.Attachments;
using Hub.Core.Rooms.Asks;
using Hub.Core.Rooms.Handoffs;
using Hub.Core.Rooms.Structured;
using Hub.Core.Rooms.Walls;

namespace Hub.Core.Rooms.Messages;

/// <param name="Text">Empty beside a form, which says it in its fields.</param>
[Command("postMessage")]
public sealed record PostMessage(string Text, Priority? Priority = null, Expects? Expects = null, long? ReplyTo = null, Mentions? Mentions = null) : RoomCommand
{
    /// <summary>UTF-8 bytes.</summary>
    public const int LongestText = 32 * 1024;

    public Sbar? Sbar { get; init; }
    /// <summary>Expects a read-back, and is urgent unless it says otherwise.</summary>
    public CriticalResult? CriticalResult { get; init; }

    /// <summary>Ids of the actor's own uploads to this room; with them the text may be empty.</summary>
    public IReadOnlyList<Guid>? Attachments { get; init; }

    public override IEnumerable<Guid> Uploads => Attachments ?? [];

    public override IEnumerable<long> Messages => ReplyTo is { } seq ? [seq] : [];

    public override Decision Decide(Room room, in Deciding by)
    {
        var files = AttachmentRules.Take(Attachments, by, out var missing);
        if (missing is not null) return missing;
        IForm? form = Sbar is null ? CriticalResult : Sbar;
        if (Sbar is not null && CriticalResult is not null) return Refusal.Malformed("A message carries one form.");
        if (form is not null && Text.Length > 0) return Refusal.Malformed("Beside a form the text stays empty: write into its fields.");
        if ((form is null ? Fault(Text, mayBeEmpty: files is not null) : form.Fault(room, by)) is { } fault) return fault;
        if (ReplyTo is { } seq && by.Facts.Message(seq) is null) return Refusal.Malformed("The message replied to is not in this room.");
        var (mentions, unfit) = Rooms.Messages.Mentions.Check(Mentions, room);
        if (unfit is not null) return unfit;
        var expectation = form?.Expects();
        if (Expects is { } expects)
        {
            if (expectation is not null) return Refusal.Malformed("A critical result expects a read-back and nothing else.");
            (expectation, var no) = expects.Settle(room, by);
            if (no is not null) return no;
        }
        var priority = Priority ?? (CriticalResult is null ? Rooms.Messages.Priority.Routine : Rooms.Messages.Priority.Urgent);
        return new MessagePosted(form?.InWords() ?? Text, priority, expectation, ReplyTo, mentions) { Sbar = Sbar, CriticalResult = CriticalResult, Attachments = files };
    }

    /// <summary>What is wrong with a text; null when nothing is.</summary>
    internal static Refusal? Fault(string text, bool mayBeEmpty = false) =>
        !mayBeEmpty && Blank.Is(text) ? Refusal.Malformed("A message needs a text.")
        : Encoding.UTF8.GetByteCount(text) > LongestText ? Refusal.TooLong("A message has at most 32 KB of text.")
        : null;
}

[Event(Name), Passing]
public sealed record MessagePosted(string Text, Priority Priority = Priority.Routine, Expectation? Expects = null, long? ReplyTo = null, Mentions? Mentions = null) : RoomEvent
{
    public const string Name = "messagePosted";

    public IReadOnlyList<Attachment>? Attachments { get; init; }

    public override long? About => ReplyTo;

    public Sbar? Sbar { get; init; }
    public CriticalResult? CriticalResult { get; init; }
    public Handoff? Handoff { get; init; }
    /// <summary>On a wall.</summary>
    public Thanks? Thanks { get; init; }
    public Award? Award { get; init; }

    internal IReadOnlyList<Guid>? ThankedPeople => Thanks?.To ?? Award?.To;

    public override Room Apply(Room room, JournalEvent header)
    {
        if (ReplyTo is { } asked) room = Ask.Answered(room, asked, header.Actor);
        return Expects is { } e
            ? room with { Asks = room.Asks.Add(header.Seq, new Ask(header.Seq, header.Actor, e.Kind, Priority, e.DueAt is { } due ? Instant.ToMicros(due) : null, header.At, [.. e.From])
            {
                Roles = [.. (e.Roles ?? []).Select(r => new AskedRole(r, room.Roles.GetValueOrDefault(r)?.Holder))],
            }) }
            : room;
    }
}
