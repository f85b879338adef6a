using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Hub.Core.Data.Migrations;

/// <summary>The search index, how far it has come, and who is mentioned where.</summary>
[DbContext(typeof(HubDb)), Migration("20261124000006_Search")]
internal sealed class M20261124F_Search : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        if (migrationBuilder.OnSqlite()) OnSqlite(migrationBuilder);
        else OnPostgres(migrationBuilder);
    }

    // By hand: EF knows no tables without row ids, and with them all of it would stand there twice.
    private static void OnSqlite(MigrationBuilder m)
    {
        m.Sql("CREATE TABLE search_terms (room BLOB NOT NULL, term INTEGER NOT NULL, seq INTEGER NOT NULL, CONSTRAINT pk_search_terms PRIMARY KEY (room, term, seq)) WITHOUT ROWID");
        m.Sql("CREATE TABLE search_cursors (room BLOB NOT NULL CONSTRAINT pk_search_cursors PRIMARY KEY, seq INTEGER NOT NULL)");
        m.Sql("CREATE TABLE mentions (room BLOB NOT NULL, person BLOB NOT NULL, seq INTEGER NOT NULL, CONSTRAINT pk_mentions PRIMARY KEY (room, person, seq)) WITHOUT ROWID");
    }

    private static void OnPostgres(MigrationBuilder m)
    {
        m.CreateTable("search_terms", t => new
        {
            Room = t.Column<Guid>(name: "room"),
            Term = t.Column<long>(name: "term"),
            Seq = t.Column<long>(name: "seq"),
        }, constraints: t => t.PrimaryKey("pk_search_terms", r => new { r.Room, r.Term, r.Seq }));
        m.CreateTable("search_cursors", t => new
        {
            Room = t.Column<Guid>(name: "room"),
            Seq = t.Column<long>(name: "seq"),
        }, constraints: t => t.PrimaryKey("pk_search_cursors", r => r.Room));
        m.CreateTable("mentions", t => new
        {
            Room = t.Column<Guid>(name: "room"),
            Person = t.Column<Guid>(name: "person"),
            Seq = t.Column<long>(name: "seq"),
        }, constraints: t => t.PrimaryKey("pk_mentions", r => new { r.Room, r.Person, r.Seq }));
    }
}
