using Hub.Jobs;
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
builder.Services.AddHubJobs(settings.Engine, ticking: settings.Role != NodeRole.Web);

var app = builder.Build();
app.UseHubGates();
app.MapHealth();
if (settings.Role != NodeRole.Jobs)
{
    app.MapHubApi();
    app.MapEngine(settings.Engine, IdentityServices.Administrators);
    app.MapRoomHub();
    app.MapWebClient();
}
return await app.RunAsync(args);
