using Hub.Core.Journal;
using Hub.Core.Rooms.Duty;
using Hub.Core.Rooms.Walls;

namespace Hub.Core.Rooms;

/// <summary>The one door into a room, whoever knocks: the hub, the HTTP API, a job.</summary>
public sealed class RoomService(RoomJournal journal, IPeopleDirectory people, IDutyRoster roster)
{
    /// <summary>Answers with the seq of the command's first event, or of the event that had already done it, after it is on disk.</summary>
    /// <param name="caller">Whom the door has authenticated.</param>
    /// <exception cref="Refusal">What the contract says; nothing was written.</exception>
    public async Task<long> ExecuteAsync(Guid caller, Guid room, RoomCommand command, CancellationToken cancel = default)
    {
        if (command is CreateRoom) throw Refusal.Malformed("A room is made by POST /api/rooms.");
        if (Vocabulary.IsOfTheSystem(command)) throw Refusal.Malformed("There is no command of this type.");
        return await SubmitAsync(caller, room, command, cancel);
    }

    /// <summary>The same for what the house itself has to do: a command marked <see cref="OfTheSystemAttribute"/>.</summary>
    /// <exception cref="Refusal">It may not be; nothing was written.</exception>
    public Task<long> ExecuteAsSystemAsync(Guid room, RoomCommand command, CancellationToken cancel = default) =>
        Vocabulary.IsOfTheSystem(command) ? SubmitAsync(SystemActor.Id, room, command, cancel) : throw new ArgumentException("A person's command.", nameof(command));

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
        Guid[] roles = [.. command.Roles];
        IReadOnlyDictionary<Guid, DutyNow> duty = roles.Length == 0 ? NoRoles : await roster.NowAsync(roles, cancel);
        var discipline = command.NamesOwnDiscipline ? await people.DisciplineAsync(caller, cancel) : null;
        var sees = command.Elsewhere is { } place && await SeesAsync(caller, place, cancel);
        return await journal.SubmitAsync(room, caller, command, new Named(known, duty, discipline, sees), cancel);
    }

    private async Task<bool> SeesAsync(Guid caller, MessagePlace place, CancellationToken cancel)
    {
        await using var on = await journal.ReadAsync(cancel);
        return await journal.OpenAsync(on, place.Room, cancel) is { Fold: var room } && room.Has(caller) && place.Seq > room.PurgedThrough && place.Seq <= room.Head
            && (await on.MessagesAtAsync(place.Room, [place.Seq], cancel)).Count == 1 && (await on.DeletedAsync(place.Room, [place.Seq], cancel)).Count == 0;
    }

    private static readonly IReadOnlyDictionary<Guid, DutyNow> NoRoles = new Dictionary<Guid, DutyNow>();
    private static readonly IReadOnlySet<Guid> NoPeople = new HashSet<Guid>();
}
