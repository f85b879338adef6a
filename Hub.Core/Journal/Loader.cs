using System.Data.Common;
using Hub.Core.Rooms;

namespace Hub.Core.Journal;

/// <summary>Folds a room up to its row's head: from memory, else from the saved fold, plus the events since.</summary>
internal sealed class Loader(Sealer sealer, Chain chain)
{
    private const int PageSize = 1000;

    /// <exception cref="JournalTampered">The row or an event is not as the journal wrote it.</exception>
    public async Task<LiveRoom> LoadAsync(DbConnection on, RoomRow row, LiveRoom? known, CancellationToken cancel)
    {
        chain.Check(row);
        try
        {
            return await FoldAsync(on, row, known, cancel);
        }
        catch (JournalTampered) when (known is not null)
        {
            // Destroyed on another node meanwhile, it has another key than the one in memory. What was really tampered with is found again.
            return await FoldAsync(on, row, null, cancel);
        }
    }

    private async Task<LiveRoom> FoldAsync(DbConnection on, RoomRow row, LiveRoom? known, CancellationToken cancel)
    {
        // A fold ahead of the database: it was restored from a backup.
        if (known is not null && known.Fold.Head > row.Head) known = null;
        var key = known?.Key ?? sealer.Unwrap(row);
        var saved = known is null ? await SavedAsync(on, key, row, cancel) : null;
        var fold = known?.Fold ?? saved ?? Room.Empty(row.Id);
        while (fold.Head < row.Head)
        {
            var events = await on.EventsAsync(row.Id, fold.Head, row.Head, PageSize, cancel);
            if (events.Count == 0) throw new JournalTampered(row.Id, fold.Head + 1, "it is missing");
            foreach (var e in events)
            {
                if (e.Seq != fold.Head + 1) throw new JournalTampered(row.Id, fold.Head + 1, "it is missing");
                fold = fold.Apply(sealer.Open(key, e));
            }
        }
        return known is not null && ReferenceEquals(fold, known.Fold) ? known : new LiveRoom(key, fold, known?.SavedAt ?? saved?.Head ?? 0);
    }

    private async Task<Room?> SavedAsync(DbConnection on, RoomKey key, RoomRow row, CancellationToken cancel)
    {
        if (row.Head < Draft.SaveFoldEvery) return null;
        return await on.FoldAsync(row.Id, cancel) is { } saved && saved.Seq <= row.Head ? sealer.OpenFold(key, saved) : null;
    }
}
