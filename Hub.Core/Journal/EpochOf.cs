using Hub.Core.Data;

namespace Hub.Core.Journal;

/// <summary>
/// What the database says of itself: its epoch (a random id, renewed after a restore, so that clients which are ahead of it
/// start anew), and the check value by which a wrong master key is noticed before it does harm.
/// </summary>
public sealed class EpochOf
{
    private const string EpochKey = "epoch";
    private const string CheckKey = "master-key-check";

    public Guid Id { get; private set; }

    /// <summary>Reads the epoch, making it on an empty database.</summary>
    /// <exception cref="InvalidDataException">The master key is not the one that this database was made with.</exception>
    public async Task OpenAsync(Database database, MasterKey master, TimeProvider clock, CancellationToken cancel = default)
    {
        var check = await FirstAsync(database, CheckKey, master.Derive("check"), cancel);
        if (!check.AsSpan().SequenceEqual(master.Derive("check")))
            throw new InvalidDataException("The master key is not the one that this database was made with. Give the right one in Hub:MasterKeyFile; without it nothing in the database can be read.");
        Id = new Guid(await FirstAsync(database, EpochKey, Ids.New(clock.GetUtcNow()).ToByteArray(), cancel));
    }

    /// <summary>After a restore from a backup: every client throws away what it holds and fetches again.</summary>
    public static async Task RenewAsync(Database database, TimeProvider clock, CancellationToken cancel = default)
    {
        await using var on = await database.OpenAsync(cancel);
        await on.Command("UPDATE meta SET value = @value WHERE key = @key", ("@key", EpochKey), ("@value", Ids.New(clock.GetUtcNow()).ToByteArray())).RunAsync(cancel);
    }

    // Several nodes may start at once: the first to write wins, and all read what it wrote.
    private static async Task<byte[]> FirstAsync(Database database, string key, byte[] value, CancellationToken cancel)
    {
        await using var on = await database.OpenAsync(cancel);
        await on.Command("INSERT INTO meta (key, value) VALUES (@key, @value) ON CONFLICT (key) DO NOTHING", ("@key", key), ("@value", value)).RunAsync(cancel);
        return (await on.Command("SELECT value FROM meta WHERE key = @key", ("@key", key)).ListAsync(r => r.Bytes(0), cancel)).Single();
    }
}
