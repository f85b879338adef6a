using System.IO.Compression;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Hub.Core.Data;
using Hub.Tests.Support;

namespace Hub.Tests.Faults;

/// <summary>Until the reveal an opinion exists for nobody but its author: a thousand of them, each given anew over the one before.</summary>
public class BlindTests
{
    private const int Opinions = 1000, Together = 200;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task BeforeTheReveal_NothingOfAnOpinionReachesAnybodyElse(Engine engine)
    {
        await using var host = await HubHost.StartAsync(engine, engine == Engine.Postgres ? 2 : 1, 0,
            ("Logging__LogLevel__Default", "Debug"), ("Logging__LogLevel__Microsoft.AspNetCore", "Debug"), ("Hub__Limits__Burst", "10000"));
        var last = host.Nodes.Count - 1;
        var chair = await host.MemberAsync("rosa");
        var chairElsewhere = await host.MemberAsync("rosa", last);
        var author = await host.MemberAsync("amara");
        var second = await host.MemberAsync("amara", last);
        var expelled = await host.MemberAsync("jonas", last);
        Member[] others = [chair, await host.MemberAsync("chen", last), await host.MemberAsync("priya"), await host.MemberAsync("mei", last), expelled];
        var room = await ReviewAsync(chair, [.. others.Skip(1).Append(author)], [.. others.Append(author).Append(second).Append(chairElsewhere)]);
        var recordings = await Task.WhenAll(others.Select(o => Recording.OfAsync(o, room)));

        var caseId = Guid.CreateVersion7();
        await chair.DoAsync(room, new { type = "addCase", caseId, question = "Operate?" });
        await chair.DoAsync(room, new { type = "startCase", caseId });
        await chair.DoAsync(room, new { type = "openOpinions", caseId });
        var secrets = new List<string>();
        for (var at = 0; at < Opinions; at += Together)
        {
            await Task.WhenAll(Enumerable.Range(at, Together).Select(async i =>
            {
                string[] words = [$"Stance-{Guid.CreateVersion7():N}", $"Ground-{Guid.CreateVersion7():N}"];
                lock (secrets) secrets.AddRange(words);
                await author.DoAsync(room, new { type = "giveOpinion", caseId, position = words[0], confidence = i % 5 + 1, reasoning = words[1] });
            }));
            foreach (var recording in recordings) await recording.StayAsync();
            await UnseenAsync(others[at / Together % others.Length], room, secrets);
        }
        string[] final = [$"Stance-{Guid.CreateVersion7():N}", $"Ground-{Guid.CreateVersion7():N}"];
        await author.DoAsync(room, new { type = "giveOpinion", caseId, position = final[0], reasoning = final[1] });
        secrets.AddRange(final);
        await chair.DoAsync(room, new { type = "removeMember", userId = expelled.Id });
        foreach (var other in others) await UnseenAsync(other, room, secrets);
        // Every byte that came to the five, by the socket; what the owner takes out; the logs of all nodes.
        foreach (var recording in recordings) NothingOf(secrets, await recording.EndAsync(), "opinionGiven");
        NothingOf(secrets, await ExportAsync(chair, room), "opinionGiven");
        NothingOf(secrets, host.Logs, "Hub");
        // The author sees it, on each device.
        foreach (var own in (Member[])[author, second])
            Assert.Contains(final[1], await own.Http.GetStringAsync($"/api/rooms/{room}/review", Cancel), StringComparison.Ordinal);

        // The chair presses on two devices at once, each at another node: one reveal.
        var pressed = await Task.WhenAll(((Member[])[chair, chairElsewhere]).Select(device => device.SendAsync(room, new { type = "revealOpinions", caseId })));
        Assert.Single(pressed, p => p.Fate == Fate.Ok);
        Assert.Contains(final[1], await others[1].Http.GetStringAsync($"/api/rooms/{room}/review", Cancel), StringComparison.Ordinal);
        Assert.Single(await chair.FetchAsync(room), e => e.Type == "opinionsRevealed");
        using var gone = await expelled.Http.GetAsync($"/api/rooms/{room}/review", Cancel);
        Assert.Equal(404, (int)gone.StatusCode);
    }

    private static async Task<Guid> ReviewAsync(Member chair, Member[] members, Member[] devices)
    {
        using var made = await chair.Http.PostAsJsonAsync("/api/rooms", new { kind = "caseReview", title = "Valve board", members = members.Select(m => m.Id) }, Cancel);
        var room = (await made.Content.ReadFromJsonAsync<WireId>(Cancel))!.Id;
        foreach (var device in devices) await device.EnterAsync(room);
        return room;
    }

    private static async Task UnseenAsync(Member member, Guid room, IReadOnlyCollection<string> secrets) => NothingOf(secrets, await SeenAsync(member, room), "opinionGiven");

    /// <param name="secrets">What must not stand there.</param>
    /// <param name="text">Where it was looked for.</param>
    /// <param name="landmark">What stands there for certain, so that it was looked for at the right place.</param>
    private static void NothingOf(IReadOnlyCollection<string> secrets, string text, string landmark)
    {
        Assert.Contains(landmark, text, StringComparison.Ordinal);
        // None of the words' kind, which is quicker than each; only then which one.
        if (text.Contains("Stance-", StringComparison.Ordinal) || text.Contains("Ground-", StringComparison.Ordinal))
            Assert.All(secrets, secret => Assert.DoesNotContain(secret, text, StringComparison.Ordinal));
        Assert.DoesNotContain("Stance-", text, StringComparison.Ordinal);
    }

    /// <summary>All that reached this member: the events of the socket and of HTTP, the room, its messages, the review, the minutes, the search.</summary>
    private static async Task<string> SeenAsync(Member member, Guid room)
    {
        var seen = new StringBuilder();
        foreach (var e in member.List(room).Events) seen.Append(e.Digest);
        foreach (var frame in member.Frames) seen.Append(frame.Note);
        foreach (var path in (string[])["", "/events?limit=1000", "/messages", "/review", "/minutes", "/replay", "/report"])
        {
            using var answer = await member.Http.GetAsync($"/api/rooms/{room}{path}", Cancel);
            seen.Append(await answer.Content.ReadAsStringAsync(Cancel));
        }
        foreach (var path in (string[])["/api/search?q=Stance", "/api/asks", "/api/rooms", "/api/reviews", "/api/decisions"]) seen.Append(await member.Http.GetStringAsync(path, Cancel));
        return seen.ToString();
    }

    /// <summary>All that the room's owner takes out, unpacked.</summary>
    private static async Task<string> ExportAsync(Member owner, Guid room)
    {
        await using var bytes = await owner.Http.GetStreamAsync($"/api/rooms/{room}/export", Cancel);
        using var whole = new MemoryStream();
        await bytes.CopyToAsync(whole, Cancel);
        using var zip = new ZipArchive(whole, ZipArchiveMode.Read);
        var text = new StringBuilder();
        foreach (var entry in zip.Entries)
        {
            using var reader = new StreamReader(await entry.OpenAsync(Cancel));
            text.Append(await reader.ReadToEndAsync(Cancel));
        }
        return text.ToString();
    }
}

/// <summary>Every byte that a connection of somebody receives in a room.</summary>
internal sealed class Recording
{
    private readonly RawSocket _socket;
    private readonly Task<(bool Closed, string Text)> _heard;

    private Recording(RawSocket socket) => (_socket, _heard) = (socket, socket.DrainAsync(TimeSpan.FromMinutes(5)));

    public static async Task<Recording> OfAsync(Member member, Guid room)
    {
        var socket = await RawSocket.OpenAsync(member);
        var recording = new Recording(socket);
        await socket.SendAsync(JsonSerializer.Serialize(new { type = 1, invocationId = "1", target = "Enter", arguments = new[] { room } }));
        return recording;
    }

    /// <summary>Says that it is still there, as a client does.</summary>
    public Task StayAsync() => _socket.SendAsync("""{"type":6}""");

    public async Task<string> EndAsync()
    {
        await Task.Delay(TimeSpan.FromMilliseconds(200));
        _socket.Dispose();
        return (await _heard).Text;
    }
}
