using System.Data.Common;
using Hub.Core.Data;
using Hub.Core.Journal;
using Npgsql;

namespace Hub.Core.Rooms.Search;

/// <summary>
/// Writes steps of the index: on PostgreSQL several rooms in one transaction, on SQLite piece by piece. A step is written only if the room's cursor still stands where it was read:
/// so two nodes may follow the same room (two indexers on SQLite, whose pieces are written one step after the other), and a purge in between lets nothing come back. What a crash undoes is read off the journal again, so nothing waits for the disk.
/// </summary>
internal abstract class IndexWriter
{
    public static IndexWriter For(Database database, RoomJournal journal) => journal.Sqlite is { } writer ? new OnSqlite(writer) : new OnPostgres(database);

    public abstract StepSize Size { get; }

    /// <param name="rest">Is waited for after each bit of work, and told how long that was.</param>
    public abstract Task WriteAsync(IReadOnlyList<IndexStep> steps, Func<TimeSpan, Task>? rest, CancellationToken cancel);

    private sealed class OnPostgres(Database database) : IndexWriter
    {
        public override StepSize Size => new(32, 32);

        public override async Task WriteAsync(IReadOnlyList<IndexStep> steps, Func<TimeSpan, Task>? rest, CancellationToken cancel)
        {
            var began = TimeProvider.System.GetTimestamp();
            await WriteAsync(steps, cancel);
            if (rest is not null) await rest(TimeProvider.System.GetElapsedTime(began));
        }

        private async Task WriteAsync(IReadOnlyList<IndexStep> steps, CancellationToken cancel)
        {
            await using var on = await database.Postgres!.OpenConnectionAsync(cancel);
            await using var transaction = await on.BeginTransactionAsync(cancel);
            var mine = await LockAsync(on, [.. steps.Select(s => s.Room).Order()], cancel);
            var taken = steps.Where(s => mine.TryGetValue(s.Room, out var seq) && seq == s.After).ToList();
            if (taken.Count == 0) return;
            await using var batch = new NpgsqlBatch(on, transaction);
            batch.Add("SET LOCAL synchronous_commit = off");
            batch.Add("UPDATE search_progress c SET seq = u.seq FROM unnest(@rooms, @seqs) AS u (room, seq) WHERE c.room = u.room",
                ("rooms", taken.ConvertAll(s => s.Room).ToArray()), ("seqs", taken.ConvertAll(s => s.UpTo).ToArray()));
            Terms(batch, "DELETE FROM search_terms t USING unnest(@rooms, @terms, @seqs) AS u (room, term, seq) WHERE t.room = u.room AND t.term = u.term AND t.seq = u.seq", taken.SelectMany(s => s.Terms.Gone));
            Terms(batch, "INSERT INTO search_terms (room, term, seq) SELECT * FROM unnest(@rooms, @terms, @seqs) ON CONFLICT DO NOTHING", taken.SelectMany(s => s.Terms.Came));
            Mentions(batch, "DELETE FROM mentions m USING unnest(@people, @rooms, @seqs) AS u (person, room, seq) WHERE m.person = u.person AND m.room = u.room AND m.seq = u.seq", taken.SelectMany(s => s.Mentions.Gone));
            Mentions(batch, "INSERT INTO mentions (person, room, seq) SELECT * FROM unnest(@people, @rooms, @seqs) ON CONFLICT DO NOTHING", taken.SelectMany(s => s.Mentions.Came));
            await batch.ExecuteNonQueryAsync(cancel);
            await transaction.CommitAsync(cancel);
        }

        // A room that another node writes just now is left to it.
        private static async Task<Dictionary<Guid, long>> LockAsync(NpgsqlConnection on, Guid[] rooms, CancellationToken cancel)
        {
            await on.Command("INSERT INTO search_progress (room, seq) SELECT r, 0 FROM unnest(@rooms) AS r WHERE NOT EXISTS (SELECT 1 FROM search_progress c WHERE c.room = r) ORDER BY r ON CONFLICT DO NOTHING", ("rooms", rooms)).RunAsync(cancel);
            var rows = await on.Command("SELECT room, seq FROM search_progress WHERE room = ANY(@rooms) ORDER BY room FOR UPDATE SKIP LOCKED", ("rooms", rooms)).ListAsync(r => (Room: r.Id(0), Seq: r.GetInt64(1)), cancel);
            return rows.ToDictionary(r => r.Room, r => r.Seq);
        }

        private static void Terms(NpgsqlBatch batch, string text, IEnumerable<SearchTermRow> rows)
        {
            var sorted = rows.OrderBy(r => r.Room).ThenBy(r => r.Term).ToList();
            if (sorted.Count > 0)
                batch.Add(text, ("rooms", sorted.ConvertAll(r => r.Room).ToArray()), ("terms", sorted.ConvertAll(r => r.Term).ToArray()), ("seqs", sorted.ConvertAll(r => r.Seq).ToArray()));
        }

        private static void Mentions(NpgsqlBatch batch, string text, IEnumerable<MentionRow> rows)
        {
            var list = rows.ToList();
            if (list.Count > 0)
                batch.Add(text, ("people", list.ConvertAll(r => r.User).ToArray()), ("rooms", list.ConvertAll(r => r.Room).ToArray()), ("seqs", list.ConvertAll(r => r.Seq).ToArray()));
        }
    }

    private sealed class OnSqlite(SqliteStore writer) : IndexWriter
    {
        /// <summary>Rows in one piece: a fraction of a millisecond.</summary>
        private const int Piece = 128;

        // Much in a step, as its rows then share pages; read and written by little, as posts wait for it or take its pages to the disk.
        public override StepSize Size => new(512, 32);

        public override Task WriteAsync(IReadOnlyList<IndexStep> steps, Func<TimeSpan, Task>? rest, CancellationToken cancel) =>
            // Sorted before the first turn.
            writer.BesideAsync(steps.SelectMany(Pieces).ToList(), rest, cancel);

        private static IEnumerable<Action<SqliteStatements>> Pieces(IndexStep step)
        {
            var taken = true;
            // By term, so that a piece touches few pages.
            foreach (var piece in Each(step.Terms.Gone.OrderBy(t => t.Term), "DELETE FROM search_terms WHERE room = @room AND term = @key AND seq = @seq", Key)) yield return Some(piece);
            foreach (var piece in Each(step.Terms.Came.OrderBy(t => t.Term), "INSERT INTO search_terms (room, term, seq) VALUES (@room, @key, @seq) ON CONFLICT DO NOTHING", Key)) yield return Some(piece);
            foreach (var piece in Each(step.Mentions.Gone, "DELETE FROM mentions WHERE room = @room AND person = @key AND seq = @seq", Person)) yield return Some(piece);
            foreach (var piece in Each(step.Mentions.Came, "INSERT INTO mentions (room, person, seq) VALUES (@room, @key, @seq) ON CONFLICT DO NOTHING", Person)) yield return Some(piece);
            yield return Some(sql => sql.Other("UPDATE search_progress SET seq = @seq WHERE room = @room", "room", "seq").Run(step.Room, step.UpTo));

            (Guid, object, long) Key(SearchTermRow row) => (row.Room, row.Term, row.Seq);
            (Guid, object, long) Person(MentionRow row) => (row.Room, row.User, row.Seq);
            Action<SqliteStatements> Some(Action<SqliteStatements> write) => sql =>
            {
                if (taken = taken && Stands(sql, step)) write(sql);
            };
        }

        private static bool Stands(SqliteStatements sql, IndexStep step)
        {
            sql.Other("INSERT INTO search_progress (room, seq) VALUES (@room, 0) ON CONFLICT DO NOTHING", "room").Run(step.Room);
            return sql.Other("SELECT 1 FROM search_progress WHERE room = @room AND seq = @after", "room", "after").Single(_ => true, step.Room, step.After);
        }

        private static IEnumerable<Action<SqliteStatements>> Each<T>(IEnumerable<T> rows, string text, Func<T, (Guid Room, object Key, long Seq)> values) => rows.Chunk(Piece).Select(some => (Action<SqliteStatements>)(sql =>
        {
            var statement = sql.Other(text, "room", "key", "seq");
            foreach (var (room, key, seq) in some.Select(values)) statement.Run(room, key, seq);
        }));
    }
}
