using System.Buffers.Binary;
using System.Text;

namespace Hub.Tests.Rooms.Attachments;

/// <summary>Small files by the rules of their formats; their pictures would be noise, which nobody here decodes.</summary>
internal static class Files
{
    public const string Eicar = @"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*";

    public static byte[] Png(int width = 2, int height = 2, int data = 10, string text = "") =>
        [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10, .. Chunk("IHDR", [.. Big4(width), .. Big4(height), 8, 2, 0, 0, 0]), .. Chunk("tEXt", Encoding.UTF8.GetBytes(text)), .. Chunk("IDAT", new byte[data]), .. Chunk("IEND", [])];

    /// <summary>With a stuffed 0xFF and a restart marker in its data.</summary>
    public static byte[] Jpeg(int width = 2, int height = 2, string comment = "") =>
        [0xFF, 0xD8, .. Segment(0xFE, Encoding.Latin1.GetBytes(comment)), .. Segment(0xC0, [8, .. Big2(height), .. Big2(width), 1, 1, 0x11, 0]), .. Segment(0xDA, [1, 1, 0, 0, 63, 0]), 1, 2, 0xFF, 0, 3, 0xFF, 0xD3, 4, 0xFF, 0xFF, 0xD9];

    public static byte[] Gif(int width = 2, int height = 2, int frameWidth = 2) =>
        [.. "GIF89a"u8, .. Small2(width), .. Small2(height), 0x80, 0, 0, .. new byte[6], 0x21, 0xF9, 4, 0, 0, 0, 0, 0, 0x2C, 0, 0, 0, 0, .. Small2(frameWidth), .. Small2(height), 0, 2, 3, 1, 2, 3, 0, 0x3B];

    public static byte[] Webp(int width = 2, int height = 2)
    {
        byte[] frame = [0x30, 1, 0, 0x9D, 1, 0x2A, .. Small2(width), .. Small2(height), 7];
        byte[] chunks = [.. "WEBP"u8, .. "VP8 "u8, .. Small4(frame.Length), .. frame, 0];
        return [.. "RIFF"u8, .. Small4(chunks.Length), .. chunks];
    }

    public static byte[] Pdf(string inside = "", string after = "\n") => Encoding.Latin1.GetBytes($"%PDF-1.7\n1 0 obj\n({inside})\nendobj\ntrailer\n%%EOF{after}");

    /// <summary>The end of a ZIP archive with this comment.</summary>
    public static byte[] Zip(string comment = "") => [.. "PK\x05\x06"u8, .. new byte[16], .. Small2(comment.Length), .. Encoding.Latin1.GetBytes(comment)];

    private static byte[] Chunk(string type, byte[] data) => [.. Big4(data.Length), .. Encoding.ASCII.GetBytes(type), .. data, 0, 0, 0, 0];

    private static byte[] Segment(byte marker, byte[] data) => [0xFF, marker, .. Big2(data.Length + 2), .. data];

    private static byte[] Big4(int n) { var b = new byte[4]; BinaryPrimitives.WriteInt32BigEndian(b, n); return b; }
    private static byte[] Big2(int n) { var b = new byte[2]; BinaryPrimitives.WriteUInt16BigEndian(b, (ushort)n); return b; }
    private static byte[] Small2(int n) { var b = new byte[2]; BinaryPrimitives.WriteUInt16LittleEndian(b, (ushort)n); return b; }
    private static byte[] Small4(int n) { var b = new byte[4]; BinaryPrimitives.WriteInt32LittleEndian(b, n); return b; }
}
