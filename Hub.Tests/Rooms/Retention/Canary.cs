using System.Data.Common;
using System.Text;
using Hub.Core.Data;
using Hub.Core.Journal;
using Hub.Core.Rooms.Attachments;
using Hub.Tests.Journal;

namespace Hub.Tests.Rooms.Retention;

/// <summary>A word that stands for whatever somebody wrote, looked for as whoever has the master key and the whole database could.</summary>
internal static class Canary
{
    public const string Word = "zwieselhuber";

    /// <summary>The types of events whose opened bodies hold it.</summary>
    public static async Task<List<string>> TypesAsync(JournalHost journal, DbConnection on)
    {
        var types = new HashSet<string>();
        foreach (var (room, key) in await KeysAsync(journal, on))
            foreach (var row in await on.EventsAsync(room, 0, long.MaxValue, int.MaxValue, default))
                if (journal.Journal.Sealer.Open(key, row).Data is { } body && Holds(body)) types.Add(row.Type);
        return [.. types];
    }

    /// <summary>In no saved fold and no file's name, opened, and in no column of any table as it stands.</summary>
    public static async Task NowhereAsync(JournalHost journal, DbConnection on)
    {
        foreach (var (room, key) in await KeysAsync(journal, on))
        {
            var binding = await on.FoldAsync(room, default);
            if (binding is not null) Assert.DoesNotContain(Word, System.Text.Json.JsonSerializer.Serialize(journal.Journal.Sealer.OpenFold(key, binding), Hub.Core.Rooms.Vocabulary.Json), StringComparison.Ordinal);
        }
        await using var db = journal.Database.NewContext();
        foreach (var table in db.Model.GetEntityTypes().Select(e => Microsoft.EntityFrameworkCore.RelationalEntityTypeExtensions.GetTableName(e)).OfType<string>().Distinct())
            foreach (var row in await on.Command($"SELECT * FROM {table}").ListAsync(r => Enumerable.Range(0, r.FieldCount).Select(i => r.GetValue(i)).ToArray(), default))
                Assert.DoesNotContain(row, value => value is string text ? text.Contains(Word, StringComparison.Ordinal) : value is byte[] bytes && Holds(bytes));
    }

    private static async Task<List<(Guid Room, RoomKey Key)>> KeysAsync(JournalHost journal, DbConnection on) =>
        [.. (await on.Command("SELECT id FROM rooms").ListAsync(r => r.Id(0), default)).Select(id => (id, journal.Journal.Sealer.Unwrap(on.RoomAsync(id, default).Result!)))];

    private static bool Holds(byte[] bytes) => bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(Word)) >= 0;
}
