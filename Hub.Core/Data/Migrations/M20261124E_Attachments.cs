using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Hub.Core.Data.Migrations;

/// <summary>Uploaded files: whose, of which message, how large. The files themselves are no part of the database.</summary>
[DbContext(typeof(HubDb)), Migration("20261124000005_Attachments")]
internal sealed class M20261124E_Attachments : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        var sqlite = migrationBuilder.OnSqlite();
        migrationBuilder.CreateTable("attachments", t => new
        {
            Id = t.Uuid(sqlite, "id"),
            Room = t.Uuid(sqlite, "room"),
            Person = t.Uuid(sqlite, "person"),
            Kind = t.Column<short>(name: "kind"),
            Size = t.Column<long>(name: "size"),
            Width = t.Column<int>(name: "width", nullable: true),
            Height = t.Column<int>(name: "height", nullable: true),
            ThumbKind = t.Column<short>(name: "thumb_kind", nullable: true),
            ThumbSize = t.Column<long>(name: "thumb_size", nullable: true),
            At = t.Column<long>(name: "at"),
            Seq = t.Column<long>(name: "seq", nullable: true),
            GoneAt = t.Column<long>(name: "gone_at", nullable: true),
            Name = t.Column<byte[]>(name: "name"),
        }, constraints: t => t.PrimaryKey("pk_attachments", a => a.Id));
        migrationBuilder.CreateIndex("attachments_message", "attachments", ["room", "seq"], filter: "seq IS NOT NULL");
        migrationBuilder.CreateIndex("attachments_unused", "attachments", ["person", "at"], filter: "seq IS NULL");
        migrationBuilder.CreateIndex("attachments_gone", "attachments", "gone_at", filter: "gone_at IS NOT NULL");
    }
}
