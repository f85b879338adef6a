using System.Reflection;

namespace Hub.Tests.Support;

/// <summary>Where things are on this machine: programs, folders that go away again.</summary>
public static class Machine
{
    /// <summary>The repository's root folder, written into the assembly by the build.</summary>
    public static string Root { get; } = Path.GetFullPath(
        typeof(Machine).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "RepositoryRoot").Value!);

    /// <summary>Debug or Release, as this assembly was built.</summary>
    public static string Configuration { get; } =
        typeof(Machine).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;

    public static bool IsRoot { get; } = Environment.UserName == "root";

    /// <summary>The full path of a program in PATH or in Debian's folder of the newest PostgreSQL.</summary>
    public static string Program(params string[] names)
    {
        var debian = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").OrderDescending().Select(d => Path.Combine(d, "bin"))
            : [];
        var folders = debian.Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')).Concat(["/usr/sbin", "/usr/local/bin"]);
        return folders.SelectMany(f => names.Select(n => Path.Combine(f, n))).FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException($"None of {string.Join(", ", names)} is installed; infra/test installs what the tests need.");
    }

    /// <summary>Waits until <paramref name="ready"/> answers true; throws with <paramref name="what"/> after <paramref name="limit"/>.</summary>
    public static async Task UntilAsync(Func<Task<bool>> ready, TimeSpan limit, Func<string> what)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!await ready())
        {
            if (TimeProvider.System.GetElapsedTime(started) > limit) throw new TimeoutException(what());
            await Task.Delay(20);
        }
    }
}

/// <summary>A folder that is deleted with its owner.</summary>
public sealed class TempFolder : IDisposable
{
    public TempFolder(string what) => Path = Directory.CreateTempSubdirectory($"hub-{what}-").FullName;

    public string Path { get; }

    public string At(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose()
    {
        for (var attempt = 0; Directory.Exists(Path); attempt++)
            try
            {
                Directory.Delete(Path, recursive: true);
            }
            // A server that was cut off in this process may be writing its last file.
            catch (IOException) when (attempt < 50)
            {
                CancellationToken.None.WaitHandle.WaitOne(50);
            }
    }
}
