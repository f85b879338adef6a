using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Hub.Core;
using Hub.Core.Rooms;
using Hub.Core.Rooms.Reviews;
using Hub.Core.Rooms.Reviews.Reporting;
using Hub.Server.Api;

namespace Hub.Tests.Rooms.Reviews;

/// <summary>A replay shows at each step what the live page showed then: the same view, with nothing in it that was blind.</summary>
public class ReplayTests
{
    internal static readonly JsonSerializerOptions Wire = WireOptions();
    private static readonly Guid Viewer = RoomRun.People[1];

    [Fact]
    public void AnyReview_ReplayedStepByStep_IsTheViewOfEachStep_AndShowsNothingBeforeItsReveal() => Prop.ForAll(Arb.From(AnyReviewTests.Steps.ArrayOf(60)), sequence =>
    {
        var run = new RoomRun(RoomKind.CaseReview);
        foreach (var id in AnyReviewTests.Cases) run.Do(RoomRun.People[0], new AddCase(id, "Question?", null, "context", "MRN 4711") { Id = Guid.CreateVersion7() });
        foreach (var step in sequence) run.Do(RoomRun.People[step.Who], step.Command(), step.Minutes);
        var steps = Steps(run);

        var replay = new ReplayWriter(Viewer, Wire).Write(steps);

        var shown = JsonSerializer.SerializeToNode(replay.Start, Wire)!;
        var at = 0;
        foreach (var step in steps.Skip(1))
        {
            if (at < replay.Steps.Count && replay.Steps[at].Seq == step.Event.Seq)
                foreach (var change in replay.Steps[at++].Changes) Apply(shown, change);
            var expected = JsonSerializer.SerializeToNode(ReviewDto.Of(step.After, Viewer, step.Event.At), Wire)!;
            (shown["head"], shown["now"]) = (step.Event.Seq, Instant.ToIso(step.Event.At));
            Assert.True(JsonNode.DeepEquals(expected, shown), $"step {step.Event.Seq} {step.Event.Type}\n{expected.ToJsonString()}\n{shown.ToJsonString()}");
        }
        Assert.Equal(replay.Steps.Count, at);
        // To somebody who gave none of them, no opinion is there before its reveal.
        var blind = new ReplayWriter(RoomRun.People[4], Wire).Write(steps).Steps.TakeWhile(s => s.Type != "opinionsRevealed");
        Assert.DoesNotContain("secret", JsonSerializer.Serialize(blind, Wire), StringComparison.Ordinal);
        Assert.DoesNotContain("MRN 4711", JsonSerializer.Serialize(replay, Wire), StringComparison.Ordinal);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(150));

    [Fact]
    public void Report_OfTwoCases_SaysHowLongWhoWasHeardAndWhatAgreed()
    {
        var (chair, amara, chen) = (RoomRun.People[0], RoomRun.People[1], RoomRun.People[2]);
        var run = new RoomRun(RoomKind.CaseReview);
        foreach (var id in AnyReviewTests.Cases[..2])
        {
            Happens(run, chair, new AddCase(id, "Question?", null, null, null, 10), 5);
            Happens(run, chair, new StartCase(id), 0);
            Happens(run, amara, new AttendReview(), 0, or: true);
            Happens(run, chair, new OpenOpinions(id), 3);
            Happens(run, amara, new GiveOpinion(id, "Operate"), 1);
            Happens(run, chen, new GiveOpinion(id, "Wait"), 1);
            Happens(run, chair, new RevealOpinions(id), 0);
            Happens(run, chair, new OpenOpinions(id), 4);
            Happens(run, amara, new GiveOpinion(id, "operate "), 1);
            Happens(run, chen, new GiveOpinion(id, "Operate"), 1);
            Happens(run, chair, new RevealOpinions(id), 0);
            Happens(run, chair, new CloseCase(id, "No time"), 2);
        }

        var report = ReviewReport.Of(Steps(run), Instant.ToMicros(run.Now));

        Assert.Equal([13.0, 13.0], report.Cases.Select(c => c.Minutes));
        Assert.Equal([180, 240, 360], report.Cases[0].Phases.Select(p => p.Seconds));
        Assert.Equal((0.5, 1.0, 4), (report.Cases[0].Before, report.Cases[0].After, report.Cases[0].Contributions));
        Assert.Equal((1, 1.0), (report.First!.Cases, report.Second!.Agreement));
        var heard = Assert.Single(report.Disciplines);
        Assert.Equal((1, 2, 4), (heard.People, heard.HeardIn, heard.Opinions));
        Assert.Equal(new DecisionsReport(0, 0, 0, 0, 0, 2), report.Decisions);
    }

    internal static List<ReviewStep> Steps(RoomRun run)
    {
        var steps = new List<ReviewStep>();
        var room = Room.Empty(run.Room.Id);
        foreach (var e in run.Events)
        {
            var was = room.Review;
            room = room.Apply(e);
            if (!ReferenceEquals(was, room.Review)) steps.Add(new(e, room));
        }
        return steps;
    }

    private static void Apply(JsonNode review, ReplayChange change)
    {
        var path = change.Path.Split('/')[1..];
        var at = path[..^1].Aggregate(review, (node, part) => node is JsonArray list ? list[int.Parse(part, System.Globalization.CultureInfo.InvariantCulture)]! : node[part]!);
        var value = change.Value?.DeepClone();
        if (path[^1] == "-") at.AsArray().Add(value);
        else if (at is JsonArray list) list[int.Parse(path[^1], System.Globalization.CultureInfo.InvariantCulture)] = value;
        else at[path[^1]] = value;
    }

    private static void Happens(RoomRun run, Guid actor, RoomCommand command, int minutes, bool or = false)
    {
        var decision = run.Do(actor, command with { Id = Guid.CreateVersion7() }, minutes);
        Assert.True(decision is Decision.Happened || or, $"{command}: {decision}");
    }

    private static JsonSerializerOptions WireOptions()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        Server.Api.Json.Configure(options);
        return options;
    }
}
