using Hub.Core;
using Hub.Core.Journal;
using Hub.Core.Rooms.Reviews.Record;

namespace Hub.Server.Api;

/// <summary>A name under the minutes.</summary>
public sealed record SignatureDto(Guid By, SigningMethod Method, string At)
{
    public static SignatureDto Of(Signature s) => new(s.By, s.Method, Instant.ToIso(s.At));
}

/// <param name="Seq">The journal's last event that is covered.</param>
/// <param name="Hash">SHA-256 of the minutes as they were signed, as hex.</param>
/// <param name="Holds">The journal up to there is still the one that was signed.</param>
/// <param name="IsCurrent">Nothing was added to the minutes since.</param>
public sealed record SigningDto(long Seq, string Hash, bool Holds, bool IsCurrent, IReadOnlyList<SignatureDto> Signatures)
{
    public static SigningDto? Of(CheckedSigning? s) => s is null ? null
        : new(s.Signing.Seq, s.Signing.Hash, s.Holds, s.IsCurrent, [.. s.Signing.Signatures.Select(SignatureDto.Of)]);
}

/// <summary>A review that was held in the room before. What it said was taken out at <paramref name="At"/>, when its time of keeping was over.</summary>
/// <param name="Signatures">Those that stood under its minutes.</param>
/// <param name="Holds">The record up to there is the one that was signed, but for what was taken out.</param>
public sealed record TakenOutDto(string At, IReadOnlyList<SignatureDto> Signatures, bool Holds)
{
    public static TakenOutDto? Of(TakenOutMinutes? before) => before is null ? null
        : new(Instant.ToIso(before.At), [.. (before.Signing?.Signatures ?? []).Select(SignatureDto.Of)], before.Holds);
}

/// <summary>What in the journal is not as it was written.</summary>
/// <param name="Seq">The first event that was changed; 0: the room's own row.</param>
public sealed record JournalFaultDto(long Seq, string What)
{
    public static JournalFaultDto? Of(JournalFault? fault) => fault is null ? null : new(fault.Seq, fault.What);
}

/// <summary>The minutes of a review, made from its journal, up to its <paramref name="Head"/>.</summary>
/// <param name="Hash">SHA-256 of what would be signed now, as hex.</param>
/// <param name="Signing">Null: nobody has signed.</param>
/// <param name="Fault">Null: the journal is as it was written. Else the minutes end before it.</param>
/// <param name="Before">Null: nothing was taken out.</param>
/// <param name="SignWith">How the viewer shows that it is them, to sign; null: they cannot.</param>
public sealed record MinutesDto(
    Guid Room, string? Title, long Head, string CreatedAt, Guid? Chair, IReadOnlyList<Guid> Chairs, IReadOnlyList<AttendeeDto> Attended, IReadOnlyList<CaseDto> Cases,
    string Hash, SigningDto? Signing, JournalFaultDto? Fault, TakenOutDto? Before, SigningMethod? SignWith)
{
    public static MinutesDto Of(Minutes read, SigningMethod? signWith)
    {
        var (room, review, document) = (read.Room, read.Room.Review!, read.Document);
        var said = document.Cases.ToDictionary(c => c.CaseId);
        return new(room.Id, room.Title, room.Head, Instant.ToIso(room.CreatedAt), review.Chair, document.Chairs, [.. document.Attended.Select(a => new AttendeeDto(a.UserId, a.Discipline))],
            [.. review.Cases.Select(c => CaseDto.Of(review, c, [.. (said.GetValueOrDefault(c.Id)?.Rounds ?? []).Select(RoundDto.Of)]) with { Notes = Notes(said.GetValueOrDefault(c.Id)) })],
            read.Hash, SigningDto.Of(read.Signing), JournalFaultDto.Of(read.Fault), TakenOutDto.Of(read.Before), signWith);
    }

    private static List<CaseNoteDto> Notes(MinutesCase? c) => [.. (c?.Notes ?? []).Select(n => new CaseNoteDto(n.By, n.Text, Instant.ToIso(Instant.ToMicros(n.At))))];
}

/// <param name="Hash">Of the minutes that the signer has read.</param>
/// <param name="Password">Whoever has one proves it.</param>
/// <param name="Confirmation">Their own name, where nobody has a password.</param>
public sealed record SignMinutesRequest(string Hash, string? Password = null, string? Confirmation = null);

public enum MinutesFormat { Json, Fhir }

/// <param name="Identifiers">Who the patients are, too. That it was asked for stays in the journal, case by case.</param>
public sealed record ExportMinutesRequest(MinutesFormat Format, bool Identifiers = false);
