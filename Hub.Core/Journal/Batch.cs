using System.Security.Cryptography;
using Hub.Core.Rooms;
using Hub.Core.Rooms.Attachments;
using Hub.Core.Rooms.Messages;

namespace Hub.Core.Journal;

/// <summary>What a lane does between locking the rooms and writing: look up, load, decide each command in the order it came.</summary>
internal sealed class Batch(Loader loader, Sealer sealer, Chain chain, LiveRooms live, TimeProvider clock, TamperLog tampered)
{
    public async Task<(List<(Submission, Outcome)> Outcomes, IReadOnlyCollection<Draft> Drafts)> DecideAsync(
        Append append, IReadOnlyList<Submission> batch, AppendSet set, CancellationToken cancel)
    {
        Guid[] rooms = [.. batch.Select(s => s.Room).Distinct().Order()];
        var keys = batch.Select(s => new CommandRow { Room = s.Room, Actor = s.Actor, Id = s.Command.Id }).ToList();
        var (rows, knownRows) = await append.LockAsync(rooms, keys, cancel);
        var known = new Dictionary<(Guid, Guid, Guid), CommandRow>();
        foreach (var k in knownRows) known[(k.Room, k.Actor, k.Id)] = k;

        var faults = new Dictionary<Guid, Exception>();
        var drafts = await LoadAsync(append, rows, batch, faults, cancel);
        var outcomes = new List<(Submission, Outcome)>(batch.Count);
        foreach (var s in batch)
        {
            var outcome = faults.TryGetValue(s.Room, out var fault) ? fault : Decide(s, known, drafts, set);
            if (outcome.Fault is null)
                known.TryAdd(s.Key, new() { Room = s.Room, Actor = s.Actor, Id = s.Command.Id, Seq = outcome.Seq, Fingerprint = s.Fingerprint });
            outcomes.Add((s, outcome));
        }
        foreach (var draft in drafts.Values) draft.Finish(chain, sealer, set);
        return (outcomes, drafts.Values);
    }

    private Outcome Decide(Submission s, Dictionary<(Guid, Guid, Guid), CommandRow> known, Dictionary<Guid, Draft> drafts, AppendSet set)
    {
        // Before membership and rules: who did a thing and was then removed still gets the answer to what they did.
        if (known.TryGetValue(s.Key, out var first))
            return CryptographicOperations.FixedTimeEquals(first.Fingerprint, s.Fingerprint)
                ? first.Seq
                : Refusal.Conflict("This command id was used for something else.");
        if (!drafts.TryGetValue(s.Room, out var draft))
        {
            if (s.Command is not CreateRoom) return Refusal.NotFound();
            draft = new Draft(s.Room, sealer);
            var outcome = draft.Take(s, clock, sealer, set);
            if (outcome.Fault is null) drafts.Add(s.Room, draft);
            return outcome;
        }
        return draft.Take(s, clock, sealer, set);
    }

    private async Task<Dictionary<Guid, Draft>> LoadAsync(
        Append append, List<RoomRow> rows, IReadOnlyList<Submission> batch, Dictionary<Guid, Exception> faults, CancellationToken cancel)
    {
        var named = batch.ToLookup(s => s.Room, s => s.Command.Messages);
        var uploads = batch.ToLookup(s => s.Room, s => s.Command.Uploads);
        var drafts = new Dictionary<Guid, Draft>();
        foreach (var row in rows)
        {
            try
            {
                var room = await loader.LoadAsync(append.Connection, row, live.Find(row.Id), cancel);
                var draft = new Draft(row, room);
                long[] seqs = [.. named[row.Id].SelectMany(s => s).Where(s => s >= 1 && s <= row.Head).Distinct()];
                if (seqs.Length > 0)
                    foreach (var message in await MessagesAsync(append, row, room.Key, seqs, cancel)) draft.Learn(message);
                Guid[] files = [.. uploads[row.Id].SelectMany(u => u).Distinct()];
                if (files.Length > 0)
                    foreach (var file in await append.Connection.UploadsToUseAsync(row.Id, files, cancel)) draft.Learn(UploadRows.Open(room.Key, file));
                drafts.Add(row.Id, draft);
            }
            catch (JournalTampered e)
            {
                // The other rooms of the batch go on.
                tampered.Say(e);
                faults.Add(row.Id, e);
            }
        }
        return drafts;
    }

    private async Task<IEnumerable<MessageState>> MessagesAsync(Append append, RoomRow row, RoomKey key, long[] seqs, CancellationToken cancel)
    {
        var posted = await append.Connection.MessagesAtAsync(row.Id, seqs, cancel);
        var about = await append.Connection.AboutAsync(row.Id, seqs, row.Head, cancel);
        return MessageReader.Fold(posted.Select(e => sealer.Open(key, e)), about.Select(e => sealer.Open(key, e)));
    }
}
