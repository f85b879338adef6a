namespace Hub.Core.Rooms.Search;

/// <summary>
/// Which rows go, and which come. What comes is all that a message has now, and what goes all that it had at any time since the cursor, as both may stand there
/// or not already, where an earlier attempt was broken off.
/// </summary>
internal sealed record Change<T>(List<T> Gone, List<T> Came) where T : notnull
{
    public static Change<T> None => new([], []);

    /// <summary>Adds one message's.</summary>
    /// <param name="had">At each time since the cursor before now; and at the cursor, if it is not <paramref name="new"/>.</param>
    public void Add(bool @new, IReadOnlyList<HashSet<T>> had, HashSet<T> has)
    {
        // A nudge, an answer: nothing by which it is found.
        if (!@new && had.All(has.SetEquals)) return;
        Gone.AddRange(had.SelectMany(h => h).Except(has));
        Came.AddRange(has);
    }

    /// <summary>Both as one, this before <paramref name="next"/>.</summary>
    public Change<T> Then(Change<T> next)
    {
        // Nearly always: nothing was said that was changed later.
        if (Gone.Count == 0 && next.Gone.Count == 0) return new([], [.. Came, .. next.Came]);
        List<T> came = [.. Came.Except(next.Gone).Union(next.Came)];
        return new([.. Gone.Union(next.Gone).Except(came)], came);
    }
}
