using Microsoft.EntityFrameworkCore;

namespace Hub.Core.Data;

/// <summary>A key that the nodes share (those of the sign-in cookies), sealed under the master key.</summary>
public sealed class SealedKey
{
    public string Name { get; set; } = "";
    public byte[] Value { get; set; } = [];

    internal static void Configure(ModelBuilder model) => model.Entity<SealedKey>(e =>
    {
        e.ToTable("keys");
        e.HasKey(k => k.Name);
    });
}
