namespace Hub.Tests.Support;

/// <summary>The invariants that no staged fault may break. What it says on failure names the member and the event.</summary>
public static class Checker
{
    /// <summary>
    /// Waits until every member has what the server has, then asserts: no gap, one order for all, each acknowledged command once and where it was said to be,
    /// each of unknown fate once or not at all, no refused one, message ordinals exact.
    /// </summary>
    public static async Task<IReadOnlyList<WireEvent>> HoldsAsync(Guid room, IReadOnlyList<Member> members, IEnumerable<SentCommand> commands, TimeSpan? patience = null)
    {
        var journal = await members[0].FetchAsync(room);
        foreach (var member in members) await member.List(room).ReachAsync(journal[^1].Seq, patience ?? TimeSpan.FromSeconds(10), member.User);

        Assert.Equal(Enumerable.Range(1, journal.Count).Select(i => (long)i), journal.Select(e => e.Seq));
        Assert.Equal(journal.Count, journal.DistinctBy(e => e.Id).Count());
        var n = 0L;
        foreach (var one in journal) Assert.Equal(one.Type == "messagePosted" ? ++n : n, one.N);
        for (var i = 1; i < journal.Count; i++) Assert.True(journal[i].At >= journal[i - 1].At, $"time went back at {journal[i].Seq}");

        var expected = journal.Select(e => e.Digest).ToList();
        foreach (var member in members)
        {
            Assert.Empty(member.List(room).Faults);
            Assert.Equal(expected, member.List(room).Events.Take(expected.Count).Select(e => e.Digest));
        }

        var posted = journal.Where(e => e.Type == "messagePosted").ToLookup(e => (e.Actor, e.Text!));
        foreach (var command in commands.Where(c => c.Room == room && c.Text.Length > 0))
        {
            var found = posted[(command.Actor, command.Text)].ToList();
            switch (command.Fate)
            {
                case Fate.Ok:
                    Assert.Equal([command.Seq], found.Select(e => e.Seq));
                    break;
                case Fate.Refused:
                    Assert.Empty(found);
                    break;
                default:
                    Assert.True(found.Count <= 1, $"{command.Text} stands {found.Count} times");
                    break;
            }
        }
        return journal;
    }

    /// <summary>Nothing that <paramref name="outsider"/> received says that the room exists.</summary>
    public static void HeardNothing(Member outsider, Guid room) => Assert.DoesNotContain(outsider.Frames, f => f.Room == room);

    /// <summary>The value below which <paramref name="share"/> of the durations lie.</summary>
    public static TimeSpan Percentile(IEnumerable<TimeSpan> durations, double share)
    {
        var sorted = durations.Order().ToList();
        return sorted[Math.Min(sorted.Count - 1, (int)(sorted.Count * share))];
    }
}
