using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Hub.Core.Data.Migrations;

/// <summary>Asks are listed for each person across rooms: since when each is waited for, and an index for those who wait.</summary>
[DbContext(typeof(HubDb)), Migration("20261124000003_Asks")]
internal sealed class M20261124C_Asks : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<long>("since", "asks", defaultValue: 0L);
        migrationBuilder.Sql("UPDATE asks SET since = (SELECT e.at FROM events e WHERE e.room = asks.room AND e.seq = asks.seq)");
        migrationBuilder.CreateIndex("asks_author", "asks", "author");
    }
}
