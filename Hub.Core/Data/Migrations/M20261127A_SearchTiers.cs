using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Hub.Core.Data.Migrations;

/// <summary>Long messages stand in the search index in another way than before: it is made anew, off the journal, while the program runs.</summary>
[DbContext(typeof(HubDb)), Migration("20261127000001_SearchTiers")]
internal sealed class M20261127A_SearchTiers : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql(migrationBuilder.OnSqlite() ? "DELETE FROM search_terms" : "TRUNCATE search_terms");
        migrationBuilder.Sql("DELETE FROM search_cursors");
    }
}
