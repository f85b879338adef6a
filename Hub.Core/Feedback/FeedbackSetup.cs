using Hub.Core.Feedback.Calendar;
using Hub.Core.Notifications;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Core.Feedback;

public static class FeedbackSetup
{
    /// <summary>Registers feedback sessions. Needs HubDb's factory, a TimeProvider, the rooms and the notifications.</summary>
    public static IServiceCollection AddHubFeedback(this IServiceCollection services) => services
        .AddSingleton<SeriesReader>().AddSingleton<SeriesClock>().AddSingleton<CalendarFeeds>().AddSingleton<IMailAttachments, SessionInvitations>();
}
