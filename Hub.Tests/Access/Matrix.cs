namespace Hub.Tests.Access;

/// <summary>Somebody, as seen from one room. The administrator is not a member of it.</summary>
public enum Who { Member, Removed, Stranger, Administrator, SignedOut }

/// <param name="Body">What is sent, made anew each time; null = nothing.</param>
internal sealed record Row(IReadOnlyDictionary<Who, int> Expected, Func<object>? Body = null);

/// <summary>Each door and what it answers to whom. Codes other than 2xx for those who may: the probe names nothing real.</summary>
internal static class Matrix
{
    private static readonly object Ladder = new { dueMinutes = 60, steps = new[] { new { who = "person", at = new[] { 0 }, then = 1440 } } };
    private static readonly object Policy = new { version = 0, urgent = Ladder, important = Ladder, routine = Ladder };

    public static readonly Dictionary<string, Row> Routes = new()
    {
        // Of one room: members only, and nobody else learns whether it exists.
        ["GET /api/rooms/{room}"] = Members(200),
        ["GET /api/rooms/{room}/events"] = Members(200),
        ["GET /api/rooms/{room}/messages"] = Members(200),
        ["POST /api/rooms/{room}/commands"] = Members(200, () => new { id = Guid.CreateVersion7(), type = "postMessage", text = "Noted" }),
        // Event 2 is the owner's message.
        ["GET /api/rooms/{room}/messages/{seq}/history"] = Members(200),
        ["POST /api/rooms/{room}/attachments"] = Members(200, Picture),
        ["PUT /api/rooms/{room}/attachments/{id}/thumbnail"] = Members(404, Picture),
        ["GET /api/rooms/{room}/attachments/{id}"] = Members(404),
        ["GET /api/rooms/{room}/attachments/{id}/thumbnail"] = Members(404),
        ["GET /api/rooms/{room}/notifications"] = Members(200),
        ["PUT /api/rooms/{room}/notifications"] = Members(204, () => new { level = "mentions" }),
        // Only its owner takes a room out whole.
        ["GET /api/rooms/{room}/export"] = Members(403),
        // The probe's room is no case review.
        ["GET /api/rooms/{room}/review"] = Members(404),
        ["GET /api/rooms/{room}/minutes"] = Members(404),
        ["POST /api/rooms/{room}/minutes/sign"] = Members(404, () => new { hash = "00" }),
        ["POST /api/rooms/{room}/minutes/export"] = Members(404, () => new { format = "json" }),
        ["GET /api/rooms/{room}/replay"] = Members(404),
        ["GET /api/rooms/{room}/report"] = Members(404),
        ["POST /api/rooms/{room}/cases/{caseId}/identifiers"] = Members(409),
        // Nor a series of feedback sessions.
        ["GET /api/series/{room}"] = Members(404),
        ["GET /api/series/{room}/occurrences"] = Members(404),
        ["GET /api/series/{room}/occurrences/{at}"] = Members(404),
        // Of whoever is signed in.
        ["GET /api/series"] = SignedIn(200),
        ["POST /api/series"] = SignedIn(200, () => new { title = "Ward 5", participants = Array.Empty<Guid>(), zone = "America/New_York", start = "2026-03-03T09:00", minutes = 45, rrule = "FREQ=WEEKLY" }),
        ["POST /api/series/preview"] = SignedIn(200, () => new { zone = "America/New_York", start = "2026-03-03T09:00", minutes = 45, rrule = "FREQ=WEEKLY" }),
        ["GET /api/series/calendar"] = SignedIn(200),
        ["GET /api/series/commitments"] = SignedIn(200),
        ["GET /api/calendar"] = SignedIn(200),
        ["POST /api/calendar"] = SignedIn(200),
        ["DELETE /api/calendar"] = SignedIn(204),
        ["GET /api/search"] = SignedIn(200),
        ["POST /api/search"] = SignedIn(200, () => new { q = "potassium" }),
        ["GET /api/rooms"] = SignedIn(200),
        ["POST /api/rooms"] = SignedIn(200, () => new { kind = "channel", title = "Ward 5" }),
        ["GET /api/asks"] = SignedIn(200),
        ["GET /api/decisions"] = SignedIn(200),
        ["GET /api/inbox"] = SignedIn(200),
        ["POST /api/inbox/seen"] = SignedIn(204, () => new { ids = Array.Empty<Guid>() }),
        ["GET /api/inbox/{id}"] = SignedIn(404),
        ["GET /api/me/notifications"] = SignedIn(200),
        ["PUT /api/me/notifications"] = SignedIn(204, () => new { zone = "America/Chicago" }),
        ["GET /api/reviews"] = SignedIn(200),
        ["GET /api/time"] = SignedIn(200),
        ["GET /api/me"] = SignedIn(200),
        ["GET /api/people"] = SignedIn(200),
        ["GET /api/sessions"] = SignedIn(200),
        ["DELETE /api/sessions/{id}"] = SignedIn(404),
        ["POST /api/session/lock"] = SignedIn(204),
        ["GET /api/teams"] = SignedIn(200),
        ["POST /api/teams"] = SignedIn(200, () => new { name = "Ward 5" }),
        ["PUT /api/teams/{id}/members/{person}"] = SignedIn(404, () => new { lead = false }),
        ["DELETE /api/teams/{id}/members/{person}"] = SignedIn(404),
        ["PUT /api/teams/{id}/digest"] = SignedIn(404, () => new { zone = "Europe/Berlin", day = "friday", hour = 15 }),
        // The probe's team does not exist; of one that does, its members alone learn anything (WallTests).
        ["GET /api/teams/{id}/thanks"] = SignedIn(404),
        ["POST /api/teams/{id}/awards"] = SignedIn(404, () => new { to = new[] { Guid.CreateVersion7() }, name = "Nurse of the month", text = "Calm" }),
        ["GET /api/teams/{id}/unthanked"] = SignedIn(404),
        ["GET /api/teams/{id}/digests"] = SignedIn(404),
        ["POST /api/thanks"] = SignedIn(400, () => new { to = Guid.CreateVersion7(), value = "clarity", text = "A clear call" }),
        ["GET /api/me/thanks"] = SignedIn(200),
        ["PUT /api/me/thanks"] = SignedIn(204, () => new { keepOut = false }),
        ["GET /api/teams/{id}/nudge-policy"] = SignedIn(404),
        ["PUT /api/teams/{id}/nudge-policy"] = SignedIn(404, () => Policy),
        ["GET /api/teams/{id}/roles"] = SignedIn(404),
        ["POST /api/teams/{id}/roles"] = SignedIn(404, () => new { name = "On call" }),
        ["GET /api/roles/{id}/duty"] = SignedIn(404),
        ["POST /api/roles/{id}/duty"] = SignedIn(404, () => new { userId = Guid.CreateVersion7(), from = "2030-01-01T08:00:00Z", to = "2030-01-01T18:00:00Z" }),
        ["POST /api/roles/{id}/duty/hand-over"] = SignedIn(404, () => new { to = Guid.CreateVersion7() }),
        ["DELETE /api/roles/{id}/duty/{shift}"] = SignedIn(404),
        ["GET /api/me/channels"] = SignedIn(200),
        ["PUT /api/me/push"] = SignedIn(400, () => new { endpoint = "http://push.example", p256dh = "", auth = "" }),
        ["DELETE /api/me/push"] = SignedIn(204),
        ["POST /api/me/push/over"] = SignedIn(200, () => new { ids = new[] { Guid.CreateVersion7() } }),
        ["PUT /api/me/email"] = SignedIn(204, () => new { }),
        ["POST /api/me/email/confirm"] = SignedIn(404, () => new { token = "nonsense" }),
        ["PUT /api/me/webhook"] = SignedIn(200, () => new { }),
        ["GET /api/teams/{id}/webhook"] = SignedIn(404),
        ["PUT /api/teams/{id}/webhook"] = SignedIn(404, () => new { }),
        ["GET /api/admin/outbox"] = Administrators(200),
        ["POST /api/admin/outbox/{id}/retry"] = Administrators(404),
        ["GET /api/unsubscribe/{token}"] = Anybody(404),
        ["POST /api/unsubscribe/{token}"] = Anybody(404),
        // Of administrators.
        ["GET /api/admin/invitations"] = Administrators(200),
        ["POST /api/admin/invitations"] = Administrators(200, () => new { name = "Kim" }),
        ["DELETE /api/admin/invitations/{id}"] = Administrators(404),
        ["POST /api/admin/rooms/{room}/hold"] = Administrators(204, () => new { on = true }),
        ["POST /api/admin/people/{id}/disable"] = Administrators(404),
        ["POST /api/admin/people/{id}/enable"] = Administrators(404),
        ["POST /api/admin/people/{id}/reset"] = Administrators(404),
        ["GET /api/jobs"] = Administrators(200),
        ["POST /api/jobs/{name}/run"] = Administrators(404),
        // Of anybody: the doors by which one comes in.
        ["GET /api/calendar.ics"] = Anybody(404),
        ["GET /api/dev/personas"] = Anybody(200),
        ["GET /api/dev/clock"] = Anybody(200),
        // It is never set back.
        ["POST /api/dev/clock"] = Anybody(409, () => new { now = "2020-01-01T00:00:00Z" }),
        ["GET /healthz/live"] = Anybody(200),
        ["GET /healthz/ready"] = Anybody(200),
        ["POST /api/dev/sign-in"] = Anybody(404, () => new { user = "nobody-of-this-name" }),
        ["POST /api/sign-in"] = Anybody(401, () => new { user = $"nobody-{Guid.CreateVersion7():N}", password = "not the password of anybody" }),
        ["POST /api/sign-out"] = Anybody(204),
        // A persona's session is unlocked without a password, and one that is not locked stays as it is.
        ["POST /api/session/unlock"] = SignedIn(200, () => new { }),
        ["GET /api/invitations/{token}"] = Anybody(404),
        ["POST /api/invitations/{token}"] = Anybody(404, Account),
        ["GET /api/setup/{token}"] = Anybody(404),
        ["POST /api/setup/{token}"] = Anybody(404, Account),
    };

    /// <summary>The hub's methods with what they are called with after the room.</summary>
    public static readonly Dictionary<string, Func<object[]>> HubMethods = new()
    {
        ["Enter"] = () => [],
        ["Leave"] = () => [],
        ["Send"] = () => [new { id = Guid.CreateVersion7(), type = "postMessage", text = "Noted" }],
        ["Signal"] = () => [new { type = "typing" }],
        ["Read"] = () => [1L],
        ["Delivered"] = () => [1L],
    };

    private static ByteArrayContent Picture() => new(Rooms.Attachments.Files.Png()) { Headers = { ContentType = new("image/png") } };

    private static object Account() => new { user = "kim", name = "Kim", discipline = "nurse", password = "a long and unusual pass phrase" };

    private static Row Members(int status, Func<object>? body = null) => Of(status, 404, 404, 404, 401, body);

    private static Row SignedIn(int status, Func<object>? body = null) => Of(status, status, status, status, 401, body);

    private static Row Administrators(int status, Func<object>? body = null) => Of(403, 403, 403, status, 401, body);

    private static Row Anybody(int status, Func<object>? body = null) => Of(status, status, status, status, status, body);

    private static Row Of(int member, int removed, int stranger, int administrator, int signedOut, Func<object>? body) => new(new Dictionary<Who, int>
    {
        [Who.Member] = member,
        [Who.Removed] = removed,
        [Who.Stranger] = stranger,
        [Who.Administrator] = administrator,
        [Who.SignedOut] = signedOut,
    }, body);
}
