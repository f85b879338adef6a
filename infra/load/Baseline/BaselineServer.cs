namespace Hub.Load.Baseline;

/// <summary>
/// What SignalR gives out of the box: a group a room, every post broadcast to it. Nothing is kept, nobody is checked.
/// It is the yardstick, so it runs on the framework's own defaults.
/// </summary>
internal static class BaselineServer
{
    public const string Command = "baseline-server";
    public const string HubPath = "/hubs/baseline";
    public const string ReadyPath = "/ready";

    public static void Run(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddSignalR();
        builder.Services.AddSingleton<BaselineSeqs>();
        builder.Services.AddSingleton(TimeProvider.System);
        var app = builder.Build();
        app.MapGet(ReadyPath, () => Results.Ok());
        app.MapHub<BaselineHub>(HubPath);
        app.Run();
    }
}
