using Hub.Core.Rooms.Asks;

namespace Hub.Core.Rooms.Structured;

/// <summary>A result that somebody must know of at once: what, told by whom to whom, when. It expects to be read back, and is open until the reading is confirmed.</summary>
/// <param name="ToldBy">Whoever had it first, the laboratory say; at most 200 characters.</param>
/// <param name="ToldTo">The member who reads it back.</param>
public sealed record CriticalResult(string? Result = null, string? ToldBy = null, Guid? ToldTo = null, DateTimeOffset? At = null) : IForm
{
    private const string Title = "A critical result";
    private const int LongestName = 200;

    Refusal? IForm.Fault(Room room, in Deciding by) =>
        Form.Fault(Title, ("result", Result), ("toldBy", ToldBy), ("toldTo", ToldTo is null ? null : "-"), ("at", At is null ? null : "-"))
        ?? (ToldBy!.Length > LongestName ? Refusal.TooLong($"Who told it has at most {LongestName} characters.")
            : ToldTo == by.Actor ? Refusal.Malformed("One cannot read back one's own result.")
            : !room.Has(ToldTo!.Value) ? Refusal.Malformed("The result is told to a person who is not a member.")
            : Instant.ToMicros(At!.Value) > by.Now + 5 * Instant.Minute ? Refusal.Malformed("The time at which it was told lies ahead.")
            : Ask.Full(room, 1));

    Expectation? IForm.Expects() => new(AskKind.ReadBack, [ToldTo!.Value], null);

    string IForm.InWords() => $"Critical result: {Result}\nTold by: {ToldBy}";
}
