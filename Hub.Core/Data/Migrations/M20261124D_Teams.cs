using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Hub.Core.Data.Migrations;

/// <summary>Teams, their roles on call and the roster; which rooms a role is a member of, and who holds it there.</summary>
[DbContext(typeof(HubDb)), Migration("20261124000004_Teams")]
internal sealed class M20261124D_Teams : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        Teams(migrationBuilder);
        Roster(migrationBuilder);
        var sqlite = migrationBuilder.OnSqlite();
        migrationBuilder.CreateTable("room_roles", t => new
        {
            Room = t.Uuid(sqlite, "room"),
            Role = t.Uuid(sqlite, "role"),
            Holder = t.Uuid(sqlite, "holder", nullable: true),
        }, constraints: t => t.PrimaryKey("pk_room_roles", r => new { r.Room, r.Role }));
        migrationBuilder.CreateIndex("room_roles_role", "room_roles", "role");
    }

    private static void Teams(MigrationBuilder m)
    {
        var sqlite = m.OnSqlite();
        m.CreateTable("teams", t => new
        {
            Id = t.Uuid(sqlite, "id"),
            Name = t.Column<string>(name: "name", maxLength: 100),
            CreatedAt = t.Column<long>(name: "created_at"),
        }, constraints: t => t.PrimaryKey("pk_teams", x => x.Id));
        m.CreateTable("team_members", t => new
        {
            Team = t.Uuid(sqlite, "team_id"),
            Person = t.Uuid(sqlite, "person_id"),
            Lead = t.Column<bool>(name: "lead"),
        }, constraints: t =>
        {
            t.PrimaryKey("pk_team_members", x => new { x.Team, x.Person });
            t.ForeignKey("fk_team_members_teams_team_id", x => x.Team, "teams", "id", onDelete: ReferentialAction.Cascade);
            t.ForeignKey("fk_team_members_people_person_id", x => x.Person, "people", "id", onDelete: ReferentialAction.Cascade);
        });
        m.CreateIndex("ix_team_members_person_id", "team_members", "person_id");
    }

    private static void Roster(MigrationBuilder m)
    {
        var sqlite = m.OnSqlite();
        m.CreateTable("duty_roles", t => new
        {
            Id = t.Uuid(sqlite, "id"),
            Team = t.Uuid(sqlite, "team_id"),
            Name = t.Column<string>(name: "name", maxLength: 100),
            Cover = t.Uuid(sqlite, "cover_id", nullable: true),
            ChangedAt = t.Column<long>(name: "changed_at"),
        }, constraints: t =>
        {
            t.PrimaryKey("pk_duty_roles", x => x.Id);
            t.ForeignKey("fk_duty_roles_teams_team_id", x => x.Team, "teams", "id", onDelete: ReferentialAction.Cascade);
        });
        m.CreateIndex("ix_duty_roles_team_id", "duty_roles", "team_id");
        m.CreateTable("shifts", t => new
        {
            Id = t.Uuid(sqlite, "id"),
            Role = t.Uuid(sqlite, "role_id"),
            Person = t.Uuid(sqlite, "person_id"),
            From = t.Column<long>(name: "from_at"),
            To = t.Column<long>(name: "to_at"),
        }, constraints: t =>
        {
            t.PrimaryKey("pk_shifts", x => x.Id);
            t.ForeignKey("fk_shifts_duty_roles_role_id", x => x.Role, "duty_roles", "id", onDelete: ReferentialAction.Cascade);
            t.ForeignKey("fk_shifts_people_person_id", x => x.Person, "people", "id", onDelete: ReferentialAction.Cascade);
        });
        m.CreateIndex("ix_shifts_role_id_from_at", "shifts", ["role_id", "from_at"], unique: true);
        m.CreateIndex("ix_shifts_person_id", "shifts", "person_id");
    }
}
