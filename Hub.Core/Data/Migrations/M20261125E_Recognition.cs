using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Hub.Core.Data.Migrations;

/// <summary>Walls of thanks, who keeps out of them, digests of the week; where a team is at home and when its digest is made.</summary>
[DbContext(typeof(HubDb)), Migration("20261125000005_Recognition")]
internal sealed class M20261125E_Recognition : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<string>("zone", "teams", maxLength: 100, nullable: false, defaultValue: "America/New_York");
        migrationBuilder.AddColumn<int>("digest_day", "teams", nullable: false, defaultValue: 5);
        migrationBuilder.AddColumn<int>("digest_hour", "teams", nullable: false, defaultValue: 15);
        migrationBuilder.AddColumn<long>("version", "teams", nullable: false, defaultValue: 1L);
        Walls(migrationBuilder);
        Digests(migrationBuilder);
    }

    private static void Walls(MigrationBuilder m)
    {
        var sqlite = m.OnSqlite();
        m.CreateTable("walls", t => new
        {
            Team = t.Uuid(sqlite, "team_id"),
            Room = t.Uuid(sqlite, "room"),
            Version = t.Column<long>(name: "version"),
            Told = t.Column<long>(name: "told"),
        }, constraints: t =>
        {
            t.PrimaryKey("pk_walls", w => w.Team);
            t.ForeignKey("fk_walls_teams_team_id", w => w.Team, "teams", "id", onDelete: ReferentialAction.Cascade);
        });
        m.CreateIndex("ix_walls_room", "walls", "room", unique: true);
        m.CreateTable("kept_out", t => new
        {
            Person = t.Uuid(sqlite, "person_id"),
            Since = t.Column<long>(name: "since"),
        }, constraints: t =>
        {
            t.PrimaryKey("pk_kept_out", k => k.Person);
            t.ForeignKey("fk_kept_out_people_person_id", k => k.Person, "people", "id", onDelete: ReferentialAction.Cascade);
        });
    }

    private static void Digests(MigrationBuilder m)
    {
        var sqlite = m.OnSqlite();
        m.CreateTable("digests", t => new
        {
            Id = t.Uuid(sqlite, "id"),
            Team = t.Uuid(sqlite, "team_id"),
            Week = t.Column<string>(name: "week", maxLength: 8),
            From = t.Column<long>(name: "from_at"),
            To = t.Column<long>(name: "to_at"),
            Zone = t.Column<string>(name: "zone", maxLength: 100),
            MadeAt = t.Column<long>(name: "made_at"),
            ToldAt = t.Column<long>(name: "told_at", nullable: true),
            Sealed = t.Column<byte[]>(name: "sealed"),
        }, constraints: t =>
        {
            t.PrimaryKey("pk_digests", d => d.Id);
            t.ForeignKey("fk_digests_teams_team_id", d => d.Team, "teams", "id", onDelete: ReferentialAction.Cascade);
        });
        m.CreateIndex("ix_digests_team_id_week", "digests", ["team_id", "week"], unique: true);
    }
}
