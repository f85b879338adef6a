using System.Text;
using System.Xml.Linq;
using Hub.Core.Data;
using Hub.Core.Journal;
using Hub.Server.Setup;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Hub.Server.Identity;

/// <summary>
/// The keys of the cookies lie in the database, so that every node reads every node's cookies, sealed (AES-256-GCM, the name as associated data)
/// under a key derived from the master key: a dump of the database makes no cookies.
/// </summary>
public sealed class CookieKeys(IDbContextFactory<HubDb> databases, MasterKey master) : IXmlRepository
{
    private readonly KeySealer _sealer = new(master.Derive("cookie-keys"));

    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var db = databases.CreateDbContext();
        return db.Keys.AsNoTracking().Where(k => !k.Name.StartsWith(SealedKey.OfTheHouse)).ToList()
            .ConvertAll(row => XElement.Parse(Encoding.UTF8.GetString(_sealer.Open(row.Name, row.Value))));
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using var db = databases.CreateDbContext();
        db.Keys.Add(new SealedKey { Name = friendlyName, Value = _sealer.Seal(friendlyName, Encoding.UTF8.GetBytes(element.ToString(SaveOptions.DisableFormatting))) });
        db.SaveChanges();
    }
}

public static class CookieKeyServices
{
    /// <summary>One box: files with owner-only rights in the data folder. Several nodes: sealed in the database.</summary>
    public static IServiceCollection AddHubDataProtection(this IServiceCollection services, HubSettings settings)
    {
        var protection = services.AddDataProtection().SetApplicationName("care-hub");
        if (settings.Database is null)
            protection.PersistKeysToFileSystem(new DirectoryInfo(Path.Combine(settings.Data, "keys"))); // they have the folder's rights: its owner only
        else
            services.AddSingleton<CookieKeys>().AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider =>
                new ConfigureOptions<KeyManagementOptions>(options => options.XmlRepository = provider.GetRequiredService<CookieKeys>()));
        return services;
    }
}
