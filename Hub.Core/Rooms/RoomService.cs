using Hub.Core.Journal;

namespace Hub.Core.Rooms;

/// <summary>The one door into a room, whoever knocks: the hub, the HTTP API, a job.</summary>
public sealed class RoomService(RoomJournal journal, IPeopleDirectory people)
{
    /// <summary>Answers with the seq of the command's first event, or of the event that had already done it, after it is on disk.</summary>
    /// <param name="caller">Whom the door has authenticated.</param>
    /// <exception cref="Refusal">What the contract says; nothing was written.</exception>
    public async Task<long> ExecuteAsync(Guid caller, Guid room, RoomCommand command, CancellationToken cancel = default)
    {
        if (command is CreateRoom) throw Refusal.Malformed("A room is made by POST /api/rooms.");
        return await SubmitAsync(caller, room, command, cancel);
    }

    /// <summary>Makes a room and answers with its id. The same command id, or the same people for a direct room, answers with the same room.</summary>
    /// <exception cref="Refusal">What the contract says; nothing was written.</exception>
    public async Task<Guid> CreateAsync(Guid caller, CreateRoom command, CancellationToken cancel = default)
    {
        var room = command.Kind == RoomKind.Direct
            ? journal.Sealer.DeriveId(command.Members.Append(caller).Distinct().Order())
            : journal.Sealer.DeriveId(caller, command.Id);
        await SubmitAsync(caller, room, command, cancel);
        return room;
    }

    private async Task<long> SubmitAsync(Guid caller, Guid room, RoomCommand command, CancellationToken cancel)
    {
        Guid[] named = [.. command.People];
        IReadOnlySet<Guid> known = named.Length == 0 ? NoPeople : await people.ExistingAsync(named, cancel);
        return await journal.SubmitAsync(room, caller, command, known, cancel);
    }

    private static readonly IReadOnlySet<Guid> NoPeople = new HashSet<Guid>();
}
