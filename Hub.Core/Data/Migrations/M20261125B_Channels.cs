using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Hub.Core.Data.Migrations;

/// <summary>What is sent together, the browsers that take pushes, and the addresses that are called.</summary>
[DbContext(typeof(HubDb)), Migration("20261125000002_Channels")]
internal sealed class M20261125B_Channels : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        var sqlite = migrationBuilder.OnSqlite();
        if (sqlite) migrationBuilder.AddColumn<byte[]>("parcel", "notifications", nullable: true);
        else migrationBuilder.AddColumn<Guid>("parcel", "notifications", nullable: true);
        migrationBuilder.CreateTable("push_devices", t => new
        {
            Id = t.Uuid(sqlite, "id"),
            Person = t.Uuid(sqlite, "person_id"),
            Session = t.Uuid(sqlite, "session_id"),
            Endpoint = t.Column<string>(name: "endpoint", maxLength: 1000),
            PublicKey = t.Column<byte[]>(name: "public_key"),
            AuthSecret = t.Column<byte[]>(name: "auth_secret"),
            CreatedAt = t.Column<long>(name: "created_at"),
        }, constraints: t =>
        {
            t.PrimaryKey("pk_push_devices", x => x.Id);
            t.ForeignKey("fk_push_devices_people_person_id", x => x.Person, "people", "id", onDelete: ReferentialAction.Cascade);
            t.ForeignKey("fk_push_devices_sessions_session_id", x => x.Session, "sessions", "id", onDelete: ReferentialAction.Cascade);
        });
        migrationBuilder.CreateIndex("ix_push_devices_endpoint", "push_devices", "endpoint", unique: true);
        migrationBuilder.CreateIndex("ix_push_devices_person_id", "push_devices", "person_id");
        migrationBuilder.CreateIndex("ix_push_devices_session_id", "push_devices", "session_id");
        migrationBuilder.CreateTable("webhooks", t => new
        {
            Id = t.Uuid(sqlite, "id"),
            Person = t.Uuid(sqlite, "person_id", nullable: true),
            Team = t.Uuid(sqlite, "team_id", nullable: true),
            Address = t.Column<string>(name: "address", maxLength: 1000),
            Secret = t.Column<byte[]>(name: "secret"),
            CreatedAt = t.Column<long>(name: "created_at"),
        }, constraints: t =>
        {
            t.PrimaryKey("pk_webhooks", x => x.Id);
            t.ForeignKey("fk_webhooks_people_person_id", x => x.Person, "people", "id", onDelete: ReferentialAction.Cascade);
            t.ForeignKey("fk_webhooks_teams_team_id", x => x.Team, "teams", "id", onDelete: ReferentialAction.Cascade);
        });
        migrationBuilder.CreateIndex("ix_webhooks_person_id", "webhooks", "person_id", unique: true);
        migrationBuilder.CreateIndex("ix_webhooks_team_id", "webhooks", "team_id", unique: true);
    }
}
