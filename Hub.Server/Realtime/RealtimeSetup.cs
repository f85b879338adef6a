using Hub.Core.Notifications;
using Hub.Core.Rooms;
using Hub.Core.Rooms.Positions;
using Hub.Server.Setup;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Hub.Server.Realtime;

/// <summary>Registers and maps the live part of the house.</summary>
public static class RealtimeSetup
{
    private const int LargestMessage = 256 * 1024;
    /// <summary>What one connection may ask at once; without this a slow answer would hold up its typing signal.</summary>
    private const int AtOnce = 8;

    public static IServiceCollection AddHubRealtime(this IServiceCollection services, HubSettings settings)
    {
        services.AddSignalR(options =>
        {
            options.MaximumReceiveMessageSize = LargestMessage;
            options.MaximumParallelInvocationsPerClient = AtOnce;
            options.StatefulReconnectBufferSize = 0;
            options.AddFilter<RefusalFilter>();
        }).AddJsonProtocol(options => options.PayloadSerializerOptions.NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.Strict);
        services.AddSingleton<RefusalFilter>();
        services.AddSingleton<Receivers>();
        services.AddSingleton<PresenceBoard>();
        services.AddSingleton(settings.Limits);
        services.AddSingleton<CommandGate>();
        services.AddSingleton<InboxFeed>();
        services.AddHostedService(p => p.GetRequiredService<InboxFeed>());
        services.AddSingleton<IAttention, Attention>();
        services.AddSingleton<RoomFeed>();
        services.AddSingleton<IPositionListener>(p => p.GetRequiredService<RoomFeed>());
        services.AddSingleton<IBusListener>(p => p.GetRequiredService<RoomFeed>());
        services.AddHostedService<FeedClock>();
        services.AddHostedService<ReviewKeeper>();
        services.Replace(ServiceDescriptor.Singleton<HubLifetimeManager<RoomHub>, HubConnections>());
        if (settings.Redis is null) services.AddSingleton<IBus, InProcessBus>();
        else
        {
            services.AddSingleton(p => ActivatorUtilities.CreateInstance<RedisBus>(p, settings.Redis));
            services.AddSingleton<IBus>(p => p.GetRequiredService<RedisBus>());
            services.AddHostedService(p => p.GetRequiredService<RedisBus>());
        }
        return services;
    }

    public static void MapRoomHub(this WebApplication app) =>
        app.MapHub<RoomHub>("/hubs/rooms", options => options.CloseOnAuthenticationExpiration = false);
}
