namespace Hub.Core.Rooms.Attachments;

/// <summary>
/// Reads a file once, as it comes in, 64 KB at a time: what a format looks at passes through here on its way to the disk. No more than
/// <paramref name="most"/> bytes are taken, whatever was declared.
/// </summary>
/// <param name="source">What comes in.</param>
/// <param name="most">Bytes.</param>
/// <param name="pass">Takes each piece, once, in order, before the format sees it.</param>
internal sealed class Intake(Stream source, long most, Func<ReadOnlyMemory<byte>, ValueTask> pass, CancellationToken cancel)
{
    private const int PieceSize = 64 * 1024;
    private readonly byte[] piece = new byte[PieceSize];
    private int at, end;
    private bool ended;

    /// <summary>Bytes that came in so far.</summary>
    public long Size { get; private set; }

    /// <summary>Bytes that the format has taken.</summary>
    public long Position => Size - (end - at);

    /// <summary>What is there and not taken yet.</summary>
    public ReadOnlySpan<byte> Here => piece.AsSpan(at, end - at);

    public void Take(int count) => at += count;

    /// <summary>Whether at least one byte is there; reads on when needed.</summary>
    public async ValueTask<bool> AnyAsync()
    {
        if (at < end) return true;
        if (ended) return false;
        at = end = 0;
        // A full piece each time, so that what is passed on does not depend on how the network cut it.
        while (end < PieceSize)
        {
            var read = await source.ReadAsync(piece.AsMemory(end), cancel);
            if (read == 0) { ended = true; break; }
            end += read;
            Size += read;
            if (Size > most) throw Refusal.TooLong(most == AttachmentLimits.LargestFile ? "A file has at most 25 MB." : "A thumbnail has at most 256 KB.");
        }
        if (end > 0) await pass(piece.AsMemory(0, end));
        return end > 0;
    }

    /// <summary>The next byte; -1 at the end.</summary>
    public async ValueTask<int> ByteAsync()
    {
        if (!await AnyAsync()) return -1;
        return piece[at++];
    }

    /// <summary>Fills <paramref name="to"/>; false when the file ends before.</summary>
    public async ValueTask<bool> ReadAsync(Memory<byte> to)
    {
        while (to.Length > 0)
        {
            if (!await AnyAsync()) return false;
            var count = Math.Min(to.Length, end - at);
            piece.AsSpan(at, count).CopyTo(to.Span);
            at += count;
            to = to[count..];
        }
        return true;
    }

    /// <summary>Passes over <paramref name="count"/> bytes; false when the file ends before.</summary>
    public async ValueTask<bool> SkipAsync(long count)
    {
        while (count > 0)
        {
            if (!await AnyAsync()) return false;
            var step = (int)Math.Min(count, end - at);
            at += step;
            count -= step;
        }
        return true;
    }
}
