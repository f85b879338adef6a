using Microsoft.EntityFrameworkCore;

namespace Hub.Core.Journal;

/// <summary>A room's row: where its journal stands, and its wrapped key. Title and all else are in the sealed bodies. Small, for it is written with every commit.</summary>
public sealed class RoomRow
{
    public Guid Id { get; set; }
    public short Kind { get; set; }
    public long Head { get; set; }
    /// <summary>Number of messages up to and including <see cref="Head"/>.</summary>
    public long N { get; set; }
    /// <summary>Link of the event at <see cref="Head"/>.</summary>
    public byte[] Link { get; set; } = [];
    /// <summary>MAC of (id, kind, head, n, link, wrapped key), so that a rewound or swapped row is found.</summary>
    public byte[] Mac { get; set; } = [];
    public byte[] WrappedKey { get; set; } = [];
    public long CreatedAt { get; set; }
}

/// <summary>A room as folded up to <see cref="Seq"/>, sealed: only saves time, and is written seldom, so it stands apart from the room's row.</summary>
public sealed class FoldRow
{
    public Guid Room { get; set; }
    public long Seq { get; set; }
    public byte[] Sealed { get; set; } = [];
}

/// <summary>One event: the header in the clear (ids, kind, instant, counts), the body sealed under the room's key.</summary>
public sealed class EventRow
{
    public Guid Room { get; set; }
    public long Seq { get; set; }
    public long N { get; set; }
    public Guid Id { get; set; }
    public string Type { get; set; } = "";
    public Guid Actor { get; set; }
    public long At { get; set; }
    /// <summary>Seq of the message that this event is about, if any.</summary>
    public long? About { get; set; }
    public byte[] BodyHash { get; set; } = [];
    public byte[] Link { get; set; } = [];
    public byte[]? Body { get; set; }
}

/// <summary>The first answer to a command id, unique per (room, actor). The id stands first in the key: ids that grow with time (UUIDv7) are then added at its end.</summary>
public sealed class CommandRow
{
    public Guid Room { get; set; }
    public Guid Actor { get; set; }
    public Guid Id { get; set; }
    public long Seq { get; set; }
    public byte[] Fingerprint { get; set; } = [];
}

/// <summary>Who is in which room now; read off the journal with each append, to answer "which rooms are mine".</summary>
public sealed class MemberRow
{
    public Guid Room { get; set; }
    public Guid User { get; set; }
    public short Role { get; set; }
    public long Since { get; set; }
}

/// <summary>One person from whom something is still expected.</summary>
public sealed class AskRow
{
    public Guid Room { get; set; }
    public long Seq { get; set; }
    public Guid User { get; set; }
    public Guid Author { get; set; }
    public short Kind { get; set; }
    public short Priority { get; set; }
    public long? DueAt { get; set; }
    /// <summary>UTC microseconds: since when it is waited for.</summary>
    public long Since { get; set; }
    /// <summary>UTC microseconds: when the job that nudges looks at it next; null: never again.</summary>
    public long? NextAt { get; set; }
}

/// <summary>A role on call that is a member of a room, and who holds it there.</summary>
public sealed class RoomRoleRow
{
    public Guid Room { get; set; }
    public Guid Role { get; set; }
    public Guid? Holder { get; set; }
}

/// <summary>How far one person has read a room, and how far it has reached one of their devices. Only ever moves forward.</summary>
public sealed class PositionRow
{
    public Guid Room { get; set; }
    public Guid User { get; set; }
    public long Read { get; set; }
    public long ReadN { get; set; }
    public long Delivered { get; set; }
}

/// <summary>Facts about the database itself: its epoch, the check value of the master key.</summary>
public sealed class MetaRow
{
    public string Key { get; set; } = "";
    public byte[] Value { get; set; } = [];
}

/// <summary>The journal's tables in the model. The journal itself reads and writes them with plain SQL.</summary>
public static class JournalTables
{
    public static void Configure(ModelBuilder model)
    {
        model.Entity<RoomRow>(e =>
        {
            e.ToTable("rooms");
            e.HasKey(r => r.Id);
            e.Property(r => r.Id).HasColumnName("id").ValueGeneratedNever();
            e.Property(r => r.Kind).HasColumnName("kind");
            e.Property(r => r.Head).HasColumnName("head");
            e.Property(r => r.N).HasColumnName("n");
            e.Property(r => r.Link).HasColumnName("link");
            e.Property(r => r.Mac).HasColumnName("mac");
            e.Property(r => r.WrappedKey).HasColumnName("wrapped_key");
            e.Property(r => r.CreatedAt).HasColumnName("created_at");
        });
        model.Entity<FoldRow>(e =>
        {
            e.ToTable("folds");
            e.HasKey(r => r.Room);
            e.Property(r => r.Room).HasColumnName("room").ValueGeneratedNever();
            e.Property(r => r.Seq).HasColumnName("seq");
            e.Property(r => r.Sealed).HasColumnName("sealed");
        });
        model.Entity<EventRow>(e =>
        {
            e.ToTable("events");
            e.HasKey(r => new { r.Room, r.Seq });
            e.Property(r => r.Room).HasColumnName("room");
            e.Property(r => r.Seq).HasColumnName("seq").ValueGeneratedNever();
            e.Property(r => r.N).HasColumnName("n");
            e.Property(r => r.Id).HasColumnName("id");
            e.Property(r => r.Type).HasColumnName("type");
            e.Property(r => r.Actor).HasColumnName("actor");
            e.Property(r => r.At).HasColumnName("at");
            e.Property(r => r.About).HasColumnName("about");
            e.Property(r => r.BodyHash).HasColumnName("body_hash");
            e.Property(r => r.Link).HasColumnName("link");
            e.Property(r => r.Body).HasColumnName("body");
            e.HasIndex(r => new { r.Room, r.About }).HasDatabaseName("events_about").HasFilter("about IS NOT NULL");
        });
        model.Entity<CommandRow>(e =>
        {
            e.ToTable("commands");
            e.HasKey(r => new { r.Id, r.Room, r.Actor });
            e.Property(r => r.Room).HasColumnName("room");
            e.Property(r => r.Actor).HasColumnName("actor");
            e.Property(r => r.Id).HasColumnName("id").ValueGeneratedNever();
            e.Property(r => r.Seq).HasColumnName("seq");
            e.Property(r => r.Fingerprint).HasColumnName("fingerprint");
        });
        model.Entity<MemberRow>(e =>
        {
            e.ToTable("members");
            e.HasKey(r => new { r.Room, r.User });
            e.Property(r => r.Room).HasColumnName("room");
            e.Property(r => r.User).HasColumnName("person");
            e.Property(r => r.Role).HasColumnName("role");
            e.Property(r => r.Since).HasColumnName("since");
            e.HasIndex(r => r.User).HasDatabaseName("members_person");
        });
        model.Entity<AskRow>(e =>
        {
            e.ToTable("asks");
            e.HasKey(r => new { r.Room, r.Seq, r.User });
            e.Property(r => r.Room).HasColumnName("room");
            e.Property(r => r.Seq).HasColumnName("seq").ValueGeneratedNever();
            e.Property(r => r.User).HasColumnName("person");
            e.Property(r => r.Author).HasColumnName("author");
            e.Property(r => r.Kind).HasColumnName("kind");
            e.Property(r => r.Priority).HasColumnName("priority");
            e.Property(r => r.DueAt).HasColumnName("due_at");
            e.Property(r => r.Since).HasColumnName("since").HasDefaultValue(0L);
            e.HasIndex(r => r.User).HasDatabaseName("asks_person");
            e.HasIndex(r => r.Author).HasDatabaseName("asks_author");
            e.Property(r => r.NextAt).HasColumnName("next_at");
            e.HasIndex(r => r.NextAt).HasDatabaseName("asks_next").HasFilter("next_at IS NOT NULL");
        });
        model.Entity<RoomRoleRow>(e =>
        {
            e.ToTable("room_roles");
            e.HasKey(r => new { r.Room, r.Role });
            e.Property(r => r.Room).HasColumnName("room");
            e.Property(r => r.Role).HasColumnName("role");
            e.Property(r => r.Holder).HasColumnName("holder");
            e.HasIndex(r => r.Role).HasDatabaseName("room_roles_role");
        });
        model.Entity<PositionRow>(e =>
        {
            e.ToTable("positions");
            e.HasKey(r => new { r.Room, r.User });
            e.Property(r => r.Room).HasColumnName("room");
            e.Property(r => r.User).HasColumnName("person");
            e.Property(r => r.Read).HasColumnName("read");
            e.Property(r => r.ReadN).HasColumnName("read_n");
            e.Property(r => r.Delivered).HasColumnName("delivered");
        });
        model.Entity<MetaRow>(e =>
        {
            e.ToTable("meta");
            e.HasKey(r => r.Key);
            e.Property(r => r.Key).HasColumnName("key");
            e.Property(r => r.Value).HasColumnName("value");
        });
    }
}
