namespace Hub.Core.People;

public enum LinkKind : short { SetUp = 1, Invitation = 2, Reset = 3 }

/// <summary>A link that works once: the first administrator's set-up, an invitation, a password reset. Only the token's hash is kept.</summary>
public sealed class OneTimeLink
{
    public Guid Id { get; set; }
    public LinkKind Kind { get; set; }
    public byte[] TokenHash { get; set; } = [];

    /// <summary>Whose password a reset sets.</summary>
    public Guid? PersonId { get; set; }

    /// <summary>What an invitation proposes; the invited person may fill in what is missing.</summary>
    public string? DisplayName { get; set; }
    public string? UserName { get; set; }
    public string? Discipline { get; set; }
    public bool IsAdmin { get; set; }

    public Guid? CreatedBy { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
    public DateTimeOffset ExpiresAt { get; set; }
    public DateTimeOffset? UsedAt { get; set; }
}
