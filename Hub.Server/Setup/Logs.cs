namespace Hub.Server.Setup;

public static class Logs
{
    /// <summary>The frameworks' own chatter is left out: it names addresses, and those of one-time links are secrets.</summary>
    public static void AddHubLogs(this WebApplicationBuilder builder) => builder.Logging
        .AddFilter("Microsoft.AspNetCore", LogLevel.Warning)
        .AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error)
        // Each refusal would be an error with its stack, thousands a second when a client insists. What is unforeseen, RefusalFilter writes.
        .AddFilter("Microsoft.AspNetCore.SignalR.Internal.DefaultHubDispatcher", LogLevel.Critical)
        .AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Warning)
        // What fails there is thrown, and told by whoever asked: once, and of an outage not for each request (OutageLog).
        .AddFilter("Microsoft.EntityFrameworkCore.Query", LogLevel.Critical)
        .AddFilter("Microsoft.EntityFrameworkCore.Update", LogLevel.Critical)
        .AddFilter("Microsoft.EntityFrameworkCore.Database", LogLevel.Critical)
        .AddFilter("Quartz", LogLevel.Warning);
}
