namespace Hub.Core.Rooms.Search;

/// <summary>
/// Which rows go, and which come. What comes is all that a message has now, and what goes all that it had at any time since the cursor, as both may stand there
/// or not already, where an earlier attempt was broken off.
/// </summary>
internal sealed record Change<T>(List<T> Gone, List<T> Came) where T : notnull
{
    public static Change<T> None => new([], []);

    /// <summary>Adds one message's.</summary>
    public void Add(IEnumerable<T> had, IEnumerable<T> has)
    {
        var now = has.Distinct().ToList();
        Gone.AddRange(had.Except(now));
        Came.AddRange(now);
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
