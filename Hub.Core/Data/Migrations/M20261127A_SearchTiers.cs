using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Hub.Core.Data.Migrations;

/// <summary>
/// Long messages stand in the search index in another way than before: it is made anew, off the journal, while the program runs. How far it has come stands in a table
/// of another name, so that a node of before, which still runs, does not write there in its own way; its searches fail until it is replaced.
/// </summary>
[DbContext(typeof(HubDb)), Migration("20261127000001_SearchTiers")]
internal sealed class M20261127A_SearchTiers : Migration
{
    // In the order in which indexers lock them.
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        var sqlite = migrationBuilder.OnSqlite();
        migrationBuilder.DropTable("search_cursors");
        migrationBuilder.Sql(sqlite ? "DELETE FROM search_terms" : "TRUNCATE search_terms");
        migrationBuilder.CreateTable("search_progress", t => new
        {
            Room = t.Uuid(sqlite, "room"),
            Seq = t.Column<long>(name: "seq"),
        }, constraints: t => t.PrimaryKey("pk_search_progress", r => r.Room));
    }
}
