using Hub.Core.Rooms.Messages;
using Microsoft.EntityFrameworkCore;

namespace Hub.Core.Notifications;

/// <summary>What has become of sending it.</summary>
public enum NotificationState : short { Waiting = 0, Sent = 1, Dead = 2, Dropped = 3 }

/// <summary>One notice on one channel: the outbox, and with the in-app rows the inbox. Ids and instants only.</summary>
public sealed class NotificationRow
{
    public Guid Id { get; set; }
    public string Key { get; set; } = "";
    public NoticeKind Kind { get; set; }
    /// <summary>Whom it reaches.</summary>
    public Guid Person { get; set; }
    /// <summary>For whom it was meant, when <see cref="Person"/> stands in for them.</summary>
    public Guid? ForPerson { get; set; }
    public NoticeChannel Channel { get; set; }
    public Priority Priority { get; set; }
    public Guid? Room { get; set; }
    public long? Seq { get; set; }
    public Guid? Subject { get; set; }
    /// <summary>Why so: the codes of <see cref="Reason"/>, separated by spaces.</summary>
    public string Why { get; set; } = "";
    public DateTimeOffset CreatedAt { get; set; }
    /// <summary>When it is to be sent.</summary>
    public DateTimeOffset DueAt { get; set; }
    public NotificationState State { get; set; }
    public int Attempts { get; set; }
    /// <summary>Until when a sender has it.</summary>
    public DateTimeOffset? LeaseUntil { get; set; }
    /// <summary>What it was first sent together with, and under which id; null before the first try.</summary>
    public Guid? Parcel { get; set; }
    public DateTimeOffset? SentAt { get; set; }
    public DateTimeOffset? SeenAt { get; set; }
    /// <summary>When what it is about was done: nobody needs to be told any more.</summary>
    public DateTimeOffset? DoneAt { get; set; }
    /// <summary>Why the last try failed, as the kind of fault; never what a receiver answered.</summary>
    public string? Error { get; set; }
}

/// <summary>What somebody wants to be told how, as JSON of <see cref="NotificationPreferences"/>.</summary>
public sealed class PreferencesRow
{
    public Guid Person { get; set; }
    public string Settings { get; set; } = "";
}

/// <summary>What somebody wants to be told of one room.</summary>
public sealed class RoomLevelRow
{
    public Guid Room { get; set; }
    public Guid Person { get; set; }
    public RoomLevel Level { get; set; }
}

public static class NotificationTables
{
    public static void Configure(ModelBuilder model)
    {
        model.Entity<NotificationRow>(e =>
        {
            e.ToTable("notifications");
            e.Property(n => n.Id).ValueGeneratedNever();
            e.Property(n => n.Key).HasMaxLength(Notice.LongestKey);
            e.Property(n => n.Why).HasMaxLength(200);
            e.Property(n => n.Error).HasMaxLength(200);
            e.HasIndex(n => new { n.Key, n.Person, n.Channel }).IsUnique();
            // What is due to be sent, and a person's inbox, newest first.
            e.HasIndex(n => new { n.State, n.DueAt });
            e.HasIndex(n => new { n.Person, n.Channel, n.CreatedAt });
            // What an ask that was closed takes with it.
            e.HasIndex(n => new { n.Room, n.Seq });
        });
        model.Entity<PreferencesRow>(e =>
        {
            e.ToTable("notification_preferences");
            e.HasKey(p => p.Person);
            e.Property(p => p.Person).ValueGeneratedNever();
        });
        model.Entity<RoomLevelRow>(e =>
        {
            e.ToTable("room_notifications");
            e.HasKey(r => new { r.Room, r.Person });
        });
    }
}
