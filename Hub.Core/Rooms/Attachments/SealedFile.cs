using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Hub.Core.Journal;

namespace Hub.Core.Rooms.Attachments;

/// <summary>What a sealed file is bound to: no file opens in the place of another.</summary>
internal readonly record struct FilePlace(Guid Room, Guid Id, bool Thumbnail)
{
    public byte[] ToBytes() => [.. "care-hub/attachment"u8, .. Room.ToByteArray(bigEndian: true), .. Id.ToByteArray(bigEndian: true), (byte)(Thumbnail ? 1 : 0)];
}

/// <summary>
/// A file sealed in pieces of 64 KB, so that it is written and read without ever being whole in memory: the STREAM construction of Hoang, Reyhanitabar,
/// Rogaway and Vizár ("Online Authenticated-Encryption and its Nonce-Reuse Misuse-Resistance", CRYPTO 2015) over AES-256-GCM. Each piece's nonce is a prefix, its
/// number and whether it is the last, so that a file that was cut off, reordered or put together from two does not open.
/// Key and prefix are derived (HKDF-SHA256) from the room's key, a random salt and the file's place. Form: mark (4) ‖ salt (32) ‖ pieces, each with its tag (16).
/// </summary>
internal static class SealedFile
{
    public const int PieceSize = 64 * 1024;
    public const int TagSize = 16;
    private const int SaltSize = 32, KeySize = 32, PrefixSize = 7, NonceSize = 12;
    private static ReadOnlySpan<byte> Mark => "CHF1"u8;
    private const int HeadSize = 4 + SaltSize;

    /// <summary>Bytes on disk of a file of <paramref name="clear"/> bytes.</summary>
    public static long SizeOf(long clear) => HeadSize + clear + Pieces(clear) * TagSize;

    private static long Pieces(long clear) => Math.Max(1, (clear + PieceSize - 1) / PieceSize);

    /// <summary>The file in the clear, piece by piece; each is good until the next is asked for.</summary>
    /// <param name="size">Bytes in the clear.</param>
    /// <exception cref="InvalidDataException">It was changed, cut off, or is another file.</exception>
    public static async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(Stream file, RoomKey room, FilePlace place, long size, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        if (file.Length != SizeOf(size)) throw Changed();
        var head = new byte[HeadSize];
        await file.ReadExactlyAsync(head, cancel);
        if (!head.AsSpan().StartsWith(Mark)) throw Changed();
        using var pieces = new Cipher(room, place, head.AsSpan(Mark.Length));
        var (sealedPiece, clear) = (new byte[PieceSize + TagSize], new byte[PieceSize]);
        for (var left = size; ;)
        {
            var length = (int)Math.Min(left, PieceSize);
            await file.ReadExactlyAsync(sealedPiece.AsMemory(0, length + TagSize), cancel);
            left -= length;
            pieces.Open(sealedPiece.AsSpan(0, length + TagSize), clear.AsSpan(0, length), last: left == 0);
            yield return clear.AsMemory(0, length);
            if (left == 0) yield break;
        }
    }

    private static InvalidDataException Changed() => new("A sealed file is not as it was written.");

    /// <summary>Seals what is written to it, in order. Nothing of it is good before <see cref="FinishAsync"/>.</summary>
    public sealed class Writer : IDisposable
    {
        private readonly Stream file;
        private readonly Cipher pieces;
        private readonly byte[] clear = new byte[PieceSize], box = new byte[PieceSize + TagSize];
        private byte[]? head;
        private int held;

        public Writer(Stream file, RoomKey room, FilePlace place)
        {
            this.file = file;
            head = [.. Mark, .. RandomNumberGenerator.GetBytes(SaltSize)];
            pieces = new Cipher(room, place, head.AsSpan(Mark.Length));
        }

        public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel)
        {
            while (!bytes.IsEmpty)
            {
                // A full piece is held back until more comes: only then is it known not to be the last.
                if (held == PieceSize) await PutAsync(last: false, cancel);
                var count = Math.Min(bytes.Length, PieceSize - held);
                bytes[..count].CopyTo(clear.AsMemory(held));
                held += count;
                bytes = bytes[count..];
            }
        }

        public ValueTask FinishAsync(CancellationToken cancel) => PutAsync(last: true, cancel);

        private async ValueTask PutAsync(bool last, CancellationToken cancel)
        {
            if (head is not null) await file.WriteAsync(head, cancel);
            head = null;
            pieces.Seal(clear.AsSpan(0, held), box.AsSpan(0, held + TagSize), last);
            await file.WriteAsync(box.AsMemory(0, held + TagSize), cancel);
            held = 0;
        }

        public void Dispose() => pieces.Dispose();
    }

    private sealed class Cipher : IDisposable
    {
        private readonly AesGcm aes;
        private readonly byte[] nonce = new byte[NonceSize];
        private uint number;

        public Cipher(RoomKey room, FilePlace place, ReadOnlySpan<byte> salt)
        {
            Span<byte> secret = stackalloc byte[KeySize + PrefixSize];
            room.Derive(secret, salt, place.ToBytes());
            aes = new AesGcm(secret[..KeySize], TagSize);
            secret[KeySize..].CopyTo(nonce);
            secret.Clear();
        }

        public void Seal(ReadOnlySpan<byte> clear, Span<byte> box, bool last)
        {
            Next(last);
            aes.Encrypt(nonce, clear, box[..clear.Length], box[clear.Length..]);
        }

        public void Open(ReadOnlySpan<byte> box, Span<byte> clear, bool last)
        {
            Next(last);
            try
            {
                aes.Decrypt(nonce, box[..^TagSize], box[^TagSize..], clear);
            }
            catch (AuthenticationTagMismatchException)
            {
                throw Changed();
            }
        }

        private void Next(bool last)
        {
            BinaryPrimitives.WriteUInt32BigEndian(nonce.AsSpan(PrefixSize), number++);
            nonce[^1] = last ? (byte)1 : (byte)0;
        }

        public void Dispose() => aes.Dispose();
    }
}
