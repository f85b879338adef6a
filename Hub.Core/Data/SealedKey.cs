using Microsoft.EntityFrameworkCore;

namespace Hub.Core.Data;

/// <summary>A key that the nodes share, sealed under the master key: those of the sign-in cookies, and our own.</summary>
public sealed class SealedKey
{
    /// <summary>How the names of our own begin; the others are cookie keys.</summary>
    public const string OfTheHouse = "house/";

    public string Name { get; set; } = "";
    public byte[] Value { get; set; } = [];

    internal static void Configure(ModelBuilder model) => model.Entity<SealedKey>(e =>
    {
        e.ToTable("keys");
        e.HasKey(k => k.Name);
    });
}
