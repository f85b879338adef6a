namespace Hub.Core.Rooms.Reviews;

/// <summary>
/// One piece of evidence: a link (http or https) or a plain reference, as of a guideline. It is shown, never fetched. What only looks like a link is
/// refused, so that nobody presses something that does not lead where it says.
/// </summary>
public static class Evidence
{
    // What a browser might run when pressed; a reference may well begin with "PMID:" or "doi:".
    private static readonly string[] Runs = ["javascript:", "data:", "vbscript:", "blob:", "file:"];

    /// <summary>Whether it is a link, which a page may show as one.</summary>
    public static bool IsLink(string text) =>
        Uri.TryCreate(text.Trim(), UriKind.Absolute, out var link) && link.Scheme is "http" or "https" && link.Host.Length > 0 && link.UserInfo.Length == 0 && !text.Trim().Any(char.IsWhiteSpace);

    /// <summary>What is wrong with it; null: nothing.</summary>
    public static Refusal? Wrong(string text)
    {
        var plain = text.Trim();
        if (plain.Any(char.IsControl)) return Refusal.Malformed("Evidence is one line of text each.");
        if (Runs.Any(r => plain.StartsWith(r, StringComparison.OrdinalIgnoreCase))) return Refusal.Malformed("Evidence is a link (http or https) or the name of a reference.");
        return plain.Contains("://", StringComparison.Ordinal) && !plain.Any(char.IsWhiteSpace) && !IsLink(plain)
            ? Refusal.Malformed("A link in the evidence begins with http:// or https:// and names a host.")
            : null;
    }
}
