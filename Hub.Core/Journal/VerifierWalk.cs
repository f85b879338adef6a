using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hub.Core.Rooms;
using Hub.Core.Rooms.Messages;
using Hub.Core.Rooms.Retention;

namespace Hub.Core.Journal;

/// <summary>
/// Walks one room's journal, event by event, with the fold and the link that they must lead to.
/// Throws <see cref="JournalTampered"/> at the first that is not right.
/// </summary>
internal sealed class VerifierWalk(RoomRow row, FoldRow? saved, RoomKey key, Sealer sealer, Chain chain, CheckpointMark? mark, Taken taken)
{
    /// <summary>The link of the last event.</summary>
    public byte[] Link { get; private set; } = Chain.Start;

    public Room Fold { get; private set; } = Room.Empty(row.Id);

    /// <summary>Seq of the event that must come next.</summary>
    public long Next => Fold.Head + 1;

    /// <summary>The next event, opened.</summary>
    public JournalEvent Step(EventRow e)
    {
        CheckPlace(e);
        if (e.N != Fold.N + (e.Type == MessagePosted.Name ? 1 : 0)) throw Bad(e.Seq, "its count of messages is wrong");
        if (e.At < Fold.LastAt) throw Bad(e.Seq, "its instant lies before that of the event before it");
        CheckBody(e);
        var now = chain.Link(Link, Chain.Header(e), e.BodyHash);
        if (!CryptographicOperations.FixedTimeEquals(now, e.Link)) throw Bad(e.Seq, "it is not linked to the one before it");
        var opened = Open(e);
        Fold = Fold.Apply(opened);
        Link = now;
        if (mark?.Head == e.Seq && !mark.Link.AsSpan().SequenceEqual(Link)) throw Bad(e.Seq, $"it is not the one that stood here at {Instant.ToIso(mark.At)}");
        if (saved?.Seq == e.Seq) CheckSavedFold(saved);
        return opened;
    }

    public void End()
    {
        if (Fold.PurgedThrough != taken.Through) throw Bad(0, "it was not purged as its events say");
        if (Fold.Head < row.Head) throw Bad(Next, "it is missing");
        if (!Link.AsSpan().SequenceEqual(row.Link)) throw Bad(0, "its head is linked to another event");
        if (row.N != Fold.N || row.Kind != (short)Fold.Kind || row.CreatedAt != Fold.CreatedAt) throw Bad(0, "it does not say what its events say");
        if (mark is not null && mark.Head > row.Head)
            throw Bad(Next, $"it is missing; at {Instant.ToIso(mark.At)} the room stood at event {mark.Head}");
        if (saved is not null && (saved.Seq < 1 || saved.Seq > row.Head)) throw Bad(0, "its saved fold is not of this journal");
        if (row.Head - (saved?.Seq ?? 0) >= Draft.SaveFoldEvery) throw Bad(0, "its saved fold is missing");
    }

    private void CheckPlace(EventRow e)
    {
        if (e.Seq < Next) throw Bad(e.Seq, "no event has this number");
        if (Fold.Head == row.Head) throw Bad(e.Seq, "it stands beyond the room's head");
        if (e.Seq > Next) throw Bad(Next, "it is missing");
    }

    private void CheckBody(EventRow e)
    {
        if (e.Body is null && PurgeWrites.Takes(e, taken)) return;
        if (e.Body is null) throw new JournalTampered(e.Room, e.Seq, "its body is missing");
        if (!SHA256.HashData(e.Body).AsSpan().SequenceEqual(e.BodyHash)) throw new JournalTampered(e.Room, e.Seq, "its body is another");
    }

    private JournalEvent Open(EventRow e)
    {
        var opened = sealer.Open(key, e);
        try
        {
            // The header cannot tell 0 from none; nothing is about event 0.
            if (e.About is < 1 || (opened.Payload is { } data && data.About != e.About)) throw Bad(e.Seq, "it says that it is about another message");
        }
        catch (JsonException)
        {
            throw Bad(e.Seq, "its data cannot be read");
        }
        return opened;
    }

    private void CheckSavedFold(FoldRow kept)
    {
        if (sealer.IsOlderFold(key, kept)) return;
        if (sealer.OpenFold(key, kept) is not { } opened) throw Bad(0, "its saved fold does not open");
        // As JSON: dictionaries that hold the same may hold it in another order.
        if (!JsonNode.DeepEquals(JsonSerializer.SerializeToNode(opened, Vocabulary.Json), JsonSerializer.SerializeToNode(Fold, Vocabulary.Json)))
            throw Bad(0, $"its saved fold is not what its events up to {kept.Seq} give");
    }

    private JournalTampered Bad(long seq, string what) => new(row.Id, seq, what);
}
