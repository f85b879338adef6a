using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Hub.Core.Data.Migrations;

/// <summary>The journal's tables.</summary>
[DbContext(typeof(HubDb)), Migration("20261122000001_Journal")]
internal sealed class M20261122A_Journal : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        Rooms(migrationBuilder);
        Events(migrationBuilder);
        ReadOff(migrationBuilder);
    }

    private static void Rooms(MigrationBuilder m)
    {
        var sqlite = m.OnSqlite();
        m.CreateTable("rooms", t => new
        {
            Id = t.Uuid(sqlite, "id"),
            Kind = t.Column<short>(name: "kind"),
            Head = t.Column<long>(name: "head"),
            N = t.Column<long>(name: "n"),
            Link = t.Column<byte[]>(name: "link"),
            Mac = t.Column<byte[]>(name: "mac"),
            WrappedKey = t.Column<byte[]>(name: "wrapped_key"),
            CreatedAt = t.Column<long>(name: "created_at"),
            FoldSeq = t.Column<long>(name: "fold_seq"),
            Fold = t.Column<byte[]>(name: "fold", nullable: true),
        }, constraints: t => t.PrimaryKey("pk_rooms", r => r.Id));
        m.CreateTable("meta", t => new
        {
            Key = t.Column<string>(name: "key"),
            Value = t.Column<byte[]>(name: "value"),
        }, constraints: t => t.PrimaryKey("pk_meta", r => r.Key));
    }

    private static void Events(MigrationBuilder m)
    {
        var sqlite = m.OnSqlite();
        m.CreateTable("events", t => new
        {
            Room = t.Uuid(sqlite, "room"),
            Seq = t.Column<long>(name: "seq"),
            N = t.Column<long>(name: "n"),
            Id = t.Uuid(sqlite, "id"),
            Type = t.Column<string>(name: "type"),
            Actor = t.Uuid(sqlite, "actor"),
            At = t.Column<long>(name: "at"),
            About = t.Column<long>(name: "about", nullable: true),
            BodyHash = t.Column<byte[]>(name: "body_hash"),
            Link = t.Column<byte[]>(name: "link"),
            Body = t.Column<byte[]>(name: "body", nullable: true),
        }, constraints: t => t.PrimaryKey("pk_events", e => new { e.Room, e.Seq }));
        m.CreateIndex("events_about", "events", ["room", "about"], filter: "about IS NOT NULL");
        m.CreateIndex("events_messages", "events", ["room", "seq"], filter: "type = 'messagePosted'");
        m.CreateTable("commands", t => new
        {
            Room = t.Uuid(sqlite, "room"),
            Actor = t.Uuid(sqlite, "actor"),
            Id = t.Uuid(sqlite, "id"),
            Seq = t.Column<long>(name: "seq"),
            Fingerprint = t.Column<byte[]>(name: "fingerprint"),
        }, constraints: t => t.PrimaryKey("pk_commands", c => new { c.Room, c.Actor, c.Id }));
    }

    private static void ReadOff(MigrationBuilder m)
    {
        var sqlite = m.OnSqlite();
        m.CreateTable("members", t => new
        {
            Room = t.Uuid(sqlite, "room"),
            Person = t.Uuid(sqlite, "person"),
            Role = t.Column<short>(name: "role"),
            Since = t.Column<long>(name: "since"),
        }, constraints: t => t.PrimaryKey("pk_members", r => new { r.Room, r.Person }));
        m.CreateIndex("members_person", "members", "person");
        m.CreateTable("asks", t => new
        {
            Room = t.Uuid(sqlite, "room"),
            Seq = t.Column<long>(name: "seq"),
            Person = t.Uuid(sqlite, "person"),
            Author = t.Uuid(sqlite, "author"),
            Kind = t.Column<short>(name: "kind"),
            Priority = t.Column<short>(name: "priority"),
            DueAt = t.Column<long>(name: "due_at", nullable: true),
        }, constraints: t => t.PrimaryKey("pk_asks", r => new { r.Room, r.Seq, r.Person }));
        m.CreateIndex("asks_person", "asks", "person");
        m.CreateIndex("asks_due", "asks", "due_at", filter: "due_at IS NOT NULL");
        m.CreateTable("positions", t => new
        {
            Room = t.Uuid(sqlite, "room"),
            Person = t.Uuid(sqlite, "person"),
            Read = t.Column<long>(name: "read"),
            ReadN = t.Column<long>(name: "read_n"),
            Delivered = t.Column<long>(name: "delivered"),
        }, constraints: t => t.PrimaryKey("pk_positions", r => new { r.Room, r.Person }));
    }
}
