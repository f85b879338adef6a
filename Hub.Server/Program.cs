using Hub.Server.Setup;

var builder = WebApplication.CreateBuilder(args);
builder.AddWebClient();
var app = builder.Build();
app.UseWebClientHeaders();
app.MapWebClient();
app.Run();
