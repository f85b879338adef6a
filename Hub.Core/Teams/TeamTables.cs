using Hub.Core.People;
using Microsoft.EntityFrameworkCore;

namespace Hub.Core.Teams;

internal static class TeamTables
{
    public static void Configure(ModelBuilder model)
    {
        model.Entity<Team>(e =>
        {
            e.ToTable("teams");
            e.Property(t => t.Id).ValueGeneratedNever();
            e.Property(t => t.Name).HasMaxLength(TeamBook.LongestName);
            // Defaults of the database for teams that were there before; a new team always says its own.
            e.Property(t => t.Zone).HasMaxLength(100).HasDefaultValue("America/New_York").ValueGeneratedNever();
            e.Property(t => t.DigestDay).HasDefaultValue(DayOfWeek.Friday).ValueGeneratedNever();
            e.Property(t => t.DigestHour).HasDefaultValue(15).ValueGeneratedNever();
            e.Property(t => t.Version).HasDefaultValue(1L).ValueGeneratedNever();
        });
        model.Entity<TeamMember>(e =>
        {
            e.ToTable("team_members");
            e.HasKey(m => new { m.TeamId, m.PersonId });
            e.HasOne<Team>().WithMany().HasForeignKey(m => m.TeamId).OnDelete(DeleteBehavior.Cascade);
            e.HasOne<Person>().WithMany().HasForeignKey(m => m.PersonId).OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<DutyRole>(e =>
        {
            e.ToTable("duty_roles");
            e.Property(r => r.Id).ValueGeneratedNever();
            e.Property(r => r.Name).HasMaxLength(TeamBook.LongestName);
            e.HasOne<Team>().WithMany().HasForeignKey(r => r.TeamId).OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<Shift>(e =>
        {
            e.ToTable("shifts");
            e.Property(s => s.Id).ValueGeneratedNever();
            e.Property(s => s.From).HasColumnName("from_at");
            e.Property(s => s.To).HasColumnName("to_at");
            e.HasIndex(s => new { s.RoleId, s.From }).IsUnique();
            e.HasOne<DutyRole>().WithMany().HasForeignKey(s => s.RoleId).OnDelete(DeleteBehavior.Cascade);
            e.HasOne<Person>().WithMany().HasForeignKey(s => s.PersonId).OnDelete(DeleteBehavior.Cascade);
        });
    }
}
