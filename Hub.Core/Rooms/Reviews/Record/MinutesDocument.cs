using System.Security.Cryptography;
using System.Text.Json;

namespace Hub.Core.Rooms.Reviews.Record;

/// <param name="Opinions">With salts and commitments, so that anybody can check them against the journal.</param>
public sealed record MinutesRound(int Number, DateTimeOffset RevealedAt, IReadOnlyList<Opinion> Opinions, IReadOnlyList<Guid> Passed);

public sealed record MinutesNote(Guid By, DateTimeOffset At, string Text);

public sealed record MinutesDecision(
    string Recommendation, string Rationale, Guid OwnerId, DateTimeOffset DueAt, DateTimeOffset DecidedAt, IReadOnlyList<Dissent> Dissent, IReadOnlyList<string> Evidence,
    IReadOnlyList<string> Alternatives, string? Deferral, Guid? DeferredTo)
{
    public static MinutesDecision? Of(CaseDecision? d) => d is null ? null : new(d.Recommendation, d.Rationale, d.OwnerId, d.DueAt, Instant.FromMicros(d.At), d.Dissent ?? [], d.Evidence ?? [], d.Alternatives ?? [], d.Deferral, d.DeferredTo);
}

public sealed record MinutesCase(
    Guid CaseId, string Question, string? Context, Guid? Presenter, DateTimeOffset StartedAt, DateTimeOffset? ClosedAt, string? ClosedBecause,
    IReadOnlyList<MinutesRound> Rounds, IReadOnlyList<MinutesNote> Notes, MinutesDecision? Decision);

public sealed record MinutesAttendee(Guid UserId, string Discipline);

/// <summary>
/// What the minutes of a review say: all that is signed, and nothing that may change by itself (names, files, what became of a decision). Of a case only what all
/// members may see; who the patient is, is not in it. Its canonical JSON is that of <see cref="Vocabulary.Json"/>: UTF-8, camelCase, the members in the order
/// in which they are declared here, nothing that is null, no white space.
/// </summary>
/// <param name="Chairs">Who had the chair, in order.</param>
/// <param name="Attended">Everybody who was in the live review, in the order in which they came.</param>
/// <param name="Cases">Those that were begun, in the order of the agenda.</param>
public sealed record MinutesDocument(
    string Format, Guid Room, string? Title, DateTimeOffset CreatedAt, IReadOnlyList<Guid> Chairs, IReadOnlyList<MinutesAttendee> Attended, IReadOnlyList<MinutesCase> Cases)
{
    public const string Version = "care-hub-minutes/1";

    public byte[] Canonical() => JsonSerializer.SerializeToUtf8Bytes(this, Vocabulary.Json);

    /// <summary>SHA-256 of the canonical JSON, as hex.</summary>
    public string Hash() => Convert.ToHexStringLower(SHA256.HashData(Canonical()));
}
