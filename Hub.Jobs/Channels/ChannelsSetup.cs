using Hub.Core.Data;
using Hub.Core.Journal;
using Hub.Core.Notifications.Outbox;
using Hub.Jobs.Channels.Mail;
using Hub.Jobs.Channels.Push;
using Hub.Jobs.Channels.Webhooks;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Jobs.Channels;

public static class ChannelsSetup
{
    /// <summary>Registers the ways out of the house. What stands in the page needs no sending, so it has no channel here. Needs what people are told and where.</summary>
    public static IServiceCollection AddHubChannels(this IServiceCollection services, ChannelSettings settings) => services
        .AddSingleton(settings)
        .AddSingleton(provider => new VapidKeys(provider.GetRequiredService<IDbContextFactory<HubDb>>(), provider.GetRequiredService<MasterKey>(), TimeProvider.System))
        .AddSingleton<MailChannel>().AddSingleton<IChannel>(provider => provider.GetRequiredService<MailChannel>())
        .AddSingleton<IChannel, PushChannel>()
        // A receiver refuses an old timestamp, so it is the real one.
        .AddSingleton<IChannel>(provider => new WebhookChannel(provider.GetRequiredService<Core.Notifications.Contacts.Webhooks>(), settings, TimeProvider.System));
}
