using Hub.Core.Data;
using Hub.Core.Rooms.Search;
using Hub.Tests.Journal;
using Hub.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hub.Tests.Search;

/// <summary>The journal with an index behind it, which follows when told to.</summary>
internal sealed class SearchHost : IAsyncDisposable, ISearchPeople
{
    private readonly List<SearchPerson> people = [];

    private SearchHost(JournalHost journal)
    {
        Journal = journal;
        Indexer = NewIndexer();
        Rooms = new RoomSearch(journal.Journal, this);
    }

    public JournalHost Journal { get; }
    public SearchIndexer Indexer { get; }
    public RoomSearch Rooms { get; }

    public static async Task<SearchHost> StartAsync(Engine engine, TestServers servers) => new(await JournalHost.StartAsync(engine, servers));

    /// <summary>As another node has it.</summary>
    public SearchIndexer NewIndexer() => new(Journal.Database, Journal.Journal, NullLogger<SearchIndexer>.Instance);

    public Guid Person(string user, string name)
    {
        people.Add(new(Do.NewId(), user, name));
        return people[^1].Id;
    }

    Task<IReadOnlyList<SearchPerson>> ISearchPeople.NamesAsync(CancellationToken cancel) => Task.FromResult<IReadOnlyList<SearchPerson>>(people);

    /// <summary>Seqs of what somebody finds, of all pages.</summary>
    public async Task<List<long>> FindAsync(Guid who, string q, int page = 20) => [.. (await HitsAsync(who, q, page)).Select(h => h.Message.Seq)];

    /// <summary>The same from the journal, where the index is behind, as from the index.</summary>
    public async Task<List<SearchHit>> HitsAsync(Guid who, string q, int page = 20)
    {
        var behind = await PagesAsync(who, q, page);
        await Indexer.CatchUpAsync();
        var hits = await PagesAsync(who, q, page);
        Assert.Equal(hits.Select(h => (h.Room, h.Message.Seq)), behind.Select(h => (h.Room, h.Message.Seq)));
        return hits;
    }

    private async Task<List<SearchHit>> PagesAsync(Guid who, string q, int page)
    {
        var hits = new List<SearchHit>();
        SearchPlace? place = null;
        do
        {
            var found = await Rooms.FindAsync(who, q, place, page);
            Assert.InRange(found.Hits.Count, 0, page);
            hits.AddRange(found.Hits);
            place = found.Next is { } next ? SearchPlace.Parse(next.ToString()) : null;
        }
        while (place is not null);
        return hits;
    }

    /// <summary>How many rows a table has.</summary>
    public async Task<long> CountAsync(string table)
    {
        await using var on = await Journal.Database.OpenAsync();
        return (await on.Command($"SELECT count(*) FROM {table}").ListAsync(r => r.GetInt64(0), CancellationToken.None)).Single();
    }

    public async ValueTask DisposeAsync()
    {
        Indexer.Dispose();
        Rooms.Dispose();
        await Journal.DisposeAsync();
    }
}
