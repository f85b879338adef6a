using Hub.Core.Data;
using Hub.Core.Journal;
using Hub.Core.Rooms.Positions;
using Hub.Core.Rooms.Search;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Hub.Core.Rooms;

/// <summary>Registers rooms and their journal. Needs a Database, a MasterKey, a TimeProvider, an <see cref="IPeopleDirectory"/> and an <see cref="Duty.IDutyRoster"/>.</summary>
public static class RoomsSetup
{
    /// <param name="checkpoint">Path of the checkpoint, a file outside the database that this process keeps; null: it keeps none.</param>
    public static IServiceCollection AddHubRooms(this IServiceCollection services, string? checkpoint = null)
    {
        if (checkpoint is not null)
        {
            services.AddSingleton(provider => new Checkpoint(checkpoint, provider.GetRequiredService<MasterKey>()));
            // Before the journal, hence stopped after it: the last heads are noted too.
            services.AddHostedService<CheckpointWriter>();
        }
        services.AddSingleton(provider => new Verifier(provider.GetRequiredService<Database>(), provider.GetRequiredService<MasterKey>(), provider.GetService<Checkpoint>()));
        services.AddSingleton<EpochOf>();
        services.AddSingleton<RoomJournal>();
        // Before the journal too: it hears of every commit.
        services.AddHostedService<SearchIndexer>();
        services.AddSingleton<RoomSearch>();
        services.AddSingleton<Mentioned>();
        services.AddHostedService(provider => provider.GetRequiredService<RoomJournal>());
        services.AddSingleton<RoomService>();
        services.AddSingleton<RoomReader>();
        services.AddSingleton<TamperedRooms>();
        services.AddSingleton<Reviews.Record.MinutesReader>();
        services.AddSingleton<Reviews.Record.MinutesSigner>();
        services.AddSingleton<Reviews.Reporting.ReviewHistory>();
        services.AddSingleton<Reviews.FollowUp.DecisionBook>();
        services.AddSingleton<Reviews.FollowUp.OutcomeReminders>();
        services.AddSingleton<Recognition.IDigestSource, Reviews.FollowUp.DecisionFigures>();
        services.TryAddSingleton(Reviews.ChairLease.Standard);
        services.AddSingleton<Reviews.ChairWatch>();
        services.AddSingleton<Reviews.UnreadyCases>();
        services.AddSingleton<Walls.WallReader>();
        services.AddSingleton<Asks.AskReader>();
        services.AddSingleton<Retention.RetentionSweep>();
        services.AddSingleton<Export.RoomExport>();
        services.AddSingleton<PositionBook>();
        services.AddHostedService(provider => provider.GetRequiredService<PositionBook>());
        return services;
    }
}
