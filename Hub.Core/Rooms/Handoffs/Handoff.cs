using System.Globalization;
using System.Text;
using Hub.Core.Rooms.Asks;
using Hub.Core.Rooms.Messages;
using Hub.Core.Rooms.Structured;

namespace Hub.Core.Rooms.Handoffs;

/// <summary>How ill the patient is, in the words of I-PASS.</summary>
public enum IllnessSeverity : short { Stable = 1, Watcher = 2, Unstable = 3 }

public sealed record HandoffAction(string What, DateTimeOffset? Due = null);

/// <summary>I-PASS (Starmer et al., 2012): illness severity, patient summary, action list, situation awareness and contingency. The fifth, the synthesis, is the receiver's.</summary>
/// <param name="To">The member who takes over.</param>
public sealed record Handoff(
    IllnessSeverity? IllnessSeverity = null, string? PatientSummary = null, IReadOnlyList<HandoffAction>? Actions = null, string? SituationAwareness = null, Guid? To = null) : IForm
{
    public const int MostActions = 50;
    private const string Title = "A handoff";

    Refusal? IForm.Fault(Room room, in Deciding by)
    {
        var actions = Actions ?? [];
        if (Form.Fault(Title, ("illnessSeverity", IllnessSeverity is null ? null : "-"), ("patientSummary", PatientSummary), ("situationAwareness", SituationAwareness), ("to", To is null ? null : "-")) is { } fault) return fault;
        if (actions.Count > MostActions) return Refusal.TooLong($"A handoff has at most {MostActions} actions.");
        if (actions.Any(a => a is null || Blank.Is(a.What))) return Refusal.Malformed("An action needs: what.");
        if (Encoding.UTF8.GetByteCount(PatientSummary!) + Encoding.UTF8.GetByteCount(SituationAwareness!) + actions.Sum(a => Encoding.UTF8.GetByteCount(a.What)) > PostMessage.LongestText) return Form.TooLong(Title);
        if (To == by.Actor) return Refusal.Malformed("One cannot hand over to oneself.");
        return room.Has(To!.Value) ? Ask.Full(room, 1) : Refusal.Malformed("The handoff is to a person who is not a member.");
    }

    Expectation? IForm.Expects() => new(AskKind.Handoff, [To!.Value], null);

    string IForm.InWords()
    {
        var words = new StringBuilder($"I-PASS handoff\nIllness severity: {IllnessSeverity!.Value.ToString().ToLowerInvariant()}\nPatient summary: {PatientSummary}\n");
        foreach (var action in Actions ?? [])
            words.Append("Action: ").Append(action.What).Append(action.Due is { } due ? string.Create(CultureInfo.InvariantCulture, $" (by {due.UtcDateTime:yyyy-MM-dd HH:mm} UTC)") : "").Append('\n');
        return words.Append("Situation awareness: ").Append(SituationAwareness).ToString();
    }
}
