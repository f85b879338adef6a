using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;

namespace Hub.Load.Measure;

/// <summary>
/// Makes another .NET process collect its garbage, so that what is left can be compared: an event session with the keyword
/// GCHeapCollect, over the runtime's diagnostic socket (dotnet/diagnostics, documentation/design-docs/ipc-protocol.md).
/// </summary>
internal static class Collector
{
    private const byte EventPipe = 2, CollectTracing2 = 3;
    private const ulong GCHeapCollect = 0x800000;

    public static async Task CollectAsync(int pid)
    {
        var path = Directory.GetFiles(Path.GetTempPath(), $"dotnet-diagnostic-{pid}-*-socket").Single();
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(path));
        await socket.SendAsync(Request());
        await Task.Delay(TimeSpan.FromSeconds(2));
        // Closing the socket ends the session.
    }

    private static byte[] Request()
    {
        using var payload = new MemoryStream();
        using var write = new BinaryWriter(payload);
        write.Write(16); // buffer, MB
        write.Write(1); // format: nettrace
        write.Write((byte)0); // no rundown
        write.Write(1); // one provider
        write.Write(GCHeapCollect);
        write.Write(4); // informational
        Text(write, "Microsoft-Windows-DotNETRuntime");
        Text(write, "");
        var request = new byte[20 + payload.Length];
        "DOTNET_IPC_V1\0"u8.CopyTo(request);
        BinaryPrimitives.WriteUInt16LittleEndian(request.AsSpan(14), (ushort)request.Length);
        (request[16], request[17]) = (EventPipe, CollectTracing2);
        payload.ToArray().CopyTo(request, 20);
        return request;
    }

    private static void Text(BinaryWriter write, string text)
    {
        write.Write(text.Length + 1);
        write.Write(Encoding.Unicode.GetBytes(text + '\0'));
    }
}
