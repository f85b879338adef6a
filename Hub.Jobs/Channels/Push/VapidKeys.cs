using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Hub.Core.Data;
using Hub.Core.Journal;
using Microsoft.EntityFrameworkCore;

namespace Hub.Jobs.Channels.Push;

/// <summary>
/// The key pair by which push services know us (RFC 8292): made once by whichever node needs it first, sealed in the database, the same on every node.
/// Browsers subscribed to its public half, so it is never changed.
/// </summary>
public sealed class VapidKeys(IDbContextFactory<HubDb> databases, MasterKey master, TimeProvider realClock)
{
    private const string Name = SealedKey.OfTheHouse + "vapid";
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(12); // at most 24 h (RFC 8292 §2)

    private readonly KeySealer _sealer = new(master.Derive("vapid"));
    private ECParameters? _pair;

    /// <summary>What a browser subscribes with: the public key, 65 bytes, base64url.</summary>
    public async Task<string> PublicKeyAsync(CancellationToken cancel = default) => Base64Url.EncodeToString(PushCipher.Point((await PairAsync(cancel)).Q));

    /// <summary>The Authorization header of a push to this service.</summary>
    /// <param name="subject">mailto: or https, whom to ask about us.</param>
    public async Task<string> AuthorizationAsync(Uri service, string subject, CancellationToken cancel)
    {
        var claims = new Dictionary<string, object> { ["aud"] = service.GetLeftPart(UriPartial.Authority), ["exp"] = (realClock.GetUtcNow() + Lifetime).ToUnixTimeSeconds(), ["sub"] = subject };
        var signed = $"{Part("{\"typ\":\"JWT\",\"alg\":\"ES256\"}"u8)}.{Part(JsonSerializer.SerializeToUtf8Bytes(claims))}";
        using var key = ECDsa.Create(await PairAsync(cancel));
        var signature = key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        return $"vapid t={signed}.{Part(signature)}, k={await PublicKeyAsync(cancel)}";
    }

    private static string Part(ReadOnlySpan<byte> bytes) => Base64Url.EncodeToString(bytes);

    private async Task<ECParameters> PairAsync(CancellationToken cancel)
    {
        if (_pair is { } known) return known;
        await using var db = await databases.CreateDbContextAsync(cancel);
        if (await StoredAsync(db, cancel) is not { } stored)
        {
            using var made = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            db.Keys.Add(new SealedKey { Name = Name, Value = _sealer.Seal(Name, made.ExportECPrivateKey()) });
            try
            {
                await db.SaveChangesAsync(cancel);
            }
            // Another node was first; its pair is the one.
            catch (DbUpdateException)
            {
                db.ChangeTracker.Clear();
            }
            stored = await StoredAsync(db, cancel) ?? throw new InvalidOperationException("The key pair for pushes can neither be written nor read.");
        }
        using var key = ECDsa.Create();
        key.ImportECPrivateKey(stored, out _);
        var pair = key.ExportParameters(true);
        _pair = pair;
        return pair;
    }

    private async Task<byte[]?> StoredAsync(HubDb db, CancellationToken cancel) =>
        await db.Keys.AsNoTracking().SingleOrDefaultAsync(k => k.Name == Name, cancel) is { } row ? _sealer.Open(Name, row.Value) : null;
}
