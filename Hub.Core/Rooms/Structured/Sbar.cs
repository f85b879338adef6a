using Hub.Core.Rooms.Asks;

namespace Hub.Core.Rooms.Structured;

/// <summary>Situation, background, assessment, recommendation: all four are required.</summary>
public sealed record Sbar(string? Situation = null, string? Background = null, string? Assessment = null, string? Recommendation = null) : IForm
{
    Refusal? IForm.Fault(Room room, in Deciding by) =>
        Form.Fault("SBAR", ("situation", Situation), ("background", Background), ("assessment", Assessment), ("recommendation", Recommendation));

    Expectation? IForm.Expects() => null;

    string IForm.InWords() => $"SBAR\nSituation: {Situation}\nBackground: {Background}\nAssessment: {Assessment}\nRecommendation: {Recommendation}";
}
