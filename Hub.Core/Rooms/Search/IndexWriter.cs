using System.Data.Common;
using Hub.Core.Data;
using Hub.Core.Journal;
using Npgsql;

namespace Hub.Core.Rooms.Search;

/// <summary>
/// Writes steps of the index: on PostgreSQL several rooms in one transaction, on SQLite as many parts as there is time for. A part is written only if the room's cursor still stands where it was read:
/// so two nodes may follow the same room, and a part is written once. What a crash undoes is read off the journal again, so nothing waits for the disk.
/// </summary>
internal abstract class IndexWriter
{
    public static IndexWriter For(Database database, RoomJournal journal) => journal.Sqlite is { } writer ? new OnSqlite(writer) : new OnPostgres(database);

    public abstract StepSize Size { get; }

    /// <summary>Answers with the time it took, without that in which it stood aside.</summary>
    public abstract Task<TimeSpan> WriteAsync(IReadOnlyList<IndexStep> steps, CancellationToken cancel);

    private sealed class OnPostgres(Database database) : IndexWriter
    {
        // One part a step: nobody waits for it.
        public override StepSize Size => new(32, int.MaxValue);

        public override async Task<TimeSpan> WriteAsync(IReadOnlyList<IndexStep> steps, CancellationToken cancel)
        {
            var began = TimeProvider.System.GetTimestamp();
            var parts = steps.Select(s => s.Parts.Single()).ToList();
            await using var on = await database.Postgres!.OpenConnectionAsync(cancel);
            await using var transaction = await on.BeginTransactionAsync(cancel);
            var mine = await LockAsync(on, [.. parts.Select(p => p.Room).Order()], cancel);
            var taken = parts.FindAll(p => mine.TryGetValue(p.Room, out var seq) && seq == p.After);
            if (taken.Count == 0) return TimeProvider.System.GetElapsedTime(began);
            await using var batch = new NpgsqlBatch(on, transaction);
            batch.Add("SET LOCAL synchronous_commit = off");
            batch.Add("UPDATE search_cursors c SET seq = u.seq FROM unnest(@rooms, @seqs) AS u (room, seq) WHERE c.room = u.room",
                ("rooms", taken.ConvertAll(s => s.Room).ToArray()), ("seqs", taken.ConvertAll(s => s.UpTo).ToArray()));
            Terms(batch, "DELETE FROM search_terms t USING unnest(@rooms, @terms, @seqs) AS u (room, term, seq) WHERE t.room = u.room AND t.term = u.term AND t.seq = u.seq", taken.SelectMany(s => s.TermsGone));
            Terms(batch, "INSERT INTO search_terms (room, term, seq) SELECT * FROM unnest(@rooms, @terms, @seqs) ON CONFLICT DO NOTHING", taken.SelectMany(s => s.Terms));
            Mentions(batch, "DELETE FROM mentions m USING unnest(@people, @rooms, @seqs) AS u (person, room, seq) WHERE m.person = u.person AND m.room = u.room AND m.seq = u.seq", taken.SelectMany(s => s.MentionsGone));
            Mentions(batch, "INSERT INTO mentions (person, room, seq) SELECT * FROM unnest(@people, @rooms, @seqs) ON CONFLICT DO NOTHING", taken.SelectMany(s => s.Mentions));
            await batch.ExecuteNonQueryAsync(cancel);
            await transaction.CommitAsync(cancel);
            return TimeProvider.System.GetElapsedTime(began);
        }

        // A room that another node writes just now is left to it.
        private static async Task<Dictionary<Guid, long>> LockAsync(NpgsqlConnection on, Guid[] rooms, CancellationToken cancel)
        {
            await on.Command("INSERT INTO search_cursors (room, seq) SELECT r, 0 FROM unnest(@rooms) AS r WHERE NOT EXISTS (SELECT 1 FROM search_cursors c WHERE c.room = r) ORDER BY r ON CONFLICT DO NOTHING", ("rooms", rooms)).RunAsync(cancel);
            var rows = await on.Command("SELECT room, seq FROM search_cursors WHERE room = ANY(@rooms) ORDER BY room FOR UPDATE SKIP LOCKED", ("rooms", rooms)).ListAsync(r => (Room: r.Id(0), Seq: r.GetInt64(1)), cancel);
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
        // Much at once, as it shares pages; in small parts, as the lane waits for them.
        public override StepSize Size => new(128, 8);

        public override Task<TimeSpan> WriteAsync(IReadOnlyList<IndexStep> steps, CancellationToken cancel) => writer.BesideAsync(steps.SelectMany(Pieces), cancel);

        private static IEnumerable<Action<SqliteStatements>> Pieces(IndexStep step)
        {
            // After one that was not taken the others are not either, wherever the cursor stands: a purge in between may have moved it right there.
            var taken = true;
            return step.Parts.Select(part => (Action<SqliteStatements>)(sql => taken = taken && Write(sql, part)));
        }

        private static bool Write(SqliteStatements sql, IndexPart part)
        {
            sql.Other("INSERT INTO search_cursors (room, seq) VALUES (@room, 0) ON CONFLICT DO NOTHING", "room").Run(part.Room);
            var moved = sql.Other("UPDATE search_cursors SET seq = @seq WHERE room = @room AND seq = @after RETURNING seq", "room", "after", "seq").Single(_ => part, part.Room, part.After, part.UpTo);
            if (moved is null) return false;
            foreach (var t in part.TermsGone) sql.Other("DELETE FROM search_terms WHERE room = @room AND term = @term AND seq = @seq", "room", "term", "seq").Run(t.Room, t.Term, t.Seq);
            var insert = sql.Other("INSERT INTO search_terms (room, term, seq) VALUES (@room, @term, @seq) ON CONFLICT DO NOTHING", "room", "term", "seq");
            foreach (var t in part.Terms.OrderBy(t => t.Term)) insert.Run(t.Room, t.Term, t.Seq);
            foreach (var m in part.MentionsGone) sql.Other("DELETE FROM mentions WHERE person = @person AND room = @room AND seq = @seq", "person", "room", "seq").Run(m.User, m.Room, m.Seq);
            foreach (var m in part.Mentions) sql.Other("INSERT INTO mentions (person, room, seq) VALUES (@person, @room, @seq) ON CONFLICT DO NOTHING", "person", "room", "seq").Run(m.User, m.Room, m.Seq);
            return true;
        }
    }
}
