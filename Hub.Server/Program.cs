using Hub.Jobs.Engines;
using Hub.Server.Api;
using Hub.Server.Identity;
using Hub.Server.Realtime;
using Hub.Server.Setup;

var builder = WebApplication.CreateBuilder(args);
if (Launch.ReadSettings(builder) is not { } settings) return 1;

builder.AddHubLogs();
builder.AddWebClient();
builder.AddHubApi();
builder.Services.AddHubData(settings);
builder.Services.AddHubIdentity(settings);
builder.Services.AddHubRealtime(settings);
if (settings.Role != NodeRole.Web) builder.Services.AddHubJobs();

var app = builder.Build();
app.UseHubGates();
app.MapHealth();
if (settings.Role != NodeRole.Jobs)
{
    app.MapHubApi();
    app.MapRoomHub();
    app.MapWebClient();
}
return await app.RunAsync(args);
