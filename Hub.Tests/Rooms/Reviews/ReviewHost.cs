using Hub.Core;
using Hub.Core.Data;
using Hub.Core.Journal;
using Hub.Core.People;
using Hub.Core.Rooms;
using Hub.Core.Rooms.Reviews;
using Hub.Core.Rooms.Reviews.FollowUp;
using Hub.Core.Rooms.Reviews.Record;
using Hub.Core.Rooms.Reviews.Reporting;
using Hub.Tests.Journal;
using Hub.Tests.Support;

namespace Hub.Tests.Rooms.Reviews;

/// <summary>A review in a database: a chair and two members, cases taken from the agenda to their end.</summary>
internal sealed class ReviewHost : IAsyncDisposable
{
    public static readonly Guid Chair = Guid.Parse("0199aaaa-0000-7000-8000-000000000001"), Amara = Guid.Parse("0199aaaa-0000-7000-8000-000000000002"), Chen = Guid.Parse("0199aaaa-0000-7000-8000-000000000003");

    private ReviewHost(JournalHost journal) => Journal = journal;

    public JournalHost Journal { get; }
    public Guid Room { get; private set; }
    public Verifier Verifier => new(Journal.Database, Journal.Key);
    public MinutesReader Minutes => new(Journal.Journal, Verifier);
    public MinutesSigner Signer => new(Minutes, Journal.Rooms, Journal.Clock);
    public ReviewHistory History => new(Journal.Reader);
    public DecisionBook Decisions => new(Journal.Journal, Journal.Clock);

    public static async Task<ReviewHost> StartAsync(Engine engine, TestServers servers)
    {
        var host = new ReviewHost(await JournalHost.StartAsync(engine, servers));
        host.Room = await host.Journal.Rooms.CreateAsync(Chair, new CreateRoom(RoomKind.CaseReview, "Valve board", [Amara, Chen]).Fresh());
        return host;
    }

    public Task<long> Say(Guid who, RoomCommand command) => Journal.Say(who, Room, command);

    /// <summary>A whole case: presented, both rounds if there is a second one, decided, closed. Each step takes a minute.</summary>
    /// <param name="dueIn">Days until the decision is due.</param>
    public async Task<Guid> CaseAsync(string question, string[] first, string[]? second = null, int dueIn = 7)
    {
        var id = Do.NewId();
        await Step(Amara, new AddCase(id, question, Amara, "M.K., 60s, female", "MRN 4711", 10));
        await Step(Chair, new StartCase(id));
        foreach (var who in (Guid[])[Chair, Amara, Chen]) await Step(who, new AttendReview());
        await RoundAsync(id, first);
        await Step(Amara, new NoteOnCase(id, "Lives alone"));
        if (second is not null) await RoundAsync(id, second);
        await Step(Chair, new DecideCase(id, "Operate on Thursday", "All agree", Chen, Journal.Clock.GetUtcNow().AddDays(dueIn), [new(Amara, "She is frail")],
            ["https://www.escardio.org/guidelines", "ESC 2021, IIa"], ["Wait"], "The echo", Amara));
        await Step(Chair, new CloseCase(id));
        return id;
    }

    /// <summary>Gives the three an account, for whatever asks who there is.</summary>
    public async Task PeopleAsync()
    {
        await using var db = Journal.Database.NewContext();
        foreach (var (id, name) in ((Guid, string)[])[(Chair, "nadia"), (Amara, "amara"), (Chen, "chen")])
            db.Users.Add(new Person { Id = id, UserName = name, NormalizedUserName = name.ToUpperInvariant(), DisplayName = name, Discipline = "nurse", SecurityStamp = name });
        await db.SaveChangesAsync();
    }

    public async ValueTask DisposeAsync() => await Journal.DisposeAsync();

    private async Task RoundAsync(Guid id, string[] positions)
    {
        await Step(Chair, new OpenOpinions(id));
        foreach (var (position, who) in positions.Zip((Guid[])[Chair, Amara, Chen])) await Step(who, new GiveOpinion(id, position, 4, $"Reason for {position}"));
        await Step(Chair, new RevealOpinions(id));
    }

    private async Task Step(Guid who, RoomCommand command)
    {
        Journal.Clock.Advance(TimeSpan.FromMinutes(1));
        await Say(who, command);
    }
}
