using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Hub.Core.Data.Migrations;

/// <summary>
/// Fewer pages a commit. The saved fold leaves the room's row, which is written with every commit. The index of messages goes. The key of
/// command ids begins with the id, so that ids that grow with time are added at its end; on SQLite the key is the table.
/// </summary>
[DbContext(typeof(HubDb)), Migration("20261124000001_Journal")]
internal sealed class M20261124A_Journal : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        var sqlite = migrationBuilder.OnSqlite();
        migrationBuilder.CreateTable("folds", t => new
        {
            Room = t.Uuid(sqlite, "room"),
            Seq = t.Column<long>(name: "seq"),
            Sealed = t.Column<byte[]>(name: "sealed"),
        }, constraints: t => t.PrimaryKey("pk_folds", f => f.Room));
        migrationBuilder.Sql("INSERT INTO folds (room, seq, sealed) SELECT id, fold_seq, fold FROM rooms WHERE fold IS NOT NULL");
        migrationBuilder.Sql("ALTER TABLE rooms DROP COLUMN fold");
        migrationBuilder.Sql("ALTER TABLE rooms DROP COLUMN fold_seq");
        migrationBuilder.DropIndex("events_messages", "events");
        migrationBuilder.Sql(sqlite ? CommandsOnSqlite : CommandsOnPostgres);
    }

    private const string CommandsOnPostgres = """
        ALTER TABLE commands DROP CONSTRAINT pk_commands;
        ALTER TABLE commands ADD CONSTRAINT pk_commands PRIMARY KEY (id, room, actor);
        """;

    private const string CommandsOnSqlite = """
        CREATE TABLE commands_by_id (
            room BLOB NOT NULL, actor BLOB NOT NULL, id BLOB NOT NULL, seq INTEGER NOT NULL, fingerprint BLOB NOT NULL,
            CONSTRAINT pk_commands PRIMARY KEY (id, room, actor)) WITHOUT ROWID;
        INSERT INTO commands_by_id SELECT room, actor, id, seq, fingerprint FROM commands;
        DROP TABLE commands;
        ALTER TABLE commands_by_id RENAME TO commands;
        """;
}
