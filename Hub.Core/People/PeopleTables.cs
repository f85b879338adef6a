using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Hub.Core.People;

internal static class PeopleTables
{
    public static void Configure(ModelBuilder model)
    {
        model.Entity<Person>(e =>
        {
            e.ToTable("people");
            e.Property(p => p.Id).ValueGeneratedNever();
            e.Property(p => p.DisplayName).HasMaxLength(200);
            e.Property(p => p.Discipline).HasMaxLength(100);
        });
        model.Entity<IdentityUserClaim<Guid>>().ToTable("person_claims");
        model.Entity<IdentityUserLogin<Guid>>().ToTable("person_logins");
        model.Entity<IdentityUserToken<Guid>>().ToTable("person_tokens");
        model.Entity<IdentityUserPasskey<Guid>>(e =>
        {
            e.ToTable("person_passkeys");
            e.OwnsOne(p => p.Data, data => data.ToJson("data"));
        });
        model.Entity<OneTimeLink>(e =>
        {
            e.ToTable("links");
            e.Property(l => l.Id).ValueGeneratedNever();
            e.HasIndex(l => l.TokenHash).IsUnique();
            e.HasOne<Person>().WithMany().HasForeignKey(l => l.PersonId).OnDelete(DeleteBehavior.Cascade);
        });
    }
}
