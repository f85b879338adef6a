namespace Hub.Core.Rooms.Reviews.Record;

/// <summary>Puts somebody's name under the minutes that they have read. Whoever calls has made sure that it is them.</summary>
public sealed class MinutesSigner(MinutesReader minutes, RoomService rooms, TimeProvider clock)
{
    /// <param name="person">Who signs.</param>
    /// <param name="hash">Of the minutes that they read, as hex.</param>
    /// <returns>Seq of the signature.</returns>
    /// <exception cref="Refusal">404: no member; 409: these are not the minutes any more, or it is not their turn.</exception>
    public async Task<long> SignAsync(Guid person, Guid room, string hash, SigningMethod method, CancellationToken cancel = default)
    {
        var read = await minutes.ReadAsync(person, room, cancel);
        if (read.Fault is not null) throw Refusal.Conflict("The journal of this review was changed from outside. It cannot be signed.");
        if (read.Hash != hash) throw Refusal.Conflict("The minutes have changed since you read them. Read them again, then sign.");
        // Whoever signs the same minutes signs the same place of the journal: all names stand under one thing.
        var (seq, link) = read.Signing is { Holds: true, IsCurrent: true, Signing: var signed } ? (signed.Seq, signed.Link) : (read.Room.Head, read.Link);
        return await rooms.ExecuteAsSystemAsync(room, new SignMinutes(person, seq, link, hash, method) { Id = Ids.New(clock.GetUtcNow()) }, cancel);
    }
}
