using Hub.Core.Rooms.Messages;
using Hub.Core.Rooms.Structured;

namespace Hub.Core.Rooms.Walls;

/// <summary>Thanks or an award as it stands on the wall now.</summary>
/// <param name="At">UTC microseconds.</param>
/// <param name="From">Null: somebody who keeps out of it by now.</param>
/// <param name="Team">To the whole team, not to people.</param>
/// <param name="Value">Null for an award, which has a name.</param>
public sealed record WallEntry(
    Guid Id, long Seq, long At, Guid? From, IReadOnlyList<Guid> To, bool Team, ThanksValue? Value, string? Award, string Text, MessagePlace? Source, IReadOnlyList<Reaction> Reactions)
{
    /// <summary>Null when it was withdrawn, or when there is nobody left in it to show.</summary>
    internal static WallEntry? Of(Room room, MessageState m) => m.Structure is { } s && (s.Thanks is not null || s.Award is not null)
        ? new(m.Id, m.Seq, m.At, room.Wall!.KeptOut.Contains(m.Author) ? null : m.Author, s.Thanks?.To ?? s.Award!.To, s.Thanks?.Team == true, s.Thanks?.Value, s.Award?.Name,
            m.Text ?? "", s.Thanks?.Source, [.. m.Reactions.Where(r => !room.Wall.KeptOut.Contains(r.UserId))])
        : null;
}

/// <param name="Entries">Newest first.</param>
/// <param name="Next">What to ask for <c>before</c> to go on; null: there is no more.</param>
public sealed record WallPage(Room Room, IReadOnlyList<WallEntry> Entries, long? Next);

/// <summary>Reads walls, as their members may see them.</summary>
public sealed class WallReader(RoomReader rooms)
{
    private const int Together = RoomReader.MostMessages;

    /// <summary>One page, newest first.</summary>
    /// <exception cref="Refusal">404: not a member. 400: bad bounds.</exception>
    public async Task<WallPage> PageAsync(Guid viewer, Guid wall, long? before, int limit, CancellationToken cancel = default) =>
        Page(await rooms.MessagesAsync(viewer, wall, before, null, limit, cancel));

    /// <summary>For the house's own reckoning: everything on the wall from an instant on, newest first.</summary>
    internal async Task<IReadOnlyList<WallEntry>> SinceAsync(Guid wall, long from, CancellationToken cancel)
    {
        var found = new List<WallEntry>();
        for (long? before = null; ;)
        {
            var page = Page(await rooms.OfHouseAsync(wall, before, null, Together, cancel));
            found.AddRange(page.Entries.TakeWhile(e => e.At >= from));
            if (page.Next is null || page.Entries is [.., { } last] && last.At < from) return found;
            before = page.Next;
        }
    }

    /// <summary>For telling the thanked: what came after a seq, oldest first, and up to where it was read.</summary>
    internal async Task<(IReadOnlyList<WallEntry> Entries, Room Room, long Through)> AfterAsync(Guid wall, long after, CancellationToken cancel)
    {
        var page = await rooms.OfHouseAsync(wall, null, after, Together, cancel);
        return ([.. Entries(page)], page.Room, page.More ? page.Messages[^1].Seq : page.Head);
    }

    private static WallPage Page(MessagePage page) =>
        new(page.Room, [.. Entries(page).OrderByDescending(e => e.Seq)], page.More ? page.Messages[0].Seq : null);

    private static IEnumerable<WallEntry> Entries(MessagePage page) => page.Messages.Select(m => WallEntry.Of(page.Room, m)).OfType<WallEntry>();
}
