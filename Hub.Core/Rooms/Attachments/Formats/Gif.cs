using System.Buffers.Binary;

namespace Hub.Core.Rooms.Attachments.Formats;

/// <summary>GIF89a (CompuServe 1990): a screen, then blocks of sub-blocks, up to the trailer.</summary>
internal static class Gif
{
    private const int Extension = 0x21, Image = 0x2C, Trailer = 0x3B;

    public static async Task<Extent> WalkAsync(Intake file)
    {
        var screen = new byte[13];
        if (!await file.ReadAsync(screen)) throw Format.Broken();
        var (width, height) = Size(screen.AsSpan(6));
        await SkipColoursAsync(file, screen[10]);
        while (true)
        {
            switch (await file.ByteAsync())
            {
                case Extension:
                    if (!await file.SkipAsync(1)) throw Format.Broken();
                    break;
                case Image:
                    var image = new byte[9];
                    if (!await file.ReadAsync(image)) throw Format.Broken();
                    Size(image.AsSpan(4));
                    await SkipColoursAsync(file, image[8]);
                    if (!await file.SkipAsync(1)) throw Format.Broken();
                    break;
                case Trailer:
                    return new(width, height);
                default:
                    throw Format.Broken();
            }
            int length;
            while ((length = await file.ByteAsync()) > 0)
                if (!await file.SkipAsync(length)) throw Format.Broken();
            if (length < 0) throw Format.Broken();
        }
    }

    private static async Task SkipColoursAsync(Intake file, byte flags)
    {
        if ((flags & 0x80) != 0 && !await file.SkipAsync(3L << ((flags & 7) + 1))) throw Format.Broken();
    }

    private static (int Width, int Height) Size(ReadOnlySpan<byte> at)
    {
        var (width, height) = (BinaryPrimitives.ReadUInt16LittleEndian(at), BinaryPrimitives.ReadUInt16LittleEndian(at[2..]));
        Format.Check(width, height);
        return (width, height);
    }
}
