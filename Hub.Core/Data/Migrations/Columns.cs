using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Microsoft.EntityFrameworkCore.Migrations.Operations.Builders;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

namespace Hub.Core.Data.Migrations;

/// <summary>
/// Columns for migrations written by hand. Most take no type and each provider maps them; these are the few that differ.
/// A published migration is never changed: the next change is a new one, with a test that both ways lead to the model's schema.
/// </summary>
internal static class Columns
{
    public static bool OnSqlite(this MigrationBuilder migration) => migration.ActiveProvider == "Microsoft.EntityFrameworkCore.Sqlite";

    public static OperationBuilder<AddColumnOperation> Uuid(this ColumnsBuilder table, bool sqlite, string name, bool nullable = false) =>
        sqlite ? table.Column<byte[]>(name: name, nullable: nullable) : table.Column<Guid>(name: name, nullable: nullable);

    public static OperationBuilder<AddColumnOperation> Json(this ColumnsBuilder table, bool sqlite, string name) =>
        table.Column<string>(type: sqlite ? "TEXT" : "jsonb", name: name);

    public static OperationBuilder<AddColumnOperation> Counted(this ColumnsBuilder table, string name) => table.Column<int>(name: name)
        .Annotation("Sqlite:Autoincrement", true)
        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn);
}
