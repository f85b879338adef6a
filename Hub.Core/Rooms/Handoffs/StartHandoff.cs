using Hub.Core.Rooms.Messages;
using Hub.Core.Rooms.Structured;

namespace Hub.Core.Rooms.Handoffs;

/// <summary>Hands a patient over in the I-PASS form. It stays open until the receiver has written the synthesis and accepted.</summary>
[Command("startHandoff")]
public sealed record StartHandoff(
    IllnessSeverity? IllnessSeverity = null, string? PatientSummary = null, IReadOnlyList<HandoffAction>? Actions = null, string? SituationAwareness = null, Guid? To = null) : RoomCommand
{
    public override Decision Decide(Room room, in Deciding by)
    {
        var handoff = new Handoff(IllnessSeverity, PatientSummary, Actions ?? [], SituationAwareness, To);
        IForm form = handoff;
        if (form.Fault(room, by) is { } fault) return fault;
        var priority = IllnessSeverity == Handoffs.IllnessSeverity.Unstable ? Priority.Important : Priority.Routine;
        return new MessagePosted(form.InWords(), priority, form.Expects()) { Handoff = handoff };
    }
}
