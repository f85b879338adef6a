using System.Buffers.Binary;

namespace Hub.Core.Rooms.Attachments.Formats;

/// <summary>
/// JPEG (ITU-T T.81, annex B): segments of marker and length; after a scan's header its data, in which 0xFF stands only before a zero or a restart.
/// After the end further whole JPEGs may follow, as phones write them (CIPA DC-007, multi-picture format); nothing else may.
/// </summary>
internal static class Jpeg
{
    private const int Start = 0xD8, End = 0xD9, Scan = 0xDA, Temporary = 0x01;

    public static async Task<Extent> WalkAsync(Intake file)
    {
        var first = await OneAsync(file);
        while (await file.AnyAsync()) await OneAsync(file);
        return first;
    }

    private static async Task<Extent> OneAsync(Intake file)
    {
        if (await file.ByteAsync() != 0xFF || await file.ByteAsync() != Start) throw Format.TwoInOne();
        Extent? extent = null;
        var length = new byte[2];
        var marker = await MarkerAsync(file);
        while (marker != End)
        {
            if (marker is Start or 0) throw Format.Broken();
            if (IsAlone(marker)) { marker = await MarkerAsync(file); continue; }
            if (!await file.ReadAsync(length)) throw Format.Broken();
            var left = BinaryPrimitives.ReadUInt16BigEndian(length) - 2;
            if (left < 0) throw Format.Broken();
            if (IsFrame(marker))
            {
                var frame = new byte[5];
                if (left < 5 || !await file.ReadAsync(frame)) throw Format.Broken();
                extent = Size(frame);
                left -= 5;
            }
            if (!await file.SkipAsync(left)) throw Format.Broken();
            marker = marker == Scan ? await AfterScanAsync(file) : await MarkerAsync(file);
        }
        return extent ?? throw Format.Broken();
    }

    private static async ValueTask<int> MarkerAsync(Intake file)
    {
        if (await file.ByteAsync() != 0xFF) throw Format.Broken();
        return await CodeAsync(file);
    }

    // Any number of 0xFF may stand before a marker's code (B.1.1.2).
    private static async ValueTask<int> CodeAsync(Intake file)
    {
        while (true)
        {
            var code = await file.ByteAsync();
            if (code < 0) throw Format.Broken();
            if (code != 0xFF) return code;
        }
    }

    private static async ValueTask<int> AfterScanAsync(Intake file)
    {
        while (await file.AnyAsync())
        {
            var next = file.Here.IndexOf((byte)0xFF);
            if (next < 0) { file.Take(file.Here.Length); continue; }
            file.Take(next + 1);
            var code = await CodeAsync(file);
            if (code is not 0 and not (>= 0xD0 and <= 0xD7)) return code;
        }
        throw Format.Broken();
    }

    private static bool IsAlone(int marker) => marker is Temporary or (>= 0xD0 and <= 0xD7);

    // SOF0 … SOF15 without the tables (DHT, JPG, DAC) that stand among them.
    private static bool IsFrame(int marker) => marker is >= 0xC0 and <= 0xCF and not 0xC4 and not 0xC8 and not 0xCC;

    private static Extent Size(ReadOnlySpan<byte> frame)
    {
        var (height, width) = (BinaryPrimitives.ReadUInt16BigEndian(frame[1..]), BinaryPrimitives.ReadUInt16BigEndian(frame[3..]));
        Format.Check(width, height);
        return new(width, height);
    }
}
