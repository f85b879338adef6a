namespace Hub.Core;

/// <summary>Identifiers made by the server: UUID version 7 (RFC 9562 §5.7), so that rows made together lie together.</summary>
public static class Ids
{
    /// <summary>A new UUIDv7 whose time part is <paramref name="now"/>.</summary>
    public static Guid New(DateTimeOffset now) => Guid.CreateVersion7(now);

    /// <summary>The actor of everything a job does; no person has it.</summary>
    public static readonly Guid System = new("00000000-0000-7000-8000-000000000001");
}
