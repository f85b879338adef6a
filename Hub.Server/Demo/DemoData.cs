using Hub.Core.Data;
using Hub.Core.Journal;
using Hub.Core.Rooms.Duty;
using Microsoft.EntityFrameworkCore;

namespace Hub.Server.Demo;

/// <summary>A newcomer's first sight in Development: the demo team and a week of its talk; with more people, to measure with, it says nothing. Idempotent, and one node at a time.</summary>
public static class DemoData
{
    public static async Task EnsureAsync(IServiceProvider services, int more, CancellationToken ct)
    {
        var database = services.GetRequiredService<Database>();
        await using var alone = await StartLock.HoldAsync(database, ct);
        await using var db = database.NewContext();
        var now = TimeProvider.System.GetUtcNow();
        await DemoTeam.EnsureAsync(db, more, now, ct);
        await DemoDuty.EnsureAsync(db, now, ct);
        await DemoPreferences.EnsureAsync(db, now, ct);
        if (more > 0) return;
        var (roster, master, epoch) = (services.GetRequiredService<IDutyRoster>(), services.GetRequiredService<MasterKey>(), services.GetRequiredService<EpochOf>());
        await DemoTalk.EnsureAsync(database, roster, master, epoch, db, now, ct);
        await DemoThanks.EnsureAsync(database, services.GetRequiredService<IDbContextFactory<HubDb>>(), roster, master, epoch, db, now, ct);
    }
}
