using Microsoft.EntityFrameworkCore;

namespace Hub.Core.Rooms.Reviews;

/// <summary>When a review meets: written with the event that says so, for those who look by the clock.</summary>
public sealed class ReviewPlanRow
{
    public Guid Room { get; set; }
    public long At { get; set; }
}

/// <summary>That somebody is in a live review, as the node says to which they are connected. The chair's row is the chair's lease.</summary>
public sealed class ReviewPresenceRow
{
    public Guid Room { get; set; }
    public Guid Person { get; set; }
    /// <summary>UTC microseconds of the database's clock: since when without a gap.</summary>
    public long SinceAt { get; set; }
    /// <summary>UTC microseconds of the database's clock: last renewed.</summary>
    public long SeenAt { get; set; }
}

internal static class ReviewTables
{
    public static void Configure(ModelBuilder model)
    {
        model.Entity<ReviewPlanRow>(e =>
        {
            e.ToTable("review_plans");
            e.HasKey(r => r.Room);
            e.Property(r => r.Room).ValueGeneratedNever();
            e.HasIndex(r => r.At);
        });
        model.Entity<ReviewPresenceRow>(e =>
        {
            e.ToTable("review_presence");
            e.HasKey(r => new { r.Room, r.Person });
        });
    }
}
