using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Hub.Core.Data.Migrations;

/// <summary>What people are to be told, how they want to be told, and of which rooms.</summary>
[DbContext(typeof(HubDb)), Migration("20261125000001_Notifications")]
internal sealed class M20261125A_Notifications : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        var sqlite = migrationBuilder.OnSqlite();
        migrationBuilder.CreateTable("notifications", t => new
        {
            Id = t.Uuid(sqlite, "id"),
            Key = t.Column<string>(name: "key", maxLength: 200),
            Kind = t.Column<short>(name: "kind"),
            Person = t.Uuid(sqlite, "person"),
            ForPerson = t.Uuid(sqlite, "for_person", nullable: true),
            Channel = t.Column<short>(name: "channel"),
            Priority = t.Column<short>(name: "priority"),
            Room = t.Uuid(sqlite, "room", nullable: true),
            Seq = t.Column<long>(name: "seq", nullable: true),
            Subject = t.Uuid(sqlite, "subject", nullable: true),
            Why = t.Column<string>(name: "why", maxLength: 200),
            CreatedAt = t.Column<long>(name: "created_at"),
            DueAt = t.Column<long>(name: "due_at"),
            State = t.Column<short>(name: "state"),
            Attempts = t.Column<int>(name: "attempts"),
            LeaseUntil = t.Column<long>(name: "lease_until", nullable: true),
            SentAt = t.Column<long>(name: "sent_at", nullable: true),
            SeenAt = t.Column<long>(name: "seen_at", nullable: true),
            DoneAt = t.Column<long>(name: "done_at", nullable: true),
            Error = t.Column<string>(name: "error", maxLength: 200, nullable: true),
        }, constraints: t => t.PrimaryKey("pk_notifications", x => x.Id));
        migrationBuilder.CreateIndex("ix_notifications_key_person_channel", "notifications", ["key", "person", "channel"], unique: true);
        migrationBuilder.CreateIndex("ix_notifications_state_due_at", "notifications", ["state", "due_at"]);
        migrationBuilder.CreateIndex("ix_notifications_person_channel_created_at", "notifications", ["person", "channel", "created_at"]);
        migrationBuilder.CreateIndex("ix_notifications_room_seq", "notifications", ["room", "seq"]);
        migrationBuilder.CreateTable("notification_preferences", t => new
        {
            Person = t.Uuid(sqlite, "person"),
            Settings = t.Column<string>(name: "settings"),
        }, constraints: t => t.PrimaryKey("pk_notification_preferences", x => x.Person));
        migrationBuilder.CreateTable("room_notifications", t => new
        {
            Room = t.Uuid(sqlite, "room"),
            Person = t.Uuid(sqlite, "person"),
            Level = t.Column<short>(name: "level"),
        }, constraints: t => t.PrimaryKey("pk_room_notifications", x => new { x.Room, x.Person }));
    }
}
