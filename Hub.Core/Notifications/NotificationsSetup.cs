using Hub.Core.Data;
using Hub.Core.Notifications.Contacts;
using Hub.Core.Notifications.Outbox;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Core.Notifications;

public static class NotificationsSetup
{
    /// <summary>Registers what people are told and where. Needs a Database, HubDb's factory, a TimeProvider and the master key. Leases and sessions go by the real clock.</summary>
    public static IServiceCollection AddHubNotifications(this IServiceCollection services) => services
        .AddSingleton<NoticeListeners>().AddSingleton<INoticeListener>(provider => provider.GetRequiredService<NoticeListeners>())
        .AddSingleton<Standings>().AddSingleton<Inbox>().AddSingleton<PreferencesBook>()
        .AddSingleton<NotificationBook>()
        .AddSingleton<MailAddresses>().AddSingleton<TeamConcerns>().AddSingleton<Webhooks>()
        .AddSingleton(provider => new PushDevices(provider.GetRequiredService<IDbContextFactory<HubDb>>(), TimeProvider.System))
        .AddSingleton<IOutbox>(provider => new OutboxRows(provider.GetRequiredService<Database>(), provider.GetRequiredService<TimeProvider>(), TimeProvider.System))
        .AddSingleton<SendHours>().AddSingleton<OutboxSender>().AddSingleton<OutboxAdmin>().AddSingleton<ShownElsewhere>();
}
