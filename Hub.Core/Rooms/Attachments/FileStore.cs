using System.Runtime.InteropServices;

namespace Hub.Core.Rooms.Attachments;

/// <summary>
/// The folder of sealed files (<c>Hub:Files</c>), which all nodes share. A file is there whole or not at all: it is written under another name,
/// brought to the disk, and renamed. Names are ids; what a file is called stands sealed in the database.
/// </summary>
public sealed class FileStore(string folder)
{
    private const string Unfinished = ".new";

    internal static string NameOf(Guid id, bool thumbnail) => thumbnail ? $"{id:N}.t" : $"{id:N}.f";

    /// <summary>Ids begin with the time; their end is random, and spreads the files over 256 folders.</summary>
    private string PathOf(Guid id, bool thumbnail)
    {
        var name = NameOf(id, thumbnail);
        return Path.Combine(folder, name.Substring(30, 2), name);
    }

    /// <exception cref="Refusal">503: the disk takes nothing just now.</exception>
    internal Draft Begin(Guid id, bool thumbnail)
    {
        var path = PathOf(id, thumbnail);
        return Guarded(() =>
        {
            var parent = Path.GetDirectoryName(path)!;
            if (!Directory.Exists(parent)) { Directory.CreateDirectory(parent); SyncFolder(folder); }
            return new Draft(path, $"{path}.{Path.GetRandomFileName()}{Unfinished}");
        });
    }

    /// <summary>The sealed file; null when there is none. The caller disposes of it.</summary>
    internal FileStream? Open(Guid id, bool thumbnail)
    {
        try
        {
            return new FileStream(PathOf(id, thumbnail), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1, FileOptions.Asynchronous | FileOptions.SequentialScan);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    internal void Delete(Guid id)
    {
        File.Delete(PathOf(id, thumbnail: true));
        File.Delete(PathOf(id, thumbnail: false));
    }

    /// <summary>Files last written before <paramref name="before"/>: their id, or null for what was never finished.</summary>
    internal IEnumerable<(string Path, Guid? Id)> Before(DateTimeOffset before)
    {
        foreach (var file in new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories))
        {
            if (file.LastWriteTimeUtc >= before.UtcDateTime) continue;
            if (file.Name.EndsWith(Unfinished, StringComparison.Ordinal)) yield return (file.FullName, null);
            else if (Guid.TryParseExact(Path.GetFileNameWithoutExtension(file.Name), "N", out var id)) yield return (file.FullName, id);
        }
    }

    private static T Guarded<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception full) when (full is IOException or UnauthorizedAccessException)
        {
            throw Refusal.TryLater("The file could not be kept just now. Nothing else is lost; try again in a moment.");
        }
    }

    // The new name is on disk only when its folder is. Windows writes it through by itself.
    private static void SyncFolder(string path)
    {
        if (OperatingSystem.IsWindows()) return;
        var handle = OpenFolder(path, 0);
        if (handle < 0) throw new IOException("The folder of the files cannot be opened.");
        var failed = Sync(handle) != 0;
        _ = Close(handle);
        if (failed) throw new IOException("The folder of the files cannot be brought to the disk.");
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true, CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int OpenFolder([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Sync(int handle);

    [DllImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Close(int handle);

    /// <summary>A file that is being written. Disposed of without <see cref="Keep"/> it leaves nothing behind.</summary>
    internal sealed class Draft : IAsyncDisposable
    {
        private readonly string path, temporary;
        private readonly FileStream file;
        private bool kept;

        public Draft(string path, string temporary)
        {
            (this.path, this.temporary) = (path, temporary);
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Options = FileOptions.Asynchronous, BufferSize = 0 };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            file = new FileStream(temporary, options);
        }

        /// <summary>For writing, and for reading again from the start before it is kept.</summary>
        public Stream Content => file;

        /// <summary>Brings it to the disk under its name.</summary>
        /// <exception cref="Refusal">503: the disk takes nothing just now.</exception>
        public void Keep() => Guarded(() =>
        {
            file.Flush(flushToDisk: true);
            File.Move(temporary, path, overwrite: true);
            SyncFolder(Path.GetDirectoryName(path)!);
            return kept = true;
        });

        public async ValueTask DisposeAsync()
        {
            await file.DisposeAsync();
            if (!kept) File.Delete(temporary);
        }
    }
}
