using Hub.Core.Rooms;
using Hub.Core.Rooms.Members;
using Hub.Core.Rooms.Reviews;

namespace Hub.Tests.Rooms.Reviews;

/// <summary>A review of 40 people, 15 cases and 3 hours, each case with both rounds: what a replay has to bear.</summary>
internal static class LongReview
{
    public const int People = 40, Cases = 15;

    /// <summary>Everybody; the first has the chair.</summary>
    public static readonly Guid[] Everybody = [.. RoomRun.People[..3], .. Enumerable.Range(3, People - 3).Select(i => new Guid($"0000aaaa-0000-7000-8000-{i:x12}"))];

    private static readonly string[] Positions = ["Operate now", "Wait and see", "Medical therapy first"];

    /// <summary>What is done, by whom, and how many minutes after what was done before.</summary>
    public static IEnumerable<(Guid Who, RoomCommand Command, int Minutes)> Script(DateTimeOffset due)
    {
        var chair = Everybody[0];
        for (var n = 0; n < Cases; n++)
        {
            var id = Case(n);
            yield return (chair, new AddCase(id, $"Question {n + 1}: operate now, or wait until the echo of next month?", Everybody[1], "M.K., 60s, female", null, 12), 0);
            yield return (chair, new StartCase(id), 0);
            if (n == 0)
                foreach (var who in Everybody) yield return (who, new AttendReview(), 0);
            for (var round = 0; round < 2; round++)
            {
                yield return (chair, new OpenOpinions(id, round == 0 ? Positions : null), 3);
                for (var i = 0; i < People; i++) yield return (Everybody[i], new GiveOpinion(id, Positions[(i + n) % (3 - round)], 1 + (i + n) % 5, "What was seen on the last echo, and what she herself wants, speak for it."), i % 20 == 0 ? 1 : 0);
                yield return (chair, new RevealOpinions(id), 0);
                for (var i = 1; i < 8; i++)
                {
                    yield return (Everybody[i], new RaiseHand(), 0);
                    yield return (chair, new GiveWord(Everybody[i]), 0);
                }
                yield return (Everybody[2], new NoteOnCase(id, "Lives alone on the third floor."), 0);
            }
            yield return (chair, new DecideCase(id, "Operate within two weeks", "Most agree", Everybody[3], due, null, ["ESC 2021"], ["Wait"]), 1);
            yield return (chair, new CloseCase(id), 1);
        }
    }

    public static IEnumerable<RoomCommand> Members => Everybody[3..].Select(p => new AddMember(p));

    public static Guid Case(int n) => new($"0000cccc-0000-7000-8000-{n:x12}");

    /// <summary>The whole of it without a database.</summary>
    public static RoomRun Run()
    {
        var run = new RoomRun(RoomKind.CaseReview);
        foreach (var member in Members) Done(run, Everybody[0], member, 0);
        foreach (var (who, command, minutes) in Script(run.Now.AddDays(30))) Done(run, who, command, minutes);
        return run;
    }

    private static void Done(RoomRun run, Guid who, RoomCommand command, int minutes) => Assert.IsType<Decision.Happened>(run.Do(who, command with { Id = Guid.CreateVersion7() }, minutes));
}
