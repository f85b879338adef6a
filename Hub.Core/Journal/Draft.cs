using Hub.Core.Rooms;
using Hub.Core.Rooms.Attachments;
using Hub.Core.Rooms.Duty;
using Hub.Core.Rooms.Members;
using Hub.Core.Rooms.Messages;
using Hub.Core.Rooms.Retention;

namespace Hub.Core.Journal;

/// <summary>
/// One room within a lane's transaction: takes commands one after the other, each deciding on what those before it in the
/// batch left behind, and gathers what is to be written. Nothing of it is seen by anybody before the commit.
/// </summary>
internal sealed class Draft : IFacts
{
    /// <summary>A room is never further than this beyond its saved fold.</summary>
    public const int SaveFoldEvery = 500;

    private RoomKey key;
    private readonly bool isNew;
    private readonly Room before;
    private long savedAt;
    private byte[] wrappedKey;
    private readonly List<JournalEvent> events = [];
    private readonly Dictionary<long, MessageState> messages = [];
    private readonly Dictionary<Guid, Upload> uploads = [];
    private Room room;
    private byte[] link;
    private Named named = Named.Nobody;

    /// <summary>An existing room.</summary>
    public Draft(RoomRow row, LiveRoom live)
    {
        (key, room, before, link, wrappedKey, savedAt) = (live.Key, live.Fold, live.Fold, row.Link, row.WrappedKey, live.SavedAt);
    }

    /// <summary>A room that is made in this transaction.</summary>
    public Draft(Guid id, Sealer sealer)
    {
        isNew = true;
        key = RoomKey.New();
        (room, before, link, wrappedKey) = (Room.Empty(id), Room.Empty(id), Chain.Start, sealer.Wrap(key, id));
    }

    public IReadOnlyList<JournalEvent> Events => events;

    public Room Before => before;

    public LiveRoom Live => new(key, room, savedAt);

    public RoomKey Key => key;

    MessageState? IFacts.Message(long seq) => seq <= room.PurgedThrough ? null : messages.GetValueOrDefault(seq);

    Upload? IFacts.Upload(Guid id) => uploads.GetValueOrDefault(id);

    bool IFacts.Exists(Guid person) => named.People.Contains(person);

    DutyNow? IFacts.Duty(Guid role) => named.Duty.GetValueOrDefault(role);

    bool IFacts.SeesElsewhere => named.SeesElsewhere;

    string? IFacts.Discipline(Guid person) => named.OwnDiscipline;

    byte[] IFacts.Secret(Guid person, Guid command)
    {
        var secret = new byte[32];
        // Command ids are unique per person only.
        key.Derive(secret, [.. person.ToByteArray(bigEndian: true), .. command.ToByteArray(bigEndian: true)], "care-hub/room/opinion"u8);
        return secret;
    }

    /// <summary>Takes in a message that commands of this batch name, as it was before the batch.</summary>
    public void Learn(MessageState message) => messages[message.Seq] = message;

    /// <summary>Takes in an upload that commands of this batch name.</summary>
    public void Learn(Upload upload) => uploads[upload.File.Id] = upload;

    /// <summary>Decides and applies one command.</summary>
    public Outcome Take(Submission submission, TimeProvider clock, Sealer sealer, AppendSet set)
    {
        named = submission.Named;
        var now = Math.Max(clock.Micros(), room.LastAt);
        var by = new Deciding(submission.Actor, now, this);
        var command = submission.Command;
        Decision decision;
        try
        {
            decision = room.Head == 0 && command is CreateRoom ? command.Decide(room, by) : room.Decide(command, by);
        }
        catch (Exception mistake)
        {
            // Ours, in one command's rules: it fails alone, and the others of the batch go on.
            return mistake;
        }
        switch (decision)
        {
            case Decision.Refused no:
                return no.Why;
            case Decision.Already already:
                Remember(submission, already.Seq, set);
                return already.Seq;
            case Decision.Happened happened:
                var first = room.Head + 1;
                foreach (var e in happened.Events) Add(e, submission.Actor, now, clock, sealer, set);
                foreach (var e in Guests.Leaving(room)) Add(e, SystemActor.Id, now, clock, sealer, set);
                Remember(submission, first, set);
                return first;
            default:
                throw new InvalidOperationException($"{command.GetType().Name} decided nothing.");
        }
    }

    /// <summary>Adds what this room needs written beside its events and command ids.</summary>
    public void Finish(Chain chain, Sealer sealer, AppendSet set)
    {
        if (events.Count == 0) return;
        var row = new RoomRow { Id = room.Id, Kind = (short)room.Kind, Head = room.Head, N = room.N, Link = link, WrappedKey = wrappedKey, CreatedAt = room.CreatedAt };
        row.Mac = chain.Mac(row);
        (isNew ? set.NewRooms : set.Heads).Add(row);
        // After a purge the events before it no longer give what an earlier fold holds.
        if (room.Head - savedAt >= SaveFoldEvery || room.PurgedThrough != before.PurgedThrough)
        {
            set.Folds.Add(new FoldRow { Room = room.Id, Seq = room.Head, Sealed = sealer.SealFold(key, room) });
            savedAt = room.Head;
        }
        Projection.Add(before, room, events, set);
        if (room.Shredded && !before.Shredded) PurgeWrites.AddShredded(room, wrappedKey, set);
    }

    private void Add(RoomEvent happened, Guid actor, long now, TimeProvider clock, Sealer sealer, AppendSet set)
    {
        var e = new JournalEvent
        {
            Room = room.Id,
            Seq = room.Head + 1,
            N = happened is MessagePosted ? room.N + 1 : room.N,
            Id = Ids.New(clock.GetUtcNow()),
            Type = Vocabulary.NameOf(happened),
            Actor = actor,
            At = now,
            About = happened.About,
            Data = Vocabulary.Write(happened),
            Payload = happened,
        };
        if (happened is RoomShredded)
        {
            // From here on under another key; with the commit the old one is nowhere any more.
            key = RoomKey.New();
            wrappedKey = sealer.Wrap(key, room.Id);
        }
        var row = sealer.Seal(key, e, link);
        room = room.Apply(e);
        link = row.Link;
        events.Add(e);
        set.Events.Add(row);
        AddFiles(happened, e, set);
        if (happened is MessagePosted) messages[e.Seq] = MessageState.From(e);
        if (e.About is { } about && messages.TryGetValue(about, out var message)) messages[about] = message.Apply(e);
    }

    private void AddFiles(RoomEvent happened, JournalEvent e, AppendSet set)
    {
        if (happened is MessagePosted { Attachments: { } files })
            foreach (var file in files)
            {
                uploads[file.Id] = uploads[file.Id] with { Seq = e.Seq };
                set.UploadsUsed.Add((file.Id, e.Seq));
            }
        if (happened is MessageDeleted deleted && messages.TryGetValue(deleted.Seq, out var message) && message.Attachments is not null)
            set.UploadsGone.Add((room.Id, deleted.Seq, e.At));
    }

    private void Remember(Submission s, long seq, AppendSet set) =>
        set.Commands.Add(new() { Room = s.Room, Actor = s.Actor, Id = s.Command.Id, Seq = seq, Fingerprint = s.Fingerprint });
}
