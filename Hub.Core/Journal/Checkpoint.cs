using System.Globalization;
using System.Text;

namespace Hub.Core.Journal;

/// <summary>That a room's journal once stood here.</summary>
/// <param name="At">UTC microseconds: when it was noted.</param>
public sealed record CheckpointMark(long At, Guid Room, long Head, byte[] Link);

/// <param name="Last">The furthest mark of each room.</param>
/// <param name="BadLines">Numbers of lines, from 1, that nobody with the master key wrote.</param>
public sealed record CheckpointMarks(Dictionary<Guid, CheckpointMark> Last, IReadOnlyList<int> BadLines);

/// <summary>
/// A file outside the database that remembers how far each room's journal had come. Whoever rewinds a room whole, row and tail together,
/// leaves a database that agrees with itself; it no longer agrees with this file.
/// Each line: instant, room, head, link, MAC. Only appended to, except that <see cref="CompactAsync"/> keeps the furthest line of each room.
/// </summary>
public sealed class Checkpoint(string path, MasterKey master)
{
    private readonly Chain chain = new(master);

    public async Task<CheckpointMarks> ReadAsync(CancellationToken cancel = default)
    {
        await using var alone = await LockAsync(cancel);
        return await ReadLinesAsync(cancel);
    }

    /// <summary>Returns when the marks are on disk.</summary>
    public async Task AppendAsync(IReadOnlyList<CheckpointMark> marks, CancellationToken cancel = default)
    {
        if (marks.Count == 0) return;
        await using var alone = await LockAsync(cancel);
        await using var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        file.SetLength(EndOfLastLine(file));
        file.Seek(0, SeekOrigin.End);
        await WriteAsync(file, marks, cancel);
    }

    /// <summary>Keeps the furthest line of each room.</summary>
    public async Task CompactAsync(CancellationToken cancel = default)
    {
        if (!File.Exists(path)) return;
        await using var alone = await LockAsync(cancel);
        var marks = await ReadLinesAsync(cancel);
        var next = path + ".new";
        await using (var file = new FileStream(next, FileMode.Create, FileAccess.Write, FileShare.None))
            await WriteAsync(file, marks.Last.Values.OrderBy(m => m.At), cancel);
        File.Move(next, path, overwrite: true);
    }

    /// <summary>After a restore from a backup the rooms stand further back, rightly: what was noted until then is put aside.</summary>
    /// <returns>Where it lies now; null when there was none.</returns>
    public async Task<string?> SetAsideAsync(TimeProvider clock, CancellationToken cancel = default)
    {
        if (!File.Exists(path)) return null;
        await using var alone = await LockAsync(cancel);
        var aside = string.Create(CultureInfo.InvariantCulture, $"{path}.before-{clock.GetUtcNow():yyyyMMdd'T'HHmmss}");
        File.Move(path, aside, overwrite: true);
        return aside;
    }

    private async Task<CheckpointMarks> ReadLinesAsync(CancellationToken cancel)
    {
        var last = new Dictionary<Guid, CheckpointMark>();
        var bad = new List<int>();
        if (!File.Exists(path)) return new(last, bad);
        var text = await File.ReadAllTextAsync(path, cancel);
        var number = 0;
        // What follows the last line's end is a line that a crash cut short.
        foreach (var line in text.AsSpan(0, text.LastIndexOf('\n') + 1).ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            number++;
            if (Parse(line) is not { } mark) bad.Add(number);
            else if (!last.TryGetValue(mark.Room, out var known) || known.Head < mark.Head) last[mark.Room] = mark;
        }
        return new(last, bad);
    }

    private async Task WriteAsync(FileStream file, IEnumerable<CheckpointMark> marks, CancellationToken cancel)
    {
        foreach (var mark in marks)
        {
            var said = string.Create(CultureInfo.InvariantCulture, $"{mark.At} {mark.Room} {mark.Head} {Convert.ToHexStringLower(mark.Link)}");
            await file.WriteAsync(Encoding.ASCII.GetBytes($"{said} {Convert.ToHexStringLower(Mac(said))}\n"), cancel);
        }
        file.Flush(flushToDisk: true);
    }

    private CheckpointMark? Parse(string line)
    {
        var end = line.LastIndexOf(' ');
        if (end < 0) return null;
        var said = line[..end];
        if (!Convert.ToHexStringLower(Mac(said)).Equals(line[(end + 1)..], StringComparison.Ordinal)) return null;
        var parts = said.Split(' ');
        return new(long.Parse(parts[0], CultureInfo.InvariantCulture), Guid.Parse(parts[1]), long.Parse(parts[2], CultureInfo.InvariantCulture), Convert.FromHexString(parts[3]));
    }

    private byte[] Mac(string said) => chain.MacOf(Encoding.UTF8.GetBytes(said));

    private static long EndOfLastLine(FileStream file)
    {
        for (var at = file.Length; at > 0; at--)
        {
            file.Seek(at - 1, SeekOrigin.Begin);
            if (file.ReadByte() == '\n') return at;
        }
        return 0;
    }

    // The server notes while a command verifies and compacts: one at a time, also between processes.
    private async Task<FileStream> LockAsync(CancellationToken cancel)
    {
        while (true)
        {
            try
            {
                return new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (File.Exists(path + ".lock"))
            {
                await Task.Delay(20, cancel);
            }
        }
    }
}
