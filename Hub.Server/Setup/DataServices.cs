using Hub.Core.Data;
using Hub.Core.Feedback;
using Hub.Core.Journal;
using Hub.Core.Notifications;
using Hub.Core.Nudges;
using Hub.Core.Recognition;
using Hub.Core.Rooms;
using Hub.Core.Rooms.Attachments;
using Hub.Core.Rooms.Reviews;
using Hub.Core.Teams;
using Hub.Jobs.Channels;
using Hub.Core.Work;

namespace Hub.Server.Setup;

public static class DataServices
{
    /// <summary>The database, the master key and the rooms on them. Nothing is opened before the host starts.</summary>
    public static IServiceCollection AddHubData(this IServiceCollection services, HubSettings settings) => services
        .AddSingleton(settings)
        .AddHubData(settings.Database is { } postgres ? Database.OnPostgres(postgres) : Database.OnSqlite(settings.SqliteFile))
        .AddSingleton(_ => ReadKey(settings))
        .AddHostedService<StartUp>()
        .AddSingleton(new ChairLease(TimeSpan.FromSeconds(settings.ChairLapsesAfter)))
        .AddHubWork(settable: settings.Development)
        .AddHubRooms(settings.CheckpointFile)
        .AddHubAttachments(settings.Files, settings.Clamd)
        .AddHubFeedback()
        .AddHubNotifications()
        .AddHubChannels(settings.Channels)
        .AddHubTeams()
        .AddHubNudges()
        .AddHubRecognition();

    // Several nodes need the same key, so it is only made by itself on one box. That it is not made beside a database, the settings have checked.
    private static MasterKey ReadKey(HubSettings settings)
    {
        if (settings.Database is not null) return MasterKey.Read(settings.MasterKeyFile);
        Folders.Make(Path.GetDirectoryName(settings.MasterKeyFile)!, "Hub:MasterKeyFile");
        return MasterKey.ReadOrMake(settings.MasterKeyFile);
    }
}
