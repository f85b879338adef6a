using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;
using Hub.Tests.Support;

namespace Hub.Tests.Rooms.Attachments;

/// <summary>Speaks clamd's INSTREAM and finds EICAR's test string, as clamd does.</summary>
internal sealed class FakeClamd : IAsyncDisposable
{
    private readonly TempFolder folder = new("clamd");
    private readonly Socket listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly Task serving;

    /// <param name="answer">What it says instead of what it found; "" = it hangs up.</param>
    public FakeClamd(string? answer = null)
    {
        listener.Bind(new UnixDomainSocketEndPoint(Address));
        listener.Listen();
        serving = ServeAsync(answer);
    }

    public string Address => folder.At("clamd.ctl");
    public int Scanned { get; private set; }

    private async Task ServeAsync(string? answer)
    {
        try
        {
            while (true)
            {
                using var socket = await listener.AcceptAsync();
                await using var stream = new NetworkStream(socket);
                var command = new byte[10];
                await stream.ReadExactlyAsync(command);
                if (Encoding.ASCII.GetString(command) != "zINSTREAM\0") continue;
                var content = new MemoryStream();
                var length = new byte[4];
                while (true)
                {
                    await stream.ReadExactlyAsync(length);
                    var size = BinaryPrimitives.ReadInt32BigEndian(length);
                    if (size == 0) break;
                    var piece = new byte[size];
                    await stream.ReadExactlyAsync(piece);
                    content.Write(piece);
                }
                Scanned++;
                var found = Encoding.Latin1.GetString(content.ToArray()).Contains(Files.Eicar, StringComparison.Ordinal);
                await stream.WriteAsync(Encoding.ASCII.GetBytes(answer ?? (found ? "stream: Eicar-Test-Signature FOUND\0" : "stream: OK\0")));
            }
        }
        catch (Exception ended) when (ended is SocketException or ObjectDisposedException or IOException)
        {
            // The test is over.
        }
    }

    public async ValueTask DisposeAsync()
    {
        listener.Dispose();
        await serving;
        folder.Dispose();
    }
}
