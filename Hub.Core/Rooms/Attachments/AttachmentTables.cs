using Microsoft.EntityFrameworkCore;

namespace Hub.Core.Rooms.Attachments;

/// <summary>An uploaded file. In the clear stand ids, kind, sizes and instants; its name is sealed under the room's key.</summary>
public sealed class UploadRow
{
    public Guid Id { get; set; }
    public Guid Room { get; set; }
    public Guid Person { get; set; }
    public short Kind { get; set; }
    public long Size { get; set; }
    public int? Width { get; set; }
    public int? Height { get; set; }
    public short? ThumbKind { get; set; }
    public long? ThumbSize { get; set; }
    public long At { get; set; }
    /// <summary>The message that it is part of; null while it is unused.</summary>
    public long? Seq { get; set; }
    /// <summary>When its message was deleted: from then on nobody gets it, and the file is about to be thrown away.</summary>
    public long? GoneAt { get; set; }
    public byte[] Name { get; set; } = [];
}

internal static class AttachmentTables
{
    public static void Configure(ModelBuilder model) => model.Entity<UploadRow>(e =>
    {
        e.ToTable("attachments");
        e.HasKey(r => r.Id);
        e.Property(r => r.Id).ValueGeneratedNever();
        e.HasIndex(r => new { r.Room, r.Seq }).HasDatabaseName("attachments_message").HasFilter("seq IS NOT NULL");
        e.HasIndex(r => new { r.Person, r.At }).HasDatabaseName("attachments_unused").HasFilter("seq IS NULL");
        e.HasIndex(r => r.GoneAt).HasDatabaseName("attachments_gone").HasFilter("gone_at IS NOT NULL");
    });
}
