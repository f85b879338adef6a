using System.Buffers.Binary;

namespace Hub.Core.Rooms.Attachments.Formats;

/// <summary>WebP (RFC 9649): one RIFF of chunks that says how long it is; pixels stand in VP8X, or in the one VP8 or VP8L chunk. Frames (ANMF) are looked at too.</summary>
internal static class Webp
{
    public static async Task<Extent> WalkAsync(Intake file)
    {
        var riff = new byte[12];
        if (!await file.ReadAsync(riff)) throw Format.Broken();
        var end = 8L + BinaryPrimitives.ReadUInt32LittleEndian(riff.AsSpan(4));
        var head = new byte[8];
        var start = new byte[16];
        Extent? canvas = null;
        while (file.Position < end)
        {
            if (!await file.ReadAsync(head)) throw Format.Broken();
            var length = (long)BinaryPrimitives.ReadUInt32LittleEndian(head.AsSpan(4));
            var padded = length + (length & 1);
            if (file.Position + padded > end) throw Format.Broken();
            var seen = (int)Math.Min(length, start.Length);
            if (!await file.ReadAsync(start.AsMemory(0, seen))) throw Format.Broken();
            if (Size(Format.Latin(head.AsSpan(0, 4)), start.AsSpan(0, seen)) is { } extent) canvas ??= extent;
            if (!await file.SkipAsync(padded - seen)) throw Format.Broken();
        }
        return canvas ?? throw Format.Broken();
    }

    /// <summary>The pixels that a chunk declares (RFC 9649 §2.5 to 2.7, RFC 6386 §9.1); null for one that declares none.</summary>
    private static Extent? Size(string chunk, ReadOnlySpan<byte> data)
    {
        (long, long)? size = chunk switch
        {
            "VP8X" when data.Length >= 10 => (1 + Three(data[4..]), 1 + Three(data[7..])),
            "ANMF" when data.Length >= 12 => (1 + Three(data[6..]), 1 + Three(data[9..])),
            "VP8L" when data.Length >= 5 && data[0] == 0x2F => (1 + (Four(data[1..]) & 0x3FFF), 1 + (Four(data[1..]) >> 14 & 0x3FFF)),
            "VP8 " when data.Length >= 10 && data[3..6].SequenceEqual((ReadOnlySpan<byte>)[0x9D, 0x01, 0x2A]) =>
                (BinaryPrimitives.ReadUInt16LittleEndian(data[6..]) & 0x3FFF, BinaryPrimitives.ReadUInt16LittleEndian(data[8..]) & 0x3FFF),
            "VP8X" or "ANMF" or "VP8L" or "VP8 " => throw Format.Broken(),
            _ => null,
        };
        if (size is not var (width, height)) return null;
        Format.Check(width, height);
        return new((int)width, (int)height);
    }

    private static long Three(ReadOnlySpan<byte> at) => at[0] | at[1] << 8 | at[2] << 16;

    private static long Four(ReadOnlySpan<byte> at) => BinaryPrimitives.ReadUInt32LittleEndian(at);
}
