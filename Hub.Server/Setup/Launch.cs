namespace Hub.Server.Setup;

/// <summary>How the program begins and how it says that it cannot.</summary>
public static class Launch
{
    /// <summary>Reads the settings; when they cannot be worked with, says on stderr what is wrong with each and returns null.</summary>
    public static HubSettings? ReadSettings(WebApplicationBuilder builder)
    {
        try
        {
            return SettingsReader.Read(builder.Configuration, builder.Environment);
        }
        catch (SettingsException wrong)
        {
            foreach (var problem in wrong.Problems) Console.Error.WriteLine(problem);
            return null;
        }
    }

    /// <summary>Runs a sub-command or the server; the exit code is 1 when the master key is missing or is another database's.</summary>
    public static async Task<int> RunAsync(this WebApplication app, string[] args)
    {
        try
        {
            if (await Commands.RunAsync(app.Services, args) is { } code) return code;
            await app.RunAsync();
            return 0;
        }
        catch (OperationCanceledException)
        {
            return 0; // stopped while it was still starting
        }
        catch (InvalidDataException wrongKey)
        {
            await Console.Error.WriteLineAsync(wrongKey.Message);
            return 1;
        }
    }
}
