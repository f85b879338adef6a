using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Hub.Core.Data;
using Hub.Tests.Support;

namespace Hub.Tests.Faults;

/// <summary>Until the reveal an opinion exists for nobody but its author.</summary>
[Collection(nameof(FaultTests))]
public class BlindTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static readonly int Opinions = Soak.On ? 1000 : 30;

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task BeforeTheReveal_NothingOfAnOpinionReachesAnybodyElse(Engine engine)
    {
        await using var host = await HubHost.StartAsync(engine, engine == Engine.Postgres ? 2 : 1, 0, ("Logging__LogLevel__Default", "Debug"), ("Logging__LogLevel__Microsoft.AspNetCore", "Debug"));
        var last = host.Nodes.Count - 1;
        var chair = await host.MemberAsync("rosa");
        var author = await host.MemberAsync("amara");
        var second = await host.MemberAsync("amara", last);
        var expelled = await host.MemberAsync("jonas", last);
        var others = new[] { chair, await host.MemberAsync("chen", last), await host.MemberAsync("priya"), await host.MemberAsync("mei", last), expelled };
        var room = await ReviewAsync(chair, [.. others.Skip(1).Append(author)], [.. others.Append(author).Append(second)]);

        string[] secrets = [];
        for (var at = 0; at < Opinions; at++)
        {
            if (at > 0)
            {
                var previous = (await chair.Http.GetFromJsonAsync<JsonElement>($"/api/rooms/{room}/review", Cancel)).GetProperty("current").GetGuid();
                await OkAsync(chair, room, new { type = "revealOpinions", caseId = previous });
                await OkAsync(chair, room, new { type = "closeCase", caseId = previous, reason = "Next" });
                // A review has an end: its agenda is bounded.
                if (at % 50 == 0) room = await ReviewAsync(chair, [.. others.Skip(1).Append(author)], [.. others.Append(author).Append(second)]);
            }
            var caseId = Guid.CreateVersion7();
            await OkAsync(chair, room, new { type = "addCase", caseId, question = $"Case {at}" });
            await OkAsync(chair, room, new { type = "startCase", caseId });
            await OkAsync(chair, room, new { type = "openOpinions", caseId });
            secrets = [$"Stance-{Guid.CreateVersion7():N}", $"Ground-{Guid.CreateVersion7():N}"];
            await OkAsync(author, room, new { type = "giveOpinion", caseId, position = secrets[0], confidence = at % 5 + 1, reasoning = secrets[1] });
            await UnseenAsync(others[at % others.Length], room, secrets);
        }
        await OkAsync(chair, room, new { type = "removeMember", userId = expelled.Id });
        foreach (var other in others) await UnseenAsync(other, room, secrets);
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, host.Logs, StringComparison.Ordinal));
        // The author sees it, on each device.
        foreach (var own in (Member[])[author, second])
            Assert.Contains(secrets[^1], await own.Http.GetStringAsync($"/api/rooms/{room}/review", Cancel), StringComparison.Ordinal);

        var current = (await chair.Http.GetFromJsonAsync<JsonElement>($"/api/rooms/{room}/review", Cancel)).GetProperty("current").GetGuid();
        // Both press at once: one reveal.
        var pressed = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => chair.SendAsync(room, new { type = "revealOpinions", caseId = current })));
        Assert.Single(pressed, p => p.Fate == Fate.Ok);
        Assert.Contains(secrets[^1], await others[1].Http.GetStringAsync($"/api/rooms/{room}/review", Cancel), StringComparison.Ordinal);
        Assert.Single((await chair.FetchAsync(room)).Where(e => e.Type == "opinionsRevealed"), e => e.Data!.Value.GetProperty("caseId").GetGuid() == current);
    }

    private static async Task<Guid> ReviewAsync(Member chair, Member[] members, Member[] devices)
    {
        using var made = await chair.Http.PostAsJsonAsync("/api/rooms", new { kind = "caseReview", title = "Valve board", members = members.Select(m => m.Id) }, Cancel);
        var room = (await made.Content.ReadFromJsonAsync<WireId>(Cancel))!.Id;
        foreach (var device in devices) await device.EnterAsync(room);
        return room;
    }

    private static async Task UnseenAsync(Member member, Guid room, string[] secrets)
    {
        var seen = await SeenAsync(member, room);
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, seen, StringComparison.Ordinal));
        // It looked where the opinion would be.
        Assert.Contains("opinionGiven", seen, StringComparison.Ordinal);
    }

    /// <summary>All that reached this member: the events of the socket and of HTTP, the room, its messages, the review, the minutes, the search.</summary>
    private static async Task<string> SeenAsync(Member member, Guid room)
    {
        var seen = new StringBuilder();
        foreach (var e in member.List(room).Events) seen.Append(e.Digest);
        foreach (var frame in member.Frames) seen.Append(frame.Note);
        foreach (var path in (string[])["", "/events?limit=1000", "/messages", "/review", "/minutes"])
        {
            using var answer = await member.Http.GetAsync($"/api/rooms/{room}{path}", Cancel);
            seen.Append(await answer.Content.ReadAsStringAsync(Cancel));
        }
        seen.Append(await member.Http.GetStringAsync("/api/search?q=Stance", Cancel)).Append(await member.Http.GetStringAsync("/api/asks", Cancel));
        return seen.ToString();
    }

    private static async Task OkAsync(Member member, Guid room, object command)
    {
        var sent = await member.SendAsync(room, command);
        Assert.True(sent.Fate == Fate.Ok, $"{command}: {sent.Fate} {sent.Code}");
    }
}
