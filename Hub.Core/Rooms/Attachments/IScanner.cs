namespace Hub.Core.Rooms.Attachments;

/// <summary>Looks for malware in what is attached, before anybody can get it.</summary>
public interface IScanner
{
    /// <summary>Whether the file is clean.</summary>
    /// <param name="clear">The file in the clear, in pieces.</param>
    /// <exception cref="Refusal">503: the scanner gives no answer, so nothing is taken.</exception>
    Task<bool> IsCleanAsync(IAsyncEnumerable<ReadOnlyMemory<byte>> clear, CancellationToken cancel);
}
