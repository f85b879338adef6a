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
    private readonly Dictionary<Guid, JsonNode> cases = [];
    private JsonNode rest = new JsonObject();

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
        var now = Rest(step);
        JsonChanges.Add(rest, now, "", changes);
        rest = now;
        if (!before.Cases.Select(c => c.Id).SequenceEqual(review.Cases.Select(c => c.Id)))
        {
            changes.Add(new("/cases", new JsonArray([.. review.Cases.Select(c => Node(CaseDto.Of(review, c, [.. c.Rounds.Select(r => RoundDto.Of(r, viewer))])))])));
            foreach (var c in review.Cases) cases[c.Id] = Alone(review, c);
            return;
        }
        for (var i = 0; i < review.Cases.Count; i++)
        {
            var (was, c) = (before.Cases[i], review.Cases[i]);
            // Who is unheard changes with who is there, too.
            if (!ReferenceEquals(was, c) || c.Id == review.Current) Case(review, was, c, $"/cases/{i}", changes);
        }
    }

    private void Case(Review review, ReviewCase was, ReviewCase now, string path, List<ReplayChange> changes)
    {
        var alone = Alone(review, now);
        JsonChanges.Add(cases[now.Id], alone, path, changes);
        cases[now.Id] = alone;
        if (was.Rounds.Count != now.Rounds.Count)
        {
            changes.Add(new($"{path}/rounds", new JsonArray([.. now.Rounds.Select(r => Node(RoundDto.Of(r, viewer)))])));
            return;
        }
        for (var i = 0; i < now.Rounds.Count; i++)
            if (!ReferenceEquals(was.Rounds[i], now.Rounds[i])) JsonChanges.Add(Node(RoundDto.Of(was.Rounds[i], viewer)), Node(RoundDto.Of(now.Rounds[i], viewer)), $"{path}/rounds/{i}", changes);
    }

    /// <summary>The review without its cases, and without what each step says itself.</summary>
    private JsonObject Rest(ReviewStep step)
    {
        var node = (JsonObject)Node(ReviewDto.Of(step.After with { Review = step.After.Review! with { Cases = [] } }, viewer, step.Event.At));
        foreach (var own in (string[])["cases", "head", "now"]) node.Remove(own);
        return node;
    }

    private JsonNode Alone(Review review, ReviewCase c)
    {
        var node = (JsonObject)Node(CaseDto.Of(review, c, []));
        node.Remove("rounds");
        return node;
    }

    private JsonNode Node<T>(T of) => JsonSerializer.SerializeToNode(of, json)!;
}
