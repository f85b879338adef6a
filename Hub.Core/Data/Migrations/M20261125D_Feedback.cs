using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Hub.Core.Data.Migrations;

/// <summary>Feedback sessions: when a series meets, what is known of single dates, whose commitments are open, the secret addresses of calendars.</summary>
[DbContext(typeof(HubDb)), Migration("20261125000004_Feedback")]
internal sealed class M20261125D_Feedback : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        Series(migrationBuilder);
        Dates(migrationBuilder);
        var sqlite = migrationBuilder.OnSqlite();
        migrationBuilder.CreateTable("calendar_feeds", t => new
        {
            Id = t.Uuid(sqlite, "id"),
            Person = t.Uuid(sqlite, "person_id"),
            Hash = t.Column<byte[]>(name: "secret_hash"),
            CreatedAt = t.Column<long>(name: "created_at"),
        }, constraints: t =>
        {
            t.PrimaryKey("pk_calendar_feeds", x => x.Id);
            t.ForeignKey("fk_calendar_feeds_people_person_id", x => x.Person, "people", "id", onDelete: ReferentialAction.Cascade);
        });
        migrationBuilder.CreateIndex("ix_calendar_feeds_person_id", "calendar_feeds", "person_id", unique: true);
    }

    private static void Series(MigrationBuilder m)
    {
        var sqlite = m.OnSqlite();
        m.CreateTable("feedback_series", t => new
        {
            Room = t.Uuid(sqlite, "room"),
            Seq = t.Column<long>(name: "seq"),
            Owner = t.Uuid(sqlite, "owner", nullable: true),
            Team = t.Uuid(sqlite, "team", nullable: true),
            Zone = t.Column<string>(name: "zone"),
            Start = t.Column<string>(name: "start"),
            Minutes = t.Column<int>(name: "minutes"),
            Rrule = t.Column<string>(name: "rrule"),
            Reminders = t.Column<string>(name: "reminders"),
            From = t.Column<long>(name: "from_at"),
            CreatedAt = t.Column<long>(name: "created_at"),
            EndedAt = t.Column<long>(name: "ended_at", nullable: true),
            Sequence = t.Column<int>(name: "sequence"),
            LookAt = t.Column<long>(name: "look_at"),
        }, constraints: t => t.PrimaryKey("pk_feedback_series", x => x.Room));
        m.CreateIndex("feedback_series_look", "feedback_series", "look_at");
    }

    private static void Dates(MigrationBuilder m)
    {
        var sqlite = m.OnSqlite();
        m.CreateTable("session_dates", t => new
        {
            Room = t.Uuid(sqlite, "room"),
            Occurrence = t.Column<long>(name: "occurrence"),
            MovedTo = t.Column<long>(name: "moved_to", nullable: true),
            Skipped = t.Column<bool>(name: "skipped"),
            Held = t.Column<bool>(name: "held"),
            Missed = t.Column<bool>(name: "missed"),
            ChangedSeq = t.Column<long>(name: "changed_seq"),
            ChangedBy = t.Uuid(sqlite, "changed_by", nullable: true),
            ToldSeq = t.Column<long>(name: "told_seq"),
        }, constraints: t => t.PrimaryKey("pk_session_dates", x => new { x.Room, x.Occurrence }));
        m.CreateTable("session_commitments", t => new
        {
            Room = t.Uuid(sqlite, "room"),
            Id = t.Uuid(sqlite, "id"),
            Person = t.Uuid(sqlite, "person"),
            Occurrence = t.Column<long>(name: "occurrence"),
            DueAt = t.Column<long>(name: "due_at"),
            ToldDue = t.Column<long>(name: "told_due", nullable: true),
        }, constraints: t => t.PrimaryKey("pk_session_commitments", x => new { x.Room, x.Id }));
        m.CreateIndex("session_commitments_due", "session_commitments", "due_at");
        m.CreateIndex("session_commitments_person", "session_commitments", "person");
    }
}
