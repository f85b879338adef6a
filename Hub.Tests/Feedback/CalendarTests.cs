using System.Globalization;
using System.Text;
using System.Text.Json;
using Hub.Core;
using Hub.Core.Data;
using Hub.Core.Feedback;
using Hub.Core.Feedback.Calendar;
using Hub.Tests.Journal;
using Hub.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Hub.Tests.Feedback;

/// <summary>What goes out as a calendar, read by an iCalendar parser that is not ours.</summary>
public class CalendarTests(TestServers servers)
{
    private const string Canary = "canary-4711";
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    // None within the hour that clocks leave out: there this parser does not do what RFC 5545 §3.3.5 says, and RecurrenceTests do.
    [Theory]
    [InlineData("America/New_York", "2026-03-03T09:00", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU")]
    [InlineData("America/New_York", "2026-03-03T09:00", "FREQ=WEEKLY;BYDAY=MO,TH;COUNT=90")]
    [InlineData("America/New_York", "2026-03-03T03:30", "FREQ=WEEKLY;BYDAY=SU,MO;UNTIL=20271231")]
    [InlineData("Europe/Berlin", "2026-03-03T18:00", "FREQ=MONTHLY;BYDAY=-1FR")]
    [InlineData("Australia/Lord_Howe", "2026-01-06T08:15", "FREQ=WEEKLY")]
    [InlineData("Asia/Kolkata", "2026-01-06T08:15", "FREQ=MONTHLY;BYMONTHDAY=-1,15;COUNT=50")]
    [InlineData("UTC", "2026-01-06T08:15", "FREQ=WEEKLY;INTERVAL=3;BYDAY=SU,MO;WKST=SU")]
    public async Task Calendar_ReadByAnotherParser_HasTheSameInstants(string zone, string start, string rule)
    {
        var table = new SeriesPlan(zone, start, 45, rule).Timetable(0, null, new Dictionary<long, DateChange>());
        var all = table.All().Take(30).ToList();
        var changes = new Dictionary<long, DateChange> { [all[3].Id] = new(null, true), [all[5].Id] = new(all[5].At + 90 * Instant.Minute, false), [all[6].Id] = new(null, false) };
        await SameAsync(table with { Changes = changes });
        await SameAsync(table with { Changes = changes, From = all[2].At });
        await SameAsync(table with { Ended = all[9].At });
    }

    [Fact]
    public void Lines_LongAndInAnyScript_AreFoldedAt75Octets()
    {
        var text = string.Concat(Enumerable.Repeat("é水🫀;,\\\n", 40));
        var written = new IcsLines().Add("SUMMARY", IcsLines.Escaped(text)).Add("A", new string('x', 73)).ToString();

        Assert.All(written.Split("\r\n")[..^1], line => Assert.InRange(Encoding.UTF8.GetByteCount(line), 1, 75));
        Assert.Equal($"SUMMARY:{IcsLines.Escaped(text)}", written.Replace("\r\n ", "", StringComparison.Ordinal).Split("\r\n")[0]);
        Assert.DoesNotContain('\uFFFD', written);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Feed_OfAParticipant_SaysWhenAndNothingElse_UntilItIsRevoked(Engine engine)
    {
        await using var t = await FeedbackHost.StartAsync(engine, servers);
        await t.SeriesAsync(plan: FeedbackHost.Plan with { Agenda = [Canary], Prompts = [Canary] });
        var feeds = new CalendarFeeds(t.Teams.Databases, t.Clock);
        Assert.Null(await feeds.SinceAsync(t.Chen, Cancel));
        var old = await feeds.IssueAsync(t.Chen, Cancel);
        var key = await feeds.IssueAsync(t.Chen, Cancel);

        var calendar = (await feeds.ReadAsync(key, Cancel))!;
        Assert.Contains("RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TU\r\n", calendar, StringComparison.Ordinal);
        Assert.Contains("DTSTART;TZID=America/New_York:20260303T090000\r\n", calendar, StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, calendar, StringComparison.Ordinal);
        Assert.DoesNotContain("Ward 4", calendar, StringComparison.Ordinal);
        Assert.Null(await feeds.ReadAsync(old, Cancel));
        Assert.Null(await feeds.ReadAsync(key[..^1] + (key[^1] == 'A' ? 'B' : 'A'), Cancel));
        foreach (var wrong in (string?[])[null, "", ".", "a.b.c", $"{Guid.Empty:N}."]) Assert.Null(await feeds.ReadAsync(wrong, Cancel));
        var empty = (await feeds.ReadAsync(await feeds.IssueAsync(t.Jonas, Cancel), Cancel))!;
        Assert.DoesNotContain("VEVENT", empty, StringComparison.Ordinal);

        await using (var db = t.Database.NewContext()) await db.Users.Where(u => u.Id == t.Chen).ExecuteUpdateAsync(s => s.SetProperty(u => u.Disabled, true), Cancel);
        Assert.Null(await feeds.ReadAsync(key, Cancel));
        await using (var db = t.Database.NewContext()) await db.Users.Where(u => u.Id == t.Chen).ExecuteUpdateAsync(s => s.SetProperty(u => u.Disabled, false), Cancel);
        Assert.NotNull(await feeds.ReadAsync(key, Cancel));
        await feeds.RevokeAsync(t.Chen, Cancel);
        Assert.Null(await feeds.ReadAsync(key, Cancel));
    }

    private static async Task SameAsync(Timetable table)
    {
        var id = Do.NewId();
        var written = CalendarWriter.Write([new CalendarSeries(id, table, 7)], Now);
        using var folder = new TempFolder("ics");
        await File.WriteAllTextAsync(folder.At("calendar.ics"), written, Cancel);

        var read = JsonSerializer.Deserialize<Read[]>(
            await OwnProcess.RunAsync(Machine.Program("node"), Path.Combine(Machine.Root, "Hub.Web", "client", "tests", "feedback", "read-calendar.mjs"), folder.At("calendar.ics")), JsonSerializerOptions.Web)!;

        var series = Assert.Single(read);
        Assert.Equal(($"{id}@care-hub", 7), (series.Uid, series.Sequence));
        var own = table.All().Where(o => o.At >= table.From).Take(series.Dates.Length).Select(o => $"{Instant.FromMicros(o.At).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)} 45 Feedback session").Order(StringComparer.Ordinal).ToList();
        Assert.True(own.SequenceEqual(series.Dates), $"{written}\nours\n{string.Join('\n', own.Except(series.Dates))}\ntheirs\n{string.Join('\n', series.Dates.Except(own))}");
        Assert.True(own.Count > 4);
    }

    private sealed record Read(string Uid, int Sequence, string[] Dates);
}
