namespace Hub.Server.Setup;

/// <summary>Places on disk that only the owner may read.</summary>
public static class Folders
{
    /// <summary>Makes the folder, readable by its owner only, unless it is there.</summary>
    /// <exception cref="InvalidDataException">It cannot be made; names the setting.</exception>
    public static void Make(string folder, string setting)
    {
        try
        {
            if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
            else Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        catch (Exception denied) when (denied is IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataException($"{setting}: the folder {folder} cannot be made ({denied.Message}). Give one that this user may write to.", denied);
        }
    }

    /// <summary>Makes an empty file, readable and writable by its owner only, unless there is one.</summary>
    public static void MakeFile(string file)
    {
        if (File.Exists(file)) return;
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        new FileStream(file, options).Dispose();
    }
}
