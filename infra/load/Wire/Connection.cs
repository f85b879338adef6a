using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Hub.Load.Wire;

/// <summary>
/// One SignalR connection (JSON protocol) over a WebSocket spoken by hand (RFC 6455, client side), no more of it than a hub needs.
/// What arrives is handed over message by message (without the 0x1e that ends each) from one buffer that all connections share.
/// Not thread-safe: the generator's one thread owns it.
/// </summary>
internal sealed class Connection : IDisposable
{
    private static readonly byte[] Shared = new byte[1 << 18];
    private readonly Socket socket;
    private byte[] rest = [];
    private int restLength;
    private readonly byte[] header = new byte[14];
    private int headerLength;
    private long frameLeft;
    private int opcode;
    private byte[] unsent = [];
    private int unsentLength;

    public int Fd { get; }
    public bool Closed { get; private set; }
    public bool Blocked => unsentLength > 0;

    /// <summary>Connects and upgrades; throws when the server answers anything but 101.</summary>
    public Connection(IPEndPoint server, string path, string? cookie, int? receiveBuffer = null)
    {
        socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveTimeout = 10_000 };
        if (receiveBuffer is { } bytes) socket.ReceiveBufferSize = bytes;
        socket.Connect(server);
        Fd = (int)socket.Handle;
        var key = Convert.ToBase64String(Guid.CreateVersion7().ToByteArray());
        socket.Send(Encoding.ASCII.GetBytes(
            $"GET {path} HTTP/1.1\r\nHost: {server}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: {key}\r\n" +
            $"Sec-WebSocket-Version: 13\r\n{(cookie is null ? "" : $"Cookie: {cookie}\r\n")}\r\n"));
        var answer = new byte[8192];
        var length = 0;
        while (answer.AsSpan(0, length).IndexOf("\r\n\r\n"u8) < 0)
        {
            var n = socket.Receive(answer, length, 1, SocketFlags.None);
            if (n == 0 || (length += n) == answer.Length) break;
        }
        if (!answer.AsSpan(0, length).StartsWith("HTTP/1.1 101"u8))
            throw new IOException($"{path}: {Encoding.ASCII.GetString(answer, 0, length).Split('\r')[0]}");
    }

    /// <summary>Sends one text frame, masked with a fixed key (the mask hides nothing from a server). What the kernel does not take waits.</summary>
    public void Send(ReadOnlySpan<byte> payload) => Frame(0x81, payload);

    public void Flush()
    {
        var sent = Epoll.Send(Fd, unsent.AsSpan(0, unsentLength));
        if (sent == -2) Closed = true;
        if (sent <= 0) return;
        unsent.AsSpan(sent, unsentLength - sent).CopyTo(unsent);
        unsentLength -= sent;
    }

    /// <summary>Reads what is there, once, and hands each whole SignalR message to <paramref name="sink"/>. True when there may be more.</summary>
    public bool Read<TSink>(ref TSink sink) where TSink : IMessages, allows ref struct
    {
        rest.AsSpan(0, restLength).CopyTo(Shared);
        var end = restLength;
        var room = Shared.AsSpan(end);
        var read = Epoll.Receive(Fd, room);
        if (read is 0 or -2) Closed = true;
        if (read <= 0) return false;
        // Frames are peeled in place: payloads move left over the headers, so that messages lie whole side by side.
        for (var raw = room[..read]; raw.Length > 0;)
        {
            if (frameLeft == 0 && !Header(ref raw)) break;
            var take = (int)Math.Min(frameLeft, raw.Length);
            if (opcode is 0 or 1)
            {
                raw[..take].CopyTo(Shared.AsSpan(end));
                end += take;
            }
            raw = raw[take..];
            frameLeft -= take;
        }
        var at = Shared.AsSpan(0, end);
        for (int stop; (stop = at.IndexOf((byte)0x1e)) >= 0; at = at[(stop + 1)..]) sink.Message(at[..stop]);
        if (at.Length > rest.Length) rest = new byte[Math.Min(Shared.Length - 4096, Math.Max(512, at.Length * 2))];
        at.CopyTo(rest);
        restLength = at.Length;
        return read == room.Length;
    }

    public void Dispose()
    {
        Closed = true;
        socket.Dispose();
    }

    private bool Header(ref Span<byte> raw)
    {
        for (; ; )
        {
            var need = headerLength < 2 ? 2 : (header[1] & 0x7f) switch { 126 => 4, 127 => 10, _ => 2 };
            if (headerLength == need) break;
            if (raw.Length == 0) return false;
            header[headerLength++] = raw[0];
            raw = raw[1..];
        }
        opcode = header[0] & 0xf;
        frameLeft = headerLength switch
        {
            4 => BinaryPrimitives.ReadUInt16BigEndian(header.AsSpan(2)),
            10 => BinaryPrimitives.ReadInt64BigEndian(header.AsSpan(2)),
            _ => header[1] & 0x7f,
        };
        headerLength = 0;
        if (opcode == 8) Closed = true;
        if (opcode == 9) Frame(0x8a, []);
        return true;
    }

    private void Frame(byte first, ReadOnlySpan<byte> payload)
    {
        const uint mask = 0x5a3c96e1;
        var wide = payload.Length > 125;
        var size = payload.Length + (wide ? 8 : 6);
        if (unsent.Length < unsentLength + size) Array.Resize(ref unsent, Math.Max(1024, (unsentLength + size) * 2));
        var frame = unsent.AsSpan(unsentLength, size);
        frame[0] = first;
        frame[1] = (byte)(0x80 | (wide ? 126 : payload.Length));
        if (wide) BinaryPrimitives.WriteUInt16BigEndian(frame[2..], checked((ushort)payload.Length));
        BinaryPrimitives.WriteUInt32BigEndian(frame[(wide ? 4 : 2)..], mask);
        var body = frame[(wide ? 8 : 6)..];
        for (var i = 0; i < payload.Length; i++) body[i] = (byte)(payload[i] ^ (byte)(mask >> (24 - 8 * (i & 3))));
        unsentLength += size;
        Flush();
    }
}

/// <summary>Takes the messages of a connection; the span is gone when the call returns.</summary>
internal interface IMessages
{
    void Message(ReadOnlySpan<byte> message);
}
