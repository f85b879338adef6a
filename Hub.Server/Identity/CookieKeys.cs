using System.Security.Cryptography;
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
    private const int NonceSize = 12;
    private const int TagSize = 16;

    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var db = databases.CreateDbContext();
        return db.Keys.AsNoTracking().ToList().Select(row => XElement.Parse(Open(row))).ToList();
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using var db = databases.CreateDbContext();
        db.Keys.Add(new SealedKey { Name = friendlyName, Value = Seal(friendlyName, element.ToString(SaveOptions.DisableFormatting)) });
        db.SaveChanges();
    }

    private byte[] Seal(string name, string text)
    {
        var plain = Encoding.UTF8.GetBytes(text);
        var box = new byte[NonceSize + plain.Length + TagSize];
        RandomNumberGenerator.Fill(box.AsSpan(0, NonceSize));
        using var aes = Cipher();
        aes.Encrypt(box.AsSpan(0, NonceSize), plain, box.AsSpan(NonceSize, plain.Length), box.AsSpan(NonceSize + plain.Length), Encoding.UTF8.GetBytes(name));
        return box;
    }

    private string Open(SealedKey row)
    {
        var box = row.Value.AsSpan();
        var plain = new byte[box.Length - NonceSize - TagSize];
        using var aes = Cipher();
        aes.Decrypt(box[..NonceSize], box.Slice(NonceSize, plain.Length), box[^TagSize..], plain, Encoding.UTF8.GetBytes(row.Name));
        return Encoding.UTF8.GetString(plain);
    }

    private AesGcm Cipher() => new(master.Derive("cookie-keys"), TagSize);
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
