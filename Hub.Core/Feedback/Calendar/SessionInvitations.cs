using System.Text;
using Hub.Core.Data;
using Hub.Core.Notifications;
using Microsoft.EntityFrameworkCore;

namespace Hub.Core.Feedback.Calendar;

/// <summary>With the mail of a reminder or a change comes the series as a calendar, so that one's own program knows it. The subject of such a notice is the series.</summary>
public sealed class SessionInvitations(IDbContextFactory<HubDb> databases, TimeProvider clock) : IMailAttachments
{
    private const string Type = "text/calendar; method=PUBLISH; charset=utf-8";

    public async Task<MailAttachment?> ForAsync(NotificationRow row, CancellationToken cancel)
    {
        if (row.Kind is not (NoticeKind.SessionReminder or NoticeKind.SessionChanged) || row.Subject is not { } series) return null;
        await using var db = await databases.CreateDbContextAsync(cancel);
        var found = await SeriesReader.TimetablesAsync(db, db.Series.Where(s => s.Room == series), cancel);
        if (found.Count == 0) return null;
        var text = CalendarWriter.Write(found.Select(f => new CalendarSeries(f.Row.Room, f.Table, f.Row.Sequence)), clock.GetUtcNow());
        return new("feedback-session.ics", Type, Encoding.UTF8.GetBytes(text));
    }
}
