using System.Text;

namespace Hub.Load.Measure;

/// <summary>What is known of one room in a block: who owns each seq, by the first who heard of it (an answer or a delivery).</summary>
internal sealed class RoomTally(string id, int members)
{
    private long[] owners = new long[1024];

    public byte[] Id { get; } = Encoding.ASCII.GetBytes(id);
    public int Members => members;

    /// <summary>The head when the block began: seqs of the block are above it.</summary>
    public long Base { get; private set; }

    /// <summary>The highest seq heard of.</summary>
    public long Max { get; private set; }

    public void Begin(long head)
    {
        Array.Clear(owners);
        Base = Max = Math.Max(head, Max);
    }

    /// <summary>False when the seq was already told to be another message: two members were told different things.</summary>
    public bool Agrees(long seq, long owner)
    {
        if (seq <= Base) return true;
        var index = seq - Base - 1;
        if (index >= 50_000_000) return false;
        if (index >= owners.Length) Array.Resize(ref owners, (int)Math.Max(index + 1, owners.Length * 2L));
        if (seq > Max) Max = seq;
        if (owners[index] == 0) owners[index] = owner;
        return owners[index] == owner;
    }
}

/// <summary>What one receiver has seen of its room in a block: one bit a seq, and the highest so far.</summary>
internal sealed class Seen(RoomTally room)
{
    private ulong[] bits = new ulong[16];
    private long highest;
    private long distinct;

    public void Begin()
    {
        Array.Clear(bits);
        highest = room.Base;
        distinct = 0;
    }

    /// <summary>Seqs of the block that someone heard of and this receiver did not.</summary>
    public long Missing => room.Max - room.Base - distinct;

    public Arrival Note(long seq)
    {
        var index = seq - room.Base - 1;
        if (index < 0) return Arrival.Doubled;
        var word = (int)(index >> 6);
        if (word >= bits.Length) Array.Resize(ref bits, Math.Max(word + 1, bits.Length * 2));
        var bit = 1UL << (int)(index & 63);
        if ((bits[word] & bit) != 0) return Arrival.Doubled;
        bits[word] |= bit;
        distinct++;
        var next = seq == highest + 1;
        highest = Math.Max(highest, seq);
        return next ? Arrival.Next : Arrival.Reordered;
    }
}

/// <summary>How an event came: as last + 1, again, or out of its turn.</summary>
internal enum Arrival { Next, Doubled, Reordered }
