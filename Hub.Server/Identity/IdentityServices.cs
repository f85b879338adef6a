using System.Threading.RateLimiting;
using Hub.Core.Data;
using Hub.Core.People;
using Hub.Core.Rooms;
using Hub.Core.Sessions;
using Hub.Server.Api;
using Hub.Server.Setup;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Hub.Server.Identity;

public static class IdentityServices
{
    /// <summary>Routes under this policy are for administrators. It opens no room.</summary>
    public const string Administrators = "administrators";

    /// <summary>The rate limit of what anybody may call who is not signed in.</summary>
    public const string Anonymous = "anonymous";

    /// <summary>How often the hub is made to write to addresses that nobody has confirmed.</summary>
    public const string Mails = "mails";

    public static IServiceCollection AddHubIdentity(this IServiceCollection services, HubSettings settings)
    {
        AddPeople(services);
        AddSessions(services);
        if (settings.Role != NodeRole.Jobs) services.AddHostedService<SetUpLink>();
        services.AddHubDataProtection(settings);
        services.AddRateLimiter(options =>
        {
            options.AddPolicy(Anonymous, http => RateLimitPartition.GetTokenBucketLimiter(http.Connection.RemoteIpAddress?.ToString() ?? "",
                _ => new() { TokenLimit = 60, TokensPerPeriod = 10, ReplenishmentPeriod = TimeSpan.FromSeconds(1) }));
            options.AddPolicy(Mails, http => RateLimitPartition.GetTokenBucketLimiter(http.Connection.RemoteIpAddress?.ToString() ?? "",
                _ => new() { TokenLimit = 20, TokensPerPeriod = 4, ReplenishmentPeriod = TimeSpan.FromMinutes(1) }));
            options.OnRejected = async (context, _) => await Problems.TooMany(context.HttpContext, TimeSpan.FromSeconds(1)).ExecuteAsync(context.HttpContext);
        });
        services.Configure<ForwardedHeadersOptions>(options =>
        {
            options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            foreach (var network in settings.Proxies) options.KnownIPNetworks.Add(network);
        });
        return services;
    }

    private static void AddPeople(IServiceCollection services)
    {
        services.AddIdentityCore<Person>(options =>
        {
            options.Password = new() { RequiredLength = PasswordRules.Least, RequireDigit = false, RequireLowercase = false, RequireUppercase = false, RequireNonAlphanumeric = false };
            options.User.AllowedUserNameCharacters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_";
        }).AddEntityFrameworkStores<HubDb>();
        // Identity's own rule counts what ours says better; one sentence is enough.
        services.RemoveAll<IPasswordValidator<Person>>().AddSingleton<IPasswordValidator<Person>, PasswordRules>();
        services.Configure<PasswordHasherOptions>(options => options.IterationCount = 210_000);
        services.AddSingleton<PeopleDirectory>().AddSingleton<IPeopleDirectory>(provider => provider.GetRequiredService<PeopleDirectory>())
            .AddSingleton<Core.Rooms.Search.ISearchPeople>(provider => provider.GetRequiredService<PeopleDirectory>());
        services.AddScoped(provider => new OneTimeLinks(provider.GetRequiredService<HubDb>(), TimeProvider.System)).AddScoped<Accounts>();
        services.AddSingleton(_ => new SignInBrake(TimeProvider.System)).AddSingleton<PasswordGate>().AddScoped<PasswordCheck>();
        services.AddScoped<IStepUp, PasswordStepUp>().AddScoped<IStepUp, ConfirmationStepUp>();
    }

    private static void AddSessions(IServiceCollection services)
    {
        services.AddSingleton(provider => new SessionStore(provider.GetRequiredService<IDbContextFactory<HubDb>>(), TimeProvider.System));
        services.AddSingleton<SessionCache>().AddSingleton<ISessionWatch>(provider => provider.GetRequiredService<SessionCache>());
        services.AddAuthentication(SessionCookie.Scheme).AddCookie(SessionCookie.Scheme, SessionCookie.Configure);
        services.AddAuthorizationBuilder().AddPolicy(Administrators, policy => policy.RequireAuthenticatedUser().RequireClaim(Caller.AdminClaim));
    }
}
