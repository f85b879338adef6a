using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Logging;

namespace Hub.Core.Rooms.Attachments;

/// <summary>ClamAV's daemon by its socket: the command INSTREAM (clamd(8)), a connection a file. Each piece goes out behind its length; a length of zero ends it.</summary>
/// <param name="address">Path of a Unix socket, or <c>host:port</c>.</param>
public sealed partial class ClamdScanner(string address, ILogger<ClamdScanner> log) : IScanner
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private const int LongestAnswer = 1024;

    /// <summary>Where <paramref name="address"/> leads; null when it is neither the path of a socket nor host:port.</summary>
    public static EndPoint? EndPointOf(string address)
    {
        if (address.StartsWith('/')) return Encoding.UTF8.GetByteCount(address) < 108 ? new UnixDomainSocketEndPoint(address) : null;
        var colon = address.LastIndexOf(':');
        return colon > 0 && ushort.TryParse(address.AsSpan(colon + 1), System.Globalization.NumberStyles.None, null, out var port) && port > 0
            && Uri.CheckHostName(address[..colon].Trim('[', ']')) != UriHostNameType.Unknown
            ? new DnsEndPoint(address[..colon].Trim('[', ']'), port)
            : null;
    }

    public async Task<bool> IsCleanAsync(IAsyncEnumerable<ReadOnlyMemory<byte>> clear, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(Patience);
        try
        {
            var answer = await AskAsync(clear, limit.Token);
            if (answer.EndsWith(" OK", StringComparison.Ordinal)) return true;
            if (answer.EndsWith(" FOUND", StringComparison.Ordinal)) return false;
            LogAnswer(log, answer);
        }
        catch (Exception away) when (away is SocketException or IOException || (away is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            LogAway(log, away.GetType().Name);
        }
        throw Refusal.TryLater("The virus scanner gives no answer just now, so the file was not taken. Your text is kept; try again in a moment.");
    }

    private async Task<string> AskAsync(IAsyncEnumerable<ReadOnlyMemory<byte>> clear, CancellationToken cancel)
    {
        var to = EndPointOf(address)!;
        using var socket = to is UnixDomainSocketEndPoint ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified) : new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(to, cancel);
        await using var stream = new NetworkStream(socket);
        await stream.WriteAsync("zINSTREAM\0"u8.ToArray(), cancel);
        var length = new byte[4];
        await foreach (var piece in clear.WithCancellation(cancel))
        {
            // A length of zero would end it.
            if (piece.IsEmpty) continue;
            BinaryPrimitives.WriteUInt32BigEndian(length, (uint)piece.Length);
            await stream.WriteAsync(length, cancel);
            await stream.WriteAsync(piece, cancel);
        }
        await stream.WriteAsync(new byte[4], cancel);
        var answer = new byte[LongestAnswer];
        var got = 0;
        while (got < answer.Length && await stream.ReadAsync(answer.AsMemory(got), cancel) is var read and > 0)
        {
            got += read;
            if (answer.AsSpan(0, got).Contains((byte)0)) break;
        }
        return Encoding.UTF8.GetString(answer, 0, got).TrimEnd('\0', '\n');
    }

    [LoggerMessage(121, LogLevel.Error, "The virus scanner answered neither OK nor FOUND: {Answer}. Nothing is taken.")]
    private static partial void LogAnswer(ILogger log, string answer);

    [LoggerMessage(122, LogLevel.Error, "The virus scanner (Hub:Clamd) cannot be reached ({What}). Nothing is taken.")]
    private static partial void LogAway(ILogger log, string what);
}
