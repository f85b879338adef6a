using Hub.Core.Rooms;
using Hub.Core.Rooms.Duty;

namespace Hub.Core.Journal;

/// <summary>What was looked up of those whom a command names: the people who exist, and who holds which role.</summary>
internal sealed record Named(IReadOnlySet<Guid> People, IReadOnlyDictionary<Guid, DutyNow> Duty, string? OwnDiscipline = null, bool SeesElsewhere = false)
{
    public static readonly Named Nobody = new(new HashSet<Guid>(), new Dictionary<Guid, DutyNow>());
}

/// <summary>A command on its way through a lane, with what was looked up for it beforehand.</summary>
internal sealed class Submission(Guid room, Guid actor, RoomCommand command, byte[] fingerprint, Named named)
{
    // Continuations run elsewhere: the lane goes on with the next batch.
    private readonly TaskCompletionSource<long> done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Guid Room { get; } = room;
    public Guid Actor { get; } = actor;
    public RoomCommand Command { get; } = command;
    public byte[] Fingerprint { get; } = fingerprint;
    public Named Named { get; } = named;

    public Task<long> Done => done.Task;

    public (Guid, Guid, Guid) Key => (Room, Actor, Command.Id);

    public void Answer(Outcome outcome)
    {
        if (outcome.Fault is null) done.TrySetResult(outcome.Seq);
        else done.TrySetException(outcome.Fault);
    }
}

/// <summary>What a command is answered with: a seq, or why not.</summary>
internal readonly record struct Outcome(long Seq, Exception? Fault)
{
    public static implicit operator Outcome(long seq) => new(seq, null);
    public static implicit operator Outcome(Exception fault) => new(0, fault);
}

/// <summary>What a commit added to one room.</summary>
/// <param name="Before">The room as it was, empty when it is new.</param>
/// <param name="After">The room at its new head.</param>
public sealed record RoomCommit(Room Before, Room After, IReadOnlyList<JournalEvent> Events);

/// <summary>Hears of each commit of this node, in order for each room, after it is on disk. Must return at once and not throw.</summary>
public interface ICommitListener
{
    void Committed(RoomCommit commit);
}
