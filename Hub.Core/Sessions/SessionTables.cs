using Hub.Core.People;
using Microsoft.EntityFrameworkCore;

namespace Hub.Core.Sessions;

internal static class SessionTables
{
    public static void Configure(ModelBuilder model) => model.Entity<Session>(e =>
    {
        e.ToTable("sessions");
        e.Property(s => s.Id).ValueGeneratedNever();
        e.Property(s => s.Device).HasMaxLength(100);
        e.HasOne<Person>().WithMany().HasForeignKey(s => s.PersonId).OnDelete(DeleteBehavior.Cascade);
    });
}
