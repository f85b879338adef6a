using Hub.Core.People;
using Hub.Core.Sessions;
using Hub.Core.Teams;
using Microsoft.EntityFrameworkCore;

namespace Hub.Core.Notifications.Contacts;

/// <summary>A browser that may be told something while its page is closed (RFC 8030). It goes with the session that asked for it.</summary>
public sealed class PushDevice
{
    public Guid Id { get; set; }
    public Guid PersonId { get; set; }
    public Guid SessionId { get; set; }
    /// <summary>The push service's address for this browser.</summary>
    public string Endpoint { get; set; } = "";
    /// <summary>The browser's public key: a point of P-256, uncompressed, 65 bytes.</summary>
    public byte[] PublicKey { get; set; } = [];
    /// <summary>16 bytes that only the browser and we know.</summary>
    public byte[] AuthSecret { get; set; } = [];
    public DateTimeOffset CreatedAt { get; set; }
}

/// <summary>An address that is called for one person, or for what concerns a team.</summary>
public sealed class Webhook
{
    public Guid Id { get; set; }
    public Guid? PersonId { get; set; }
    public Guid? TeamId { get; set; }
    public string Address { get; set; } = "";
    /// <summary>What calls are signed with, sealed.</summary>
    public byte[] Secret { get; set; } = [];
    public DateTimeOffset CreatedAt { get; set; }
}

internal static class ContactTables
{
    public const int LongestAddress = 1000;

    public static void Configure(ModelBuilder model)
    {
        model.Entity<PushDevice>(e =>
        {
            e.ToTable("push_devices");
            e.Property(d => d.Id).ValueGeneratedNever();
            e.Property(d => d.Endpoint).HasMaxLength(LongestAddress);
            e.HasIndex(d => d.Endpoint).IsUnique();
            e.HasOne<Person>().WithMany().HasForeignKey(d => d.PersonId).OnDelete(DeleteBehavior.Cascade);
            e.HasOne<Session>().WithMany().HasForeignKey(d => d.SessionId).OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<Webhook>(e =>
        {
            e.ToTable("webhooks");
            e.Property(w => w.Id).ValueGeneratedNever();
            e.Property(w => w.Address).HasMaxLength(LongestAddress);
            e.HasIndex(w => w.PersonId).IsUnique();
            e.HasIndex(w => w.TeamId).IsUnique();
            e.HasOne<Person>().WithMany().HasForeignKey(w => w.PersonId).OnDelete(DeleteBehavior.Cascade);
            e.HasOne<Team>().WithMany().HasForeignKey(w => w.TeamId).OnDelete(DeleteBehavior.Cascade);
        });
    }
}
