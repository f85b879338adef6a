using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Hub.Core.Data.Migrations;

/// <summary>Decisions of closed cases: whose they are, when they are due, what became of them.</summary>
[DbContext(typeof(HubDb)), Migration("20261125000008_Decisions")]
internal sealed class M20261125H_Decisions : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        var sqlite = migrationBuilder.OnSqlite();
        migrationBuilder.CreateTable("decisions", t => new
        {
            Room = t.Uuid(sqlite, "room"),
            CaseId = t.Uuid(sqlite, "case_id"),
            Owner = t.Uuid(sqlite, "owner"),
            DueAt = t.Column<long>(name: "due_at"),
            ClosedAt = t.Column<long>(name: "closed_at"),
            Outcome = t.Column<short>(name: "outcome", nullable: true),
            OutcomeAt = t.Column<long>(name: "outcome_at", nullable: true),
            AskedAt = t.Column<long>(name: "asked_at", nullable: true),
            ChairToldAt = t.Column<long>(name: "chair_told_at", nullable: true),
        }, constraints: t => t.PrimaryKey("pk_decisions", r => new { r.Room, r.CaseId }));
        migrationBuilder.CreateIndex("ix_decisions_owner", "decisions", "owner");
        migrationBuilder.CreateIndex("ix_decisions_due_at", "decisions", "due_at");
    }
}
