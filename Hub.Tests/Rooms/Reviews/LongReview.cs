using Hub.Core.Rooms;
using Hub.Core.Rooms.Members;
using Hub.Core.Rooms.Reviews;

namespace Hub.Tests.Rooms.Reviews;

/// <summary>A review of 40 people, 15 cases and 3 hours, each case with both rounds: what a replay has to bear.</summary>
internal static class LongReview
{
    public const int People = 40, Cases = 15;

    /// <summary>So many come at once where many speak: fifty a second, as the page sees them, which looks four times a second.</summary>
    public const int Together = 12;

    /// <summary>Everybody; the first has the chair.</summary>
    public static readonly Guid[] Everybody = [.. RoomRun.People[..3], .. Enumerable.Range(3, People - 3).Select(i => new Guid($"0000aaaa-0000-7000-8000-{i:x12}"))];

    private static readonly string[] Positions = ["Operate now", "Wait and see", "Medical therapy first"];

    /// <summary>What is done, by whom, and how many seconds after what was done before.</summary>
    public static IEnumerable<(Guid Who, RoomCommand Command, int Seconds)> Script(DateTimeOffset due)
    {
        var chair = Everybody[0];
        for (var n = 0; n < Cases; n++)
        {
            var id = Case(n);
            yield return (chair, new AddCase(id, $"Question {n + 1}: operate now, or wait until the echo of next month?", Everybody[1], "M.K., 60s, female", null, 12), 2);
            yield return (chair, new StartCase(id), 2);
            if (n == 0)
                foreach (var who in Everybody) yield return (who, new AttendReview(), 1);
            for (var round = 0; round < 2; round++)
            {
                yield return (chair, new OpenOpinions(id, round == 0 ? Positions : null), 120);
                for (var i = 0; i < People; i++) yield return (Everybody[i], new GiveOpinion(id, Positions[(i + n) % (3 - round)], 1 + (i + n) % 5, "What was seen on the last echo, and what she herself wants, speak for it."), i % Together == 0 ? 30 : 0);
                yield return (chair, new RevealOpinions(id), 5);
                for (var i = 1; i < 8; i++)
                {
                    yield return (Everybody[i], new RaiseHand(), i == 1 ? 25 : 0);
                    yield return (chair, new GiveWord(Everybody[i]), i == 7 ? 24 : 0);
                }
                yield return (Everybody[2], new NoteOnCase(id, "Lives alone on the third floor."), 8);
            }
            yield return (chair, new DecideCase(id, "Operate within two weeks", "Most agree", Everybody[3], due, null, ["ESC 2021"], ["Wait"]), 80);
            yield return (chair, new CloseCase(id), 30);
        }
    }

    public static IEnumerable<RoomCommand> Members => Everybody[3..].Select(p => new AddMember(p));

    public static Guid Case(int n) => new($"0000cccc-0000-7000-8000-{n:x12}");

    /// <summary>The whole of it without a database.</summary>
    public static RoomRun Run()
    {
        var run = new RoomRun(RoomKind.CaseReview);
        foreach (var member in Members) Done(run, Everybody[0], member, 1);
        foreach (var (who, command, seconds) in Script(run.Now.AddDays(30))) Done(run, who, command, seconds);
        return run;
    }

    private static void Done(RoomRun run, Guid who, RoomCommand command, int seconds) => Assert.IsType<Decision.Happened>(run.Do(who, command with { Id = Guid.CreateVersion7() }, TimeSpan.FromSeconds(seconds)));
}
