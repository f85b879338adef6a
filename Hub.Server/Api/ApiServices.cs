using Hub.Server.Identity;
using Hub.Server.Setup;

namespace Hub.Server.Api;

public static class ApiServices
{
    /// <summary>The transport's limit of one request's body, in bytes: a text of 32 KB in the longest JSON escapes, and room for more.</summary>
    public const int LongestRequest = 256 * 1024;

    public static void AddHubApi(this WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LongestRequest;
        });
        builder.Services.AddHubErrors().ConfigureHttpJsonOptions(json => Json.Configure(json.SerializerOptions));
        builder.Services.AddOpenApi(options => options.AddDocumentTransformer((document, context, cancel) =>
        {
            document.Info.Title = "Care Hub";
            document.Servers?.Clear();
            return VocabularyDocument.DescribeAsync(document, context, cancel);
        }));
    }

    /// <summary>What every request passes before it is answered.</summary>
    public static void UseHubGates(this WebApplication app)
    {
        app.UseForwardedHeaders();
        app.UseWebClientHeaders();
        app.UseHubErrors();
        app.UseOriginCheck();
        app.UseRateLimiter();
        app.UseAuthentication();
        app.UsePersonCheck();
        app.UseAuthorization();
    }

    /// <summary>Everything for people: nothing of it is there on a node that only works by the clock.</summary>
    public static void MapHubApi(this WebApplication app)
    {
        app.MapDevApi();
        app.MapSignInApi();
        app.MapLinksApi();
        app.MapMeApi();
        app.MapSessionsApi();
        app.MapRoomsApi();
        app.MapSearchApi();
        app.MapAttachmentsApi();
        app.MapTeamsApi();
        app.MapThanksApi();
        app.MapAsksApi();
        app.MapNudgesApi();
        app.MapNotificationsApi();
        app.MapReviewsApi();
        app.MapSeriesApi();
        app.MapCalendarApi();
        app.MapMinutesApi();
        app.MapReviewHistoryApi();
        app.MapRetentionApi();
        app.MapChannelsApi();
        app.MapUnsubscribeApi();
        app.MapOutboxApi();
        app.MapAdminApi();
        app.MapJobsApi();
        app.MapOpenApi().AllowAnonymous();
    }
}
