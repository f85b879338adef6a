using System.Text.Json;
using System.Text.Json.Nodes;
using Hub.Core;
using Hub.Core.Rooms;
using Hub.Core.Rooms.Reviews;
using Hub.Core.Rooms.Reviews.Reporting;

namespace Hub.Server.Api;

/// <summary>One part of a review that became another.</summary>
/// <param name="Path">Where it stands in <see cref="ReviewDto"/>, as a JSON Pointer (RFC 6901); ending in <c>/-</c>: it is added at the end of that list.</param>
public sealed record ReplayChange(string Path, JsonNode? Value);

/// <param name="At">When it happened; the review's own time at this step.</param>
public sealed record ReplayStepDto(long Seq, string At, Guid Actor, string Type, IReadOnlyList<ReplayChange> Changes);

/// <summary>A review from its first event on: what its members saw at each step, written as what each step changed.</summary>
/// <param name="Members">Who is in the room now.</param>
/// <param name="Start">The review after its first event.</param>
public sealed record ReplayDto(Guid Room, string? Title, long Head, IReadOnlyList<Guid> Members, ReviewDto Start, IReadOnlyList<ReplayStepDto> Steps);

/// <summary>
/// Writes the replay of a review. Each step is the same view that the live page had then (<see cref="ReviewDto"/>), so what was blind is blind until its reveal, and
/// the page needs no rules of its own. A step looks only at what is not the very same object as before, since the fold is immutable and shares what did not change.
/// </summary>
public sealed class ReplayWriter(Guid viewer, JsonSerializerOptions json)
{
    private readonly Dictionary<Guid, byte[]> cases = [];
    private readonly Dictionary<(Guid Case, int Round), byte[]> rounds = [];
    private byte[] rest = [];

    /// <param name="steps">At least the one that made the room.</param>
    public ReplayDto Write(IReadOnlyList<ReviewStep> steps)
    {
        var (first, last) = (steps[0], steps[^1].After);
        rest = Rest(first);
        var written = new List<ReplayStepDto>(steps.Count);
        for (var i = 1; i < steps.Count; i++)
        {
            var changes = new List<ReplayChange>();
            Step(steps[i - 1].After.Review!, steps[i], changes);
            var e = steps[i].Event;
            if (changes.Count > 0) written.Add(new(e.Seq, Instant.ToIso(e.At), e.Actor, e.Type, changes));
        }
        return new(last.Id, last.Title, last.Head, [.. last.Members.Keys.Order()], ReviewDto.Of(first.After, viewer, first.Event.At), written);
    }

    private void Step(Review before, ReviewStep step, List<ReplayChange> changes)
    {
        var review = step.After.Review!;
        // Records share what did not change, so this compares references. A break ends by itself.
        var people = before with { Cases = [], LastDone = null } != review with { Cases = [], LastDone = null };
        if (people || before.Break is not null)
        {
            rest = Compare(rest, Rest(step), "", changes);
            // Each step says these itself.
            changes.RemoveAll(c => c.Path is "/head" or "/now");
        }
        if (!before.Cases.Select(c => c.Id).SequenceEqual(review.Cases.Select(c => c.Id)))
        {
            changes.Add(new("/cases", JsonSerializer.SerializeToNode(review.Cases.ConvertAll(c => CaseDto.Of(review, c, Rounds(c))), json)));
            foreach (var c in review.Cases) Keep(review, c);
            return;
        }
        for (var i = 0; i < review.Cases.Count; i++)
        {
            var (was, c) = (before.Cases[i], review.Cases[i]);
            // Who is unheard changes with who is there, too.
            if (!ReferenceEquals(was, c) || (people && c.Id == review.Current)) Case(review, was, c, $"/cases/{i}", changes);
        }
    }

    private void Case(Review review, ReviewCase was, ReviewCase now, string path, List<ReplayChange> changes)
    {
        cases[now.Id] = Compare(cases[now.Id], Alone(review, now), path, changes);
        if (was.Rounds.Count != now.Rounds.Count)
        {
            changes.Add(new($"{path}/rounds", JsonSerializer.SerializeToNode(Rounds(now), json)));
            Keep(review, now);
            return;
        }
        foreach (var (i, r) in now.Rounds.Index())
            if (!ReferenceEquals(was.Rounds[i], r)) rounds[(now.Id, i)] = Compare(rounds[(now.Id, i)], Written(RoundDto.Of(r, viewer)), $"{path}/rounds/{i}", changes);
    }

    private void Keep(Review review, ReviewCase c)
    {
        cases[c.Id] = Alone(review, c);
        foreach (var (i, r) in c.Rounds.Index()) rounds[(c.Id, i)] = Written(RoundDto.Of(r, viewer));
    }

    private RoundDto[] Rounds(ReviewCase c) => [.. c.Rounds.Select(r => RoundDto.Of(r, viewer))];

    /// <summary>The review without its cases.</summary>
    private byte[] Rest(ReviewStep step) => Written(ReviewDto.Of(step.After with { Review = step.After.Review! with { Cases = [] } }, viewer, step.Event.At));

    /// <summary>A case without its rounds, which are compared one by one.</summary>
    private byte[] Alone(Review review, ReviewCase c) => Written(CaseDto.Of(review, c, []));

    private static byte[] Compare(byte[] before, byte[] after, string path, List<ReplayChange> changes)
    {
        JsonChanges.Add(before, after, path, changes);
        return after;
    }

    private byte[] Written<T>(T of) => JsonSerializer.SerializeToUtf8Bytes(of, json);
}
