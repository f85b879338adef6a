using Microsoft.EntityFrameworkCore;

namespace Hub.Core.Nudges;

/// <summary>One version of a team's policy, as JSON of <see cref="NudgePolicy"/>. The last one holds; the earlier ones stay.</summary>
public sealed class NudgePolicyRow
{
    public Guid Team { get; set; }
    /// <summary>1, 2, 3 …</summary>
    public int Version { get; set; }
    public string Policy { get; set; } = "";
    public Guid ChangedBy { get; set; }
    public DateTimeOffset ChangedAt { get; set; }
}

public static class NudgeTables
{
    public static void Configure(ModelBuilder model) => model.Entity<NudgePolicyRow>(e =>
    {
        e.ToTable("nudge_policies");
        e.HasKey(p => new { p.Team, p.Version });
        e.Property(p => p.Team).ValueGeneratedNever();
        e.Property(p => p.Version).ValueGeneratedNever();
        e.HasOne<Teams.Team>().WithMany().HasForeignKey(p => p.Team).OnDelete(DeleteBehavior.Cascade);
    });
}
