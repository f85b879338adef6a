using Hub.Core;
using Hub.Core.Feedback;
using Hub.Core.Feedback.Recurrence;
using Hub.Core.Rooms;
using Hub.Server.Identity;
using Hub.Server.Realtime;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hub.Server.Api;

/// <summary>
/// Series of feedback sessions, read as their participants may see them. A series is a room: what happens in one goes in as commands of it
/// (<c>planSeries</c>, <c>moveOccurrence</c>, <c>skipOccurrence</c>, <c>endSeries</c>, <c>noteSession</c>, …).
/// </summary>
public static class SeriesApi
{
    private const int MostDates = 200, MostDays = 120;
    private const long Day = 24 * 60 * Instant.Minute;

    public static void MapSeriesApi(this IEndpointRouteBuilder app)
    {
        var series = app.MapGroup("/api/series").RequireAuthorization().WithTags("Sessions").ProducesProblem(401);
        series.MapGet("/", MineAsync);
        series.MapPost("/", CreateAsync).ProducesProblem(400).ProducesProblem(409);
        series.MapPost("/preview", PreviewAsync).ProducesProblem(400);
        series.MapGet("/calendar", CalendarAsync).ProducesProblem(400);
        series.MapGet("/commitments", CommitmentsAsync);
        series.MapGet("/{room:guid}", OneAsync).ProducesProblem(404);
        series.MapGet("/{room:guid}/occurrences", OccurrencesAsync).ProducesProblem(400).ProducesProblem(404);
        series.MapGet("/{room:guid}/occurrences/{at}", PageAsync).ProducesProblem(404);
    }

    private static async Task<Ok<List<SeriesListing>>> MineAsync(HttpContext http, SeriesReader reader, TimeProvider clock, CancellationToken cancel)
    {
        var (me, now) = (http.User.UserId(), clock.Micros());
        return TypedResults.Ok((await reader.MineAsync(me, cancel)).Select(r => SeriesListing.Of(r, me, now)).ToList());
    }

    private static async Task<Ok<Made>> CreateAsync(NewSeries asked, HttpContext http, RoomService rooms, CommandGate gate, TimeProvider clock, CancellationToken cancel)
    {
        var me = http.User.UserId();
        gate.Command(me);
        if (asked.Id == Guid.Empty) throw Refusal.Malformed("An id is a UUID that is not all zeros.");
        var command = new CreateRoom(RoomKind.FeedbackSeries, asked.Title, asked.Participants, asked.ToPlan()) { Id = asked.Id ?? Ids.New(clock.GetUtcNow()) };
        return TypedResults.Ok(new Made(await rooms.CreateAsync(me, command, cancel)));
    }

    private static async Task<Ok<SeriesPreview>> PreviewAsync(SeriesDraft draft, HttpContext http, SeriesReader reader, CommandGate gate, TimeProvider clock, CancellationToken cancel)
    {
        var me = http.User.UserId();
        gate.Command(me);
        var plan = new SeriesPlan(draft.Zone, draft.Start, draft.Minutes, draft.Rrule);
        if (plan.Fault() is { } wrong) throw wrong;
        var table = plan.Timetable(0, null, new Dictionary<long, DateChange>());
        var coming = table.NotOver(clock.Micros()).Take(SeriesDto.Shown).ToList();
        var near = draft.Participants is { Count: > 0 } people ? await reader.NearAsync(me, [.. people, me], cancel) : null;
        var busy = near is not null && coming.Count > 0 ? await reader.BusyAsync(near, draft.Series, coming[0].At - Day, coming[^1].At + Day, cancel) : [];
        return TypedResults.Ok(new SeriesPreview(RuleSentence.Of(table.Rule, table.Start, plan.Zone), [.. coming.Select(o =>
        {
            var local = Zones.LocalOf(o.At, table.Zone);
            return new DraftDate(Instant.ToIso(o.At), Zones.Write(local), Holidays.On(local.Date),
                [.. busy.Where(b => b.From < o.At + table.Length && b.To > o.At).Select(b => b.Person).Distinct()]);
        })], [.. (draft.Participants ?? []).Distinct().Where(p => near?.Contains(p) == false)]));
    }

    /// <summary>Sessions of all my series from one instant to another.</summary>
    private static async Task<Ok<List<CalendarEntry>>> CalendarAsync(HttpContext http, SeriesReader reader, TimeProvider clock, CancellationToken cancel, DateTimeOffset? from = null, DateTimeOffset? to = null)
    {
        var (me, now) = (http.User.UserId(), clock.Micros());
        var begin = from is { } f ? Instant.ToMicros(f) : now;
        var end = to is { } t ? Instant.ToMicros(t) : begin + 31 * Day;
        if (end <= begin || end - begin > MostDays * Day) throw Refusal.Malformed($"The span ends after it begins, and is at most {MostDays} days.");
        return TypedResults.Ok((await reader.MineAsync(me, cancel)).SelectMany(room =>
        {
            var (series, table) = (room.Series!, room.Series!.Timetable());
            return table.NotOver(begin).TakeWhile(o => o.At < end)
                .Select(o => new CalendarEntry(room.Id, room.Title ?? "", table.Minutes, OccurrenceDto.Of(series, table, o, me, now), series.Plan.Prompts?.Count ?? 0));
        }).OrderBy(e => e.Occurrence.At, StringComparer.Ordinal).ToList());
    }

    private static async Task<Ok<List<MyCommitment>>> CommitmentsAsync(HttpContext http, SeriesReader reader, CancellationToken cancel)
    {
        var me = http.User.UserId();
        return TypedResults.Ok((await reader.MineAsync(me, cancel))
            .SelectMany(r => r.Series!.Open.Where(c => c.Owner == me).Select(c => new MyCommitment(r.Id, r.Title ?? "", Instant.ToIso(c.Occurrence), c.Id, c.Text, Instant.ToIso(Instant.ToMicros(c.DueAt)))))
            .OrderBy(c => c.DueAt, StringComparer.Ordinal).ToList());
    }

    private static async Task<Ok<SeriesDto>> OneAsync(Guid room, HttpContext http, SeriesReader reader, TimeProvider clock, CancellationToken cancel)
    {
        var me = http.User.UserId();
        return TypedResults.Ok(SeriesDto.Of(await reader.OpenAsync(me, room, cancel), me, clock.Micros()));
    }

    /// <summary>The next sessions, from now on or from an instant.</summary>
    private static async Task<Ok<List<OccurrenceDto>>> OccurrencesAsync(Guid room, HttpContext http, SeriesReader reader, TimeProvider clock, CancellationToken cancel, int count = SeriesDto.Shown, DateTimeOffset? from = null)
    {
        if (count is < 1 or > MostDates) throw Refusal.Malformed($"count is between 1 and {MostDates}.");
        var (me, now) = (http.User.UserId(), clock.Micros());
        var series = (await reader.OpenAsync(me, room, cancel)).Series!;
        var table = series.Timetable();
        return TypedResults.Ok(table.NotOver(from is { } f ? Instant.ToMicros(f) : now).Take(count).Select(o => OccurrenceDto.Of(series, table, o, me, now)).ToList());
    }

    /// <param name="at">When the rule has it.</param>
    private static async Task<Ok<SessionPageDto>> PageAsync(Guid room, DateTimeOffset at, HttpContext http, SeriesReader reader, TimeProvider clock, CancellationToken cancel)
    {
        var me = http.User.UserId();
        return TypedResults.Ok(SessionPageDto.Of(await reader.PageAsync(me, room, at, cancel), me, clock.Micros()));
    }
}
