using Hub.Core.Data;

namespace Hub.Server.Demo;

/// <summary>A newcomer's first sight in Development: the demo team. Idempotent, and one node at a time.</summary>
public static class DemoData
{
    public static async Task EnsureAsync(IServiceProvider services, int more, CancellationToken ct)
    {
        var database = services.GetRequiredService<Database>();
        await using var alone = await StartLock.HoldAsync(database, ct);
        await using var db = database.NewContext();
        await DemoTeam.EnsureAsync(db, more, TimeProvider.System.GetUtcNow(), ct);
    }
}
