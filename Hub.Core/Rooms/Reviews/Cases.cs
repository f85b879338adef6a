using Hub.Core.Journal;

namespace Hub.Core.Rooms.Reviews;

/// <summary>Writes a case anew before it is begun: all of it but its identity, which changes only when another is given. Any member may.</summary>
[Command("changeCase")]
public sealed record ChangeCase(Guid CaseId, string Question, Guid? Presenter = null, string? Context = null, string? Identifiers = null, int? Minutes = null) : RoomCommand
{
    public override Decision Decide(Room room, in Deciding by)
    {
        if (ReviewRules.Waiting(room, CaseId, out var found) is { } not) return not;
        if (ReviewRules.CaseText(room, Question, Presenter, Context, Identifiers, Minutes) is { } wrong) return wrong;
        var identifiers = Blank.Said(Identifiers) ?? found.Identifiers;
        return new CaseChanged(CaseId, Question.Trim(), Presenter, Blank.Said(Context), Minutes, identifiers is not null)
        {
            Identifiers = identifiers,
            Reidentified = found.Identifiers is not null && identifiers != found.Identifiers ? true : null,
        };
    }
}

[Event("caseChanged")]
public sealed record CaseChanged(Guid CaseId, string Question, Guid? Presenter, string? Context, int? Minutes, bool Identified) : ReviewEvent
{
    /// <summary>Sealed in the journal and left out of every view.</summary>
    public string? Identifiers { get; init; }

    /// <summary>True: what identified the patient before is replaced. Whoever looked it up earlier must be told, lest they go by another patient's record.</summary>
    public bool? Reidentified { get; init; }

    public override RoomEvent Common => this with { Identifiers = null };

    public override Room Apply(Room room, JournalEvent header) => Review.Change(room, CaseId, c => c with
    {
        Question = Question,
        Presenter = Presenter,
        Context = Context,
        Minutes = Minutes,
        Identifiers = Identifiers,
        Reidentified = Reidentified == true ? new(header.Actor, header.At) : c.Reidentified,
    });
}

/// <summary>Takes a case that was not begun off the agenda.</summary>
[Command("dropCase")]
public sealed record DropCase(Guid CaseId) : RoomCommand
{
    public override Decision Decide(Room room, in Deciding by) =>
        ReviewRules.NotChair(room, by.Actor) ?? ReviewRules.Waiting(room, CaseId, out _) ?? (Decision)new CaseDropped(CaseId);
}

[Event("caseDropped")]
public sealed record CaseDropped(Guid CaseId) : ReviewEvent
{
    public override Room Apply(Room room, JournalEvent header) =>
        room.Review is { } review ? room with { Review = review with { Cases = review.Cases.RemoveAll(c => c.Id == CaseId) } } : room;
}

/// <summary>Puts a case at another place of the agenda. Names the neighbour and not a number, so that a case added meanwhile moves nothing.</summary>
/// <param name="Before">The case that it comes to stand before; null: last.</param>
[Command("moveCase")]
public sealed record MoveCase(Guid CaseId, Guid? Before = null) : RoomCommand
{
    public override Decision Decide(Room room, in Deciding by)
    {
        if (ReviewRules.NotChair(room, by.Actor) is { } no) return no;
        var ids = room.Review!.Cases.ConvertAll(c => c.Id);
        if (!ids.Contains(CaseId) || (Before is { } named && !ids.Contains(named))) return Refusal.NotFound("There is no such case.");
        if (Before == CaseId) return Refusal.Malformed("A case does not stand before itself.");
        var rest = ids.Remove(CaseId);
        return new CasesOrdered(Before is { } before ? rest.Insert(rest.IndexOf(before), CaseId) : rest.Add(CaseId));
    }
}

/// <summary>The agenda in another order: all its cases, each once.</summary>
[Event("casesOrdered")]
public sealed record CasesOrdered(IReadOnlyList<Guid> CaseIds) : ReviewEvent
{
    public override Room Apply(Room room, JournalEvent header) => room.Review is { } review
        ? room with { Review = review with { Cases = [.. CaseIds.Select(id => review.Case(id)!)] } }
        : room;
}
