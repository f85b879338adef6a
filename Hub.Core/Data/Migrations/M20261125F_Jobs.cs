using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Hub.Core.Data.Migrations;

/// <summary>The runs of jobs, and which node has a heavy one.</summary>
[DbContext(typeof(HubDb)), Migration("20261125000006_Jobs")]
internal sealed class M20261125F_Jobs : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        var sqlite = migrationBuilder.OnSqlite();
        migrationBuilder.CreateTable("job_runs", t => new
        {
            Id = t.Uuid(sqlite, "id"),
            Job = t.Column<string>(name: "job", maxLength: 100),
            Node = t.Uuid(sqlite, "node"),
            Began = t.Column<long>(name: "began"),
            Ended = t.Column<long>(name: "ended", nullable: true),
            Runs = t.Column<int>(name: "runs"),
            Failures = t.Column<int>(name: "failures"),
            Longest = t.Column<long>(name: "longest"),
            Outcome = t.Column<short>(name: "outcome"),
            Error = t.Column<string>(name: "error", maxLength: 200, nullable: true),
            AskedBy = t.Uuid(sqlite, "asked_by", nullable: true),
        }, constraints: t => t.PrimaryKey("pk_job_runs", r => r.Id));
        migrationBuilder.CreateIndex("ix_job_runs_job_id", "job_runs", ["job", "id"]);
        migrationBuilder.CreateTable("job_leases", t => new
        {
            Job = t.Column<string>(name: "job", maxLength: 100),
            Node = t.Uuid(sqlite, "node"),
            HeldUntil = t.Column<long>(name: "held_until"),
        }, constraints: t => t.PrimaryKey("pk_job_leases", l => l.Job));
    }
}
