using System.Diagnostics;
using System.Runtime.Versioning;
using Hub.Tests.Support;

namespace Hub.Tests.Setup;

/// <summary>What the program itself says and answers when it cannot start.</summary>
public sealed class LaunchTests : IDisposable
{
    private readonly TempFolder _folder = new("launch");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Start_WithAWrongSetting_NamesItAndExitsWithOne()
    {
        var (code, said) = await RunAsync([], ("Hub__Rolle", "web"));

        Assert.Equal(1, code);
        Assert.Contains("Hub:Rolle is no setting of Care Hub", said, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UnknownCommand_IsNamedAndExitsWithOne()
    {
        var (code, said) = await RunAsync(["verifi"]);

        Assert.Equal(1, code);
        Assert.Contains("There is no command verifi", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_WithAnotherDatabasesKey_IsRefused()
    {
        Assert.Equal(0, (await RunAsync(["restored"])).Code);
        await File.WriteAllTextAsync(_folder.At("master.key"), Convert.ToBase64String(new byte[32]), TestContext.Current.CancellationToken);

        var (code, said) = await RunAsync([]);

        Assert.Equal(1, code);
        Assert.Contains("The master key is not the one that this database was made with", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_BesideADatabaseWhoseKeyIsGone_IsRefusedAndMakesNoOther()
    {
        Assert.Equal(0, (await RunAsync(["restored"])).Code);
        File.Delete(_folder.At("master.key"));

        var (code, said) = await RunAsync([]);

        Assert.Equal(1, code);
        Assert.Contains("master.key is missing", said, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder.At("master.key")));
    }

    [Fact, UnsupportedOSPlatform("windows")]
    public async Task FirstStart_LeavesNothingThatOthersMayRead()
    {
        Assert.Equal(0, (await RunAsync(["restored"])).Code);

        const UnixFileMode others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
        Assert.All([_folder.At("master.key"), _folder.At("hub.db")], f => Assert.Equal((UnixFileMode)0, File.GetUnixFileMode(f) & others));
    }

    private async Task<(int Code, string Said)> RunAsync(string[] arguments, params (string Key, string Value)[] settings)
    {
        var start = new ProcessStartInfo(Machine.Program("dotnet"), [HubNode.ServerDll, .. arguments]) { RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        start.Environment["ASPNETCORE_URLS"] = $"http://127.0.0.1:{FreePort.Next()}";
        start.Environment["Hub__Data"] = _folder.Path;
        foreach (var (key, value) in settings) start.Environment[key] = value;
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
        return (process.ExitCode, await output + await errors);
    }
}
