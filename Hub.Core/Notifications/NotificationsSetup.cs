using Microsoft.Extensions.DependencyInjection;

namespace Hub.Core.Notifications;

public static class NotificationsSetup
{
    /// <summary>Registers what people are told. Needs a Database, HubDb's factory and a TimeProvider.</summary>
    public static IServiceCollection AddHubNotifications(this IServiceCollection services) => services
        .AddSingleton<Standings>()
        .AddSingleton<NotificationBook>();
}
