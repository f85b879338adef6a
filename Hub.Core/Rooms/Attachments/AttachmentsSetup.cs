using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Hub.Core.Rooms.Attachments;

/// <summary>Registers attachments. Needs what rooms need.</summary>
public static class AttachmentsSetup
{
    /// <param name="folder">Where the sealed files lie; shared by all nodes.</param>
    /// <param name="clamd">Address of a virus scanner; null: none.</param>
    public static IServiceCollection AddHubAttachments(this IServiceCollection services, string folder, string? clamd)
    {
        services.AddSingleton(new FileStore(folder));
        if (clamd is not null) services.AddSingleton<IScanner>(provider => new ClamdScanner(clamd, provider.GetRequiredService<ILogger<ClamdScanner>>()));
        services.AddSingleton<AttachmentService>();
        // Files on disk carry the real time.
        services.AddSingleton(provider => new AttachmentSweeper(provider.GetRequiredService<Data.Database>(), provider.GetRequiredService<FileStore>(), TimeProvider.System));
        return services.AddHostedService<AttachmentRemoval>();
    }
}
