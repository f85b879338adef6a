using Hub.Core.Journal;
using Hub.Core.Rooms.Reviews.FollowUp;

namespace Hub.Core.Rooms.Reviews.Record;

/// <summary>Somebody named in an export.</summary>
public sealed record ExportedPerson(Guid Id, string Name, string Discipline);

public sealed record ExportedOutcome(Guid CaseId, DecisionOutcome Outcome, string Why, Guid By, DateTimeOffset At);

/// <summary>Who a patient is: only in an export that asked for it, which the journal says.</summary>
public sealed record ExportedIdentifiers(Guid CaseId, string Identifiers);

/// <summary>The minutes of a review to take along: what is signed, by whom, and what it takes to check it.</summary>
/// <param name="Hash">SHA-256 of the canonical JSON of <paramref name="Minutes"/>, as hex.</param>
/// <param name="Head">The journal's last event when this was made, and its link there, as hex.</param>
/// <param name="Before">A review that was held in the room before, and taken out when its time of keeping was over.</param>
/// <param name="Outcomes">What became of the decisions: said after the minutes, and not part of what is signed.</param>
public sealed record MinutesExport(
    MinutesDocument Minutes, string Hash, long Head, string Link, CheckedSigning? Signing, JournalFault? Fault, IReadOnlyList<ExportedOutcome> Outcomes, IReadOnlyList<ExportedPerson> People,
    IReadOnlyList<ExportedIdentifiers>? Identifiers, TakenOutMinutes? Before = null)
{
    /// <param name="people">Everybody there is; those whom the minutes name are taken along.</param>
    /// <param name="identifiers">Null: who the patients are, is left out.</param>
    public static MinutesExport Of(Minutes read, IEnumerable<ExportedPerson> people, IReadOnlyList<ExportedIdentifiers>? identifiers)
    {
        var named = Named(read).ToHashSet();
        ExportedOutcome[] outcomes = [.. read.Room.Review!.Cases.Where(c => c.Outcome is not null).Select(c => new ExportedOutcome(c.Id, c.Outcome!.Outcome, c.Outcome.Why, c.Outcome.By, Instant.FromMicros(c.Outcome.At)))];
        return new(read.Document, read.Hash, read.Room.Head, read.Link, read.Signing, read.Fault, outcomes, [.. people.Where(p => named.Contains(p.Id)).OrderBy(p => p.Id)], identifiers, read.Before);
    }

    private static IEnumerable<Guid> Named(Minutes read)
    {
        var document = read.Document;
        return document.Chairs.Concat(document.Attended.Select(a => a.UserId))
            .Concat(document.Cases.SelectMany(c => c.Rounds.SelectMany(r => r.Passed.Concat(r.Opinions.Select(o => o.UserId)).Concat(r.Opinions.Select(o => o.DeferTo).OfType<Guid>()))))
            .Concat(document.Cases.SelectMany(c => c.Notes.Select(n => n.By)))
            .Concat(document.Cases.SelectMany(c => c.Decision is not { } d ? [] : d.Dissent.Select(x => x.UserId).Append(d.OwnerId).Concat(d.DeferredTo is { } to ? [to] : [])))
            .Concat(document.Cases.Select(c => c.Presenter).OfType<Guid>())
            .Concat(read.Room.Review!.Cases.Select(c => c.Outcome?.By).OfType<Guid>())
            .Concat(read.Signing?.Signing.Signatures.Select(s => s.By) ?? [])
            .Concat(read.Before?.Signing?.Signatures.Select(s => s.By) ?? []);
    }
}
