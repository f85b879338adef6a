using System.Data.Common;
using Hub.Core.Data;
using Hub.Core.Journal;
using Hub.Core.Rooms.Retention;

namespace Hub.Core.Rooms.Reviews.Record;

/// <summary>What stands under the minutes, and whether it still does.</summary>
/// <param name="Holds">The journal up to there is the one that was signed, and gives the same minutes.</param>
/// <param name="IsCurrent">Nothing was added to the minutes since.</param>
public sealed record CheckedSigning(Signing Signing, bool Holds, bool IsCurrent);

/// <summary>A review whose time of keeping is over: what it said is gone, that it was and who signed it is not.</summary>
/// <param name="At">UTC microseconds at which it was taken out.</param>
/// <param name="Signing">The last; null: nobody had signed.</param>
/// <param name="Holds">The journal up to there is still the one that was signed, its bodies aside.</param>
public sealed record TakenOutMinutes(long At, Signing? Signing, bool Holds);

/// <summary>The minutes of a review, made from its journal, which was checked link by link.</summary>
/// <param name="Room">At its head; before the first bad event when there is one.</param>
/// <param name="Link">The journal's link there, as hex.</param>
/// <param name="Fault">The first event that is not as the journal wrote it; null: none.</param>
/// <param name="Before">The review that was held here before and was taken out; null: there was none.</param>
public sealed record Minutes(Room Room, string Link, MinutesDocument Document, string Hash, CheckedSigning? Signing, JournalFault? Fault, TakenOutMinutes? Before);

/// <summary>Makes the minutes of a review from its journal. A journal that was changed is no reason to show nothing: what stands before the change is shown, and the change is named.</summary>
public sealed class MinutesReader(RoomJournal journal, Verifier verifier)
{
    /// <exception cref="Refusal">404: no member, or no case review.</exception>
    public async Task<Minutes> ReadAsync(Guid viewer, Guid room, CancellationToken cancel = default)
    {
        await using var on = await journal.ReadAsync(cancel);
        await using var snapshot = await Verifier.SnapshotAsync(on, cancel);
        await CheckAsync(on, viewer, room, cancel);
        var signed = await SignedAsync(on, room, cancel);
        var seqs = signed.Select(e => ((MinutesSigned)e.Payload!).Seq).ToHashSet();

        var (writer, fold, link) = (new MinutesWriter(), Room.Empty(room), Chain.Start);
        var asSigned = new Dictionary<long, (string Link, string Hash)>();
        TakenOutMinutes? before = null;
        var fault = await verifier.ReadAsync(on, room, (e, after, linked) =>
        {
            if (e.Payload is Purged { Review: true })
                before = new(e.At, fold.Review?.Signing, fold.Review?.Signing is { } s && asSigned.GetValueOrDefault(s.Seq).Link == s.Link);
            (fold, link) = (after, linked);
            writer.Take(e, fold);
            if (seqs.Contains(e.Seq)) asSigned[e.Seq] = (Convert.ToHexStringLower(link), writer.Write(fold).Hash());
        }, cancel);
        if (!fold.Has(viewer)) throw Refusal.NotFound();

        var document = writer.Write(fold);
        var hash = document.Hash();
        // Behind a change the walk tells nothing more; but each signature is sealed for itself.
        var signing = signed.Where(e => e.Seq > fold.Head).Aggregate(fold, (at, e) => e.Payload!.Apply(at, e)).Review?.Signing;
        return new(fold, Convert.ToHexStringLower(link), document, hash, signing is null ? null : new(signing, asSigned.GetValueOrDefault(signing.Seq) == (signing.Link, signing.Hash), hash == signing.Hash), fault, before);
    }

    /// <summary>Whether somebody may ask at all, without reading a journal.</summary>
    /// <exception cref="Refusal">404 as above.</exception>
    public async Task CheckAsync(Guid viewer, Guid room, CancellationToken cancel = default)
    {
        await using var on = await journal.ReadAsync(cancel);
        await CheckAsync(on, viewer, room, cancel);
    }

    // The table only keeps strangers from having a whole journal walked; who is a member, the journal says.
    private static async Task CheckAsync(DbConnection on, Guid viewer, Guid room, CancellationToken cancel)
    {
        var kinds = await on.Command("SELECT r.kind FROM members m JOIN rooms r ON r.id = m.room WHERE m.room = @room AND m.person = @person", ("@room", room), ("@person", viewer))
            .ListAsync(r => r.GetInt16(0), cancel);
        if (kinds.Count == 0) throw Refusal.NotFound();
        if (kinds[0] != (short)RoomKind.CaseReview) throw Refusal.NotFound("This room is no case review.");
    }

    /// <summary>The signatures that open, wherever they stand. One that does not is an event that was changed, and the walk names it.</summary>
    private async Task<List<JournalEvent>> SignedAsync(DbConnection on, Guid room, CancellationToken cancel)
    {
        var opened = new List<JournalEvent>();
        var key = journal.Sealer.Unwrap(await VerifierTables.RoomAsync(on, room, cancel));
        foreach (var row in await VerifierTables.OfTypeAsync(on, room, MinutesSigned.Name, cancel))
        {
            try
            {
                opened.Add(journal.Sealer.Open(key, row));
            }
            catch (JournalTampered)
            {
                // Told by the walk.
            }
        }
        return opened;
    }
}
