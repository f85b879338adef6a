using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Hub.Core.Data.Migrations;

/// <summary>When reviews meet, and who is in a live one: the chair's lease.</summary>
[DbContext(typeof(HubDb)), Migration("20261125000007_Reviews")]
internal sealed class M20261125G_Reviews : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        var sqlite = migrationBuilder.OnSqlite();
        migrationBuilder.CreateTable("review_plans", t => new
        {
            Room = t.Uuid(sqlite, "room"),
            At = t.Column<long>(name: "at"),
        }, constraints: t => t.PrimaryKey("pk_review_plans", r => r.Room));
        migrationBuilder.CreateIndex("ix_review_plans_at", "review_plans", "at");
        migrationBuilder.CreateTable("review_presence", t => new
        {
            Room = t.Uuid(sqlite, "room"),
            Person = t.Uuid(sqlite, "person"),
            SinceAt = t.Column<long>(name: "since_at"),
            SeenAt = t.Column<long>(name: "seen_at"),
        }, constraints: t => t.PrimaryKey("pk_review_presence", r => new { r.Room, r.Person }));
    }
}
