using System.Buffers.Binary;

namespace Hub.Core.Rooms.Attachments.Formats;

/// <summary>PNG, third edition (W3C 2025), §5: a signature, then chunks of length, type, data and CRC; the first is IHDR, the last IEND.</summary>
internal static class Png
{
    public static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10];

    public static async Task<Extent> WalkAsync(Intake file)
    {
        await file.SkipAsync(8);
        var head = new byte[8];
        Extent? extent = null;
        while (await file.ReadAsync(head))
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(head);
            var type = Format.Latin(head.AsSpan(4));
            if (length > int.MaxValue || !type.All(char.IsAsciiLetter) || extent is null != (type == "IHDR")) throw Format.Broken();
            if (type == "IHDR")
            {
                if (length != 13 || !await file.ReadAsync(head)) throw Format.Broken();
                extent = Size(head);
                length -= 8;
            }
            // A frame of an animation is no larger than the picture (fcTL, §11.3.6.2), which is checked.
            if (!await file.SkipAsync(length + 4L)) throw Format.Broken();
            if (type == "IEND") return length == 0 && extent is { } known ? known : throw Format.Broken();
        }
        throw Format.Broken();
    }

    private static Extent Size(ReadOnlySpan<byte> header)
    {
        var (width, height) = (BinaryPrimitives.ReadUInt32BigEndian(header), BinaryPrimitives.ReadUInt32BigEndian(header[4..]));
        Format.Check(width, height);
        return new((int)width, (int)height);
    }
}
