using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Hub.Core.Data.Migrations;

/// <summary>When each open ask is looked at next by the job that nudges, in place of an index of when it is due; the teams' policies.</summary>
[DbContext(typeof(HubDb)), Migration("20261125000003_Nudges")]
internal sealed class M20261125C_Nudges : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        var sqlite = migrationBuilder.OnSqlite();
        migrationBuilder.AddColumn<long>("next_at", "asks", nullable: true);
        migrationBuilder.Sql("UPDATE asks SET next_at = coalesce(due_at, since + 60000000)");
        migrationBuilder.DropIndex("asks_due", "asks");
        migrationBuilder.CreateIndex("asks_next", "asks", "next_at", filter: "next_at IS NOT NULL");
        migrationBuilder.CreateTable("nudge_policies", t => new
        {
            Team = t.Uuid(sqlite, "team"),
            Version = t.Column<int>(name: "version"),
            Policy = t.Column<string>(name: "policy"),
            ChangedBy = t.Uuid(sqlite, "changed_by"),
            ChangedAt = t.Column<long>(name: "changed_at"),
        }, constraints: t =>
        {
            t.PrimaryKey("pk_nudge_policies", x => new { x.Team, x.Version });
            t.ForeignKey("fk_nudge_policies_teams_team", x => x.Team, "teams", "id", onDelete: ReferentialAction.Cascade);
        });
    }
}
