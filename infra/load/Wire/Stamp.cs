using System.Text;

namespace Hub.Load.Wire;

/// <summary>
/// The text of a load message: 200 bytes that begin with who sent it, its number, and when it was meant to leave.
/// Each is fixed-width hex in the letters a-p, so that no serialiser escapes it and a receiver reads it without parsing JSON.
/// </summary>
internal static class Stamp
{
    public const int Length = 200;
    private const int ClientDigits = 6, NumberDigits = 8, TimeDigits = 16;
    public const int Digits = ClientDigits + NumberDigits + TimeDigits;

    /// <summary>What stands before the digits, in the JSON of an event and of a command alike.</summary>
    public static ReadOnlySpan<byte> Marker => "\"text\":\"~"u8;

    private static readonly byte[] Filler = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(" The potassium is 5.1, the dose was given at noon.", 5)));

    /// <summary>Writes the text; returns what follows it. <paramref name="intended"/> in ticks of the monotonic clock.</summary>
    public static Span<byte> Write(Span<byte> at, int client, int number, long intended)
    {
        at[0] = (byte)'~';
        Hex(at.Slice(1, ClientDigits), client);
        Hex(at.Slice(1 + ClientDigits, NumberDigits), number);
        Hex(at.Slice(1 + ClientDigits + NumberDigits, TimeDigits), intended);
        Filler.AsSpan(0, Length - 1 - Digits).CopyTo(at[(1 + Digits)..]);
        return at[Length..];
    }

    /// <summary>Reads the digits that stand after the <see cref="Marker"/>. The owner is client and number in one: never 0.</summary>
    public static (long Owner, long Intended) Read(ReadOnlySpan<byte> at) =>
        (Owner((int)Value(at[..ClientDigits]), (int)Value(at.Slice(ClientDigits, NumberDigits))), Value(at.Slice(ClientDigits + NumberDigits, TimeDigits)));

    public static long Owner(int client, int number) => ((long)client + 1) << 32 | (uint)number;

    private static void Hex(Span<byte> at, long value)
    {
        for (var i = at.Length - 1; i >= 0; i--, value >>= 4) at[i] = (byte)('a' + (value & 15));
    }

    private static long Value(ReadOnlySpan<byte> digits)
    {
        long value = 0;
        foreach (var digit in digits) value = value << 4 | (uint)(digit - 'a');
        return value;
    }
}
