using Hub.Core.Journal;
using Hub.Core.Rooms.Positions;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Core.Rooms;

/// <summary>Registers rooms and their journal. Needs a Database, a MasterKey, a TimeProvider and an <see cref="IPeopleDirectory"/>.</summary>
public static class RoomsSetup
{
    public static IServiceCollection AddHubRooms(this IServiceCollection services)
    {
        services.AddSingleton<EpochOf>();
        services.AddSingleton<RoomJournal>();
        services.AddHostedService(provider => provider.GetRequiredService<RoomJournal>());
        services.AddSingleton<RoomService>();
        services.AddSingleton<RoomReader>();
        services.AddSingleton<PositionBook>();
        services.AddHostedService(provider => provider.GetRequiredService<PositionBook>());
        return services;
    }
}
