namespace Hub.Core.Rooms;

/// <summary>A refusal of the contract: an HTTP status and a sentence for the person. Nothing was written.</summary>
public sealed class Refusal(int status, string detail) : Exception(detail)
{
    public int Status { get; } = status;
    /// <summary>For programs that must tell this refusal from others of its status; null: the status says enough.</summary>
    public string? Code { get; init; }

    public static Refusal Malformed(string detail) => new(400, detail);
    /// <summary>Unknown and not-a-member look the same, so that nobody can probe for rooms.</summary>
    public static Refusal NotFound(string detail = "No such room, or you are not a member of it.") => new(404, detail);
    public static Refusal Forbidden(string detail) => new(403, detail);
    public static Refusal Conflict(string detail) => new(409, detail);
    public static Refusal TooLong(string detail) => new(413, detail);
    public static Refusal TryLater(string detail) => new(503, detail);
}
