using System.Security.Cryptography;
using Hub.Core.Journal;
using Hub.Core.Rooms.Attachments;

namespace Hub.Tests.Rooms.Attachments;

public class SealedFileTests
{
    private const int Piece = SealedFile.PieceSize, Box = Piece + SealedFile.TagSize, Head = 36;
    private static readonly RoomKey Key = RoomKey.New();
    private static readonly FilePlace Place = new(new Guid("aaaaaaaa-0000-7000-8000-000000000000"), new Guid("bbbbbbbb-0000-7000-8000-000000000000"), false);

    [Theory, InlineData(0), InlineData(1), InlineData(Piece - 1), InlineData(Piece), InlineData(Piece + 1), InlineData(3 * Piece), InlineData(3 * Piece + 7)]
    public async Task Read_OfWhatWasSealed_GivesItBack(int size)
    {
        var clear = RandomNumberGenerator.GetBytes(size);
        foreach (var cut in (int[])[size + 1, 1000])
        {
            var box = await SealAsync(clear, cut);
            Assert.Equal(SealedFile.SizeOf(size), box.Length);
            Assert.Equal(clear, await OpenAsync(box, size));
        }
    }

    [Fact]
    public async Task Read_OfWhatWasChangedCutOffOrReordered_Fails()
    {
        var clear = RandomNumberGenerator.GetBytes(3 * Piece);
        var box = await SealAsync(clear, Piece);
        var (first, second) = (box.AsSpan(Head, Box).ToArray(), box.AsSpan(Head + Box, Box).ToArray());
        byte[][] tampered =
        [
            [.. box[..Head], .. second, .. first, .. box[(Head + 2 * Box)..]],
            [.. box[..Head], .. first, .. first, .. box[(Head + 2 * Box)..]],
            [.. box[..^1], (byte)(box[^1] ^ 1)],
            [.. box[..10], (byte)(box[10] ^ 1), .. box[11..]],
            [.. box, 0],
            box[..^1],
        ];
        foreach (var file in tampered) await Assert.ThrowsAsync<InvalidDataException>(() => OpenAsync(file, clear.Length));
        // Cut off between two pieces, and the row's size made to fit: the last piece left is not marked as the last.
        await Assert.ThrowsAsync<InvalidDataException>(() => OpenAsync(box[..^Box], 2 * Piece));
    }

    [Fact]
    public async Task Read_InAnotherPlaceOrRoom_Fails()
    {
        var box = await SealAsync([1, 2, 3], 10);
        await Assert.ThrowsAsync<InvalidDataException>(() => OpenAsync(box, 3, Place with { Thumbnail = true }));
        await Assert.ThrowsAsync<InvalidDataException>(() => OpenAsync(box, 3, Place with { Id = Place.Room }));
        await Assert.ThrowsAsync<InvalidDataException>(() => OpenAsync(box, 3, key: RoomKey.New()));
    }

    [Fact]
    public async Task Seal_OfTheSameTwice_GivesNothingAlike()
    {
        var (one, other) = (await SealAsync(new byte[100], 10), await SealAsync(new byte[100], 10));
        Assert.Equal(-1, one.AsSpan().IndexOf(other.AsSpan(Head, 16)));
    }

    private static async Task<byte[]> SealAsync(byte[] clear, int cut)
    {
        var file = new MemoryStream();
        using var writer = new SealedFile.Writer(file, Key, Place);
        foreach (var part in clear.Chunk(cut)) await writer.WriteAsync(part, default);
        await writer.FinishAsync(default);
        return file.ToArray();
    }

    private static async Task<byte[]> OpenAsync(byte[] box, int size, FilePlace? place = null, RoomKey? key = null)
    {
        var clear = new MemoryStream();
        await foreach (var piece in SealedFile.ReadAsync(new MemoryStream(box), key ?? Key, place ?? Place, size)) clear.Write(piece.Span);
        return clear.ToArray();
    }
}
