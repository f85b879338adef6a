namespace Hub.Core.Rooms.Attachments;

/// <summary>Whether a message may carry the files that it names. Pure.</summary>
internal static class AttachmentRules
{
    /// <summary>The files in the order named; null when none are.</summary>
    /// <param name="ids">What the command names.</param>
    /// <param name="fault">Why not.</param>
    public static IReadOnlyList<Attachment>? Take(IReadOnlyList<Guid>? ids, in Deciding by, out Refusal? fault)
    {
        fault = null;
        if (ids is not { Count: > 0 }) return null;
        if (ids.Count > AttachmentLimits.MostInMessage) fault = Refusal.Malformed($"A message has at most {AttachmentLimits.MostInMessage} files.");
        else if (ids.Distinct().Count() < ids.Count) fault = Refusal.Malformed("The same file is attached twice.");
        if (fault is not null) return null;
        var files = new List<Attachment>(ids.Count);
        foreach (var id in ids)
        {
            if (by.Facts.Upload(id) is not { Seq: null } upload || upload.By != by.Actor)
            {
                fault = Refusal.Conflict("An attached file is not there any more, or is in another message. Attach it again.");
                return null;
            }
            files.Add(upload.File);
        }
        return files;
    }
}
