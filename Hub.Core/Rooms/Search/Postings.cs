using System.Data.Common;
using Hub.Core.Data;
using Npgsql;

namespace Hub.Core.Rooms.Search;

/// <summary>What is asked of one room's index.</summary>
/// <param name="Terms">All must be there; the rarest first.</param>
/// <param name="Below">Only messages before this seq.</param>
internal sealed record Probe(Guid Room, long[] Terms, long Below);

/// <summary>A message that the index names; whether it is one that was sought, its text must say.</summary>
internal readonly record struct Candidate(Guid Room, long Seq, long At);

/// <summary>
/// Reads the index: (room, term, seq) in that order, so the last messages with a term are the end of a range, and a further term is one look
/// for each of them. PostgreSQL is asked about all rooms in one statement; SQLite, where a statement costs microseconds, about one after the other.
/// </summary>
internal static class Postings
{
    /// <summary>Those probes of which every term has messages, the rarest term first. Counted up to <paramref name="most"/>.</summary>
    public static async Task<List<Probe>> LikelyAsync(this DbConnection on, IReadOnlyList<Probe> probes, int most, CancellationToken cancel)
    {
        var counts = new Dictionary<(Guid, long), long>();
        if (on is NpgsqlConnection)
        {
            var terms = probes.SelectMany(p => p.Terms.Select(t => (p.Room, Term: t))).Distinct().ToList();
            var rows = await on.Command($"SELECT q.room, q.term, c.n FROM unnest(@rooms, @terms) AS q (room, term) CROSS JOIN LATERAL ({Count("q.room", "q.term")}) AS c",
                ("@rooms", terms.Select(t => t.Room).ToArray()), ("@terms", terms.Select(t => t.Term).ToArray()), ("@most", most)).ListAsync(r => (r.Id(0), r.GetInt64(1), r.GetInt64(2)), cancel);
            foreach (var (room, term, n) in rows) counts[(room, term)] = n;
        }
        else
        {
            await using var command = on.Command(Count("@room", "@term"), ("@room", Guid.Empty), ("@term", 0L), ("@most", most));
            foreach (var probe in probes)
                foreach (var term in probe.Terms)
                {
                    if (!counts.TryGetValue((probe.Room, term), out var n))
                    {
                        (command.Parameters["@room"].Value, command.Parameters["@term"].Value) = (Sql.ForSqlite(probe.Room), term);
                        counts[(probe.Room, term)] = n = (long)(await command.ExecuteScalarAsync(cancel))!;
                    }
                    // The others of this probe need no count.
                    if (n == 0) break;
                }
        }
        return [.. probes.Where(p => p.Terms.All(t => counts.GetValueOrDefault((p.Room, t)) > 0)).Select(p => p with { Terms = [.. p.Terms.OrderBy(t => counts[(p.Room, t)])] })];
    }

    /// <summary>The last messages of each room that have all its terms, at most <paramref name="most"/> of each, newest first within a room.</summary>
    /// <param name="probes">All with the same number of terms.</param>
    public static async Task<List<Candidate>> FindAsync(this DbConnection on, IReadOnlyList<Probe> probes, int most, CancellationToken cancel)
    {
        if (probes.Count == 0) return [];
        var terms = probes[0].Terms.Length;
        if (on is NpgsqlConnection)
        {
            var names = Enumerable.Range(0, terms).Select(i => $"t{i}").ToList();
            var text = $"""
                SELECT q.room, c.seq, e.at FROM unnest(@rooms, @belows, {string.Join(", ", names.Select(n => "@" + n))}) AS q (room, below, {string.Join(", ", names)})
                CROSS JOIN LATERAL ({Select("q.room", "q.below", names.ConvertAll(n => "q." + n))}) AS c
                JOIN events e ON e.room = q.room AND e.seq = c.seq
                """;
            (string, object?)[] parameters =
            [
                ("@rooms", probes.Select(p => p.Room).ToArray()), ("@belows", probes.Select(p => p.Below).ToArray()), ("@most", most),
                .. names.Select((n, i) => ("@" + n, (object?)probes.Select(p => p.Terms[i]).ToArray())),
            ];
            var rows = await on.Command(text, parameters).ListAsync(r => new Candidate(r.Id(0), r.GetInt64(1), r.GetInt64(2)), cancel);
            return [.. rows.OrderBy(c => c.Room).ThenByDescending(c => c.Seq)];
        }
        var own = Enumerable.Range(0, terms).Select(i => $"@t{i}").ToList();
        await using var command = on.Command($"SELECT c.seq, e.at FROM ({Select("@room", "@below", own)}) AS c JOIN events e ON e.room = @room AND e.seq = c.seq ORDER BY c.seq DESC",
            [("@room", Guid.Empty), ("@below", 0L), ("@most", most), .. own.Select(n => (n, (object?)0L))]);
        var found = new List<Candidate>();
        foreach (var probe in probes)
        {
            (command.Parameters["@room"].Value, command.Parameters["@below"].Value) = (Sql.ForSqlite(probe.Room), probe.Below);
            for (var i = 0; i < terms; i++) command.Parameters[own[i]].Value = probe.Terms[i];
            await using var reader = await command.ExecuteReaderAsync(cancel);
            while (await reader.ReadAsync(cancel)) found.Add(new(probe.Room, reader.GetInt64(0), reader.GetInt64(1)));
        }
        return found;
    }

    /// <summary>For each room, the seq after its last event at or before an instant. By halving: an instant has no index, but never goes back within a room.</summary>
    /// <param name="heads">The rooms with their heads.</param>
    public static async Task<Dictionary<Guid, long>> AfterAsync(this DbConnection on, IReadOnlyDictionary<Guid, long> heads, long at, CancellationToken cancel)
    {
        // Events up to low are at or before the instant, those from high on are after it. One that somebody took out is passed over to the one before it.
        var open = heads.ToDictionary(h => h.Key, h => (Low: 0L, High: h.Value + 1));
        while (open.Where(o => o.Value.High - o.Value.Low > 1).Select(o => (Room: o.Key, Seq: (o.Value.Low + o.Value.High) / 2)).ToList() is { Count: > 0 } asked)
        {
            var there = await InstantsAsync(on, asked, cancel);
            foreach (var (room, seq) in asked)
            {
                var (low, high) = open[room];
                open[room] = there.TryGetValue(room, out var found) && found.Seq > low && found.At > at ? (low, found.Seq) : (seq, high);
            }
        }
        return open.ToDictionary(o => o.Key, o => o.Value.High);
    }

    /// <summary>The last event of each room up to a seq.</summary>
    private static async Task<Dictionary<Guid, (long Seq, long At)>> InstantsAsync(DbConnection on, List<(Guid Room, long Seq)> upTo, CancellationToken cancel)
    {
        var found = new Dictionary<Guid, (long, long)>(upTo.Count);
        if (on is NpgsqlConnection)
        {
            var rows = await on.Command($"SELECT q.room, l.seq, l.at FROM unnest(@rooms, @seqs) AS q (room, seq) CROSS JOIN LATERAL ({Last("q.room", "q.seq")}) AS l",
                ("@rooms", upTo.ConvertAll(e => e.Room).ToArray()), ("@seqs", upTo.ConvertAll(e => e.Seq).ToArray())).ListAsync(r => (r.Id(0), r.GetInt64(1), r.GetInt64(2)), cancel);
            foreach (var (room, seq, at) in rows) found[room] = (seq, at);
            return found;
        }
        await using var command = on.Command(Last("@room", "@seq"), ("@room", Guid.Empty), ("@seq", 0L));
        foreach (var (room, seq) in upTo)
        {
            (command.Parameters["@room"].Value, command.Parameters["@seq"].Value) = (Sql.ForSqlite(room), seq);
            await using var reader = await command.ExecuteReaderAsync(cancel);
            if (await reader.ReadAsync(cancel)) found[room] = (reader.GetInt64(0), reader.GetInt64(1));
        }
        return found;
    }

    private static string Last(string room, string seq) => $"SELECT e.seq, e.at FROM events e WHERE e.room = {room} AND e.seq <= {seq} ORDER BY e.seq DESC LIMIT 1";

    private static string Count(string room, string term) => $"SELECT count(*) AS n FROM (SELECT 1 FROM search_terms t WHERE t.room = {room} AND t.term = {term} LIMIT @most) AS s";

    private static string Select(string room, string below, IReadOnlyList<string> terms) => $"""
        SELECT a.seq FROM search_terms a WHERE a.room = {room} AND a.term = {terms[0]} AND a.seq < {below}
        {string.Concat(terms.Skip(1).Select(t => $"AND EXISTS (SELECT 1 FROM search_terms b WHERE b.room = {room} AND b.term = {t} AND b.seq = a.seq) "))}
        ORDER BY a.seq DESC LIMIT @most
        """;
}
