using Hub.Core.People;
using Hub.Core.Teams;
using Microsoft.EntityFrameworkCore;

namespace Hub.Core.Recognition;

/// <summary>Which room is a team's wall, and how far it was followed.</summary>
public sealed class WallRow
{
    public Guid TeamId { get; set; }
    public Guid Room { get; set; }
    /// <summary>The team's version that the room was told.</summary>
    public long Version { get; set; }
    /// <summary>Seq up to which those who were thanked have been told.</summary>
    public long Told { get; set; }
}

/// <summary>Somebody who keeps out of thanks.</summary>
public sealed class KeptOutRow
{
    public Guid PersonId { get; set; }
    public DateTimeOffset Since { get; set; }
}

/// <summary>A team's digest of one week, frozen as it was made. Once per (team, week).</summary>
public sealed class DigestRow
{
    public Guid Id { get; set; }
    public Guid TeamId { get; set; }
    /// <summary>ISO 8601 week in which it is due: "2026-W48".</summary>
    public string Week { get; set; } = "";
    public DateTimeOffset From { get; set; }
    public DateTimeOffset To { get; set; }
    /// <summary>The team's zone at that time.</summary>
    public string Zone { get; set; } = "";
    public DateTimeOffset MadeAt { get; set; }
    /// <summary>Null while its readers are yet to be told.</summary>
    public DateTimeOffset? ToldAt { get; set; }
    /// <summary>The figures, sealed under the key of the team's wall.</summary>
    public byte[] Sealed { get; set; } = [];
}

internal static class RecognitionTables
{
    public static void Configure(ModelBuilder model)
    {
        model.Entity<WallRow>(e =>
        {
            e.ToTable("walls");
            e.HasKey(w => w.TeamId);
            e.HasIndex(w => w.Room).IsUnique();
            e.HasOne<Team>().WithOne().HasForeignKey<WallRow>(w => w.TeamId).OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<KeptOutRow>(e =>
        {
            e.ToTable("kept_out");
            e.HasKey(k => k.PersonId);
            e.HasOne<Person>().WithOne().HasForeignKey<KeptOutRow>(k => k.PersonId).OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<DigestRow>(e =>
        {
            e.ToTable("digests");
            e.Property(d => d.Id).ValueGeneratedNever();
            e.Property(d => d.Week).HasMaxLength(8);
            e.Property(d => d.Zone).HasMaxLength(100);
            e.Property(d => d.From).HasColumnName("from_at");
            e.Property(d => d.To).HasColumnName("to_at");
            e.HasIndex(d => new { d.TeamId, d.Week }).IsUnique();
            e.HasOne<Team>().WithMany().HasForeignKey(d => d.TeamId).OnDelete(DeleteBehavior.Cascade);
        });
    }
}
