using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Hub.Load.Wire;

/// <summary>
/// The kernel's readiness queue (epoll(7), Linux only). One thread reads thousands of sockets through it without a task,
/// an allocation or a lock a message: the generator shares its cores with the server it measures.
/// </summary>
internal sealed partial class Epoll : IDisposable
{
    public const uint In = 0x1, Out = 0x4, ReadHup = 0x2000;
    private const int Add = 1, Modify = 3;
    private const int Again = 11, Interrupted = 4;

    // struct epoll_event is packed on x86-64 only.
    private static readonly int Stride = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 12 : 16;
    private readonly byte[] events = new byte[512 * Stride];
    private readonly int queue = Check(epoll_create1(0));

    public void Watch(int fd, int token, uint what) => Control(Add, fd, token, what);

    public void Change(int fd, int token, uint what) => Control(Modify, fd, token, what);

    /// <summary>Waits at most <paramref name="ticks"/> of <see cref="Stopwatch"/>; returns how many sockets are ready.</summary>
    public unsafe int Wait(long ticks)
    {
        var nanoseconds = (long)(Math.Max(ticks, 0) * (1e9 / Stopwatch.Frequency));
        var timeout = stackalloc long[2] { nanoseconds / 1_000_000_000, nanoseconds % 1_000_000_000 };
        fixed (byte* at = events)
        {
            var n = epoll_pwait2(queue, at, events.Length / Stride, timeout, null);
            return n >= 0 || Marshal.GetLastPInvokeError() == Interrupted ? Math.Max(n, 0) : Check(n);
        }
    }

    public (int Token, uint What) Ready(int index)
    {
        var at = events.AsSpan(index * Stride);
        return (MemoryMarshal.Read<int>(at[(Stride - 8)..]), MemoryMarshal.Read<uint>(at));
    }

    /// <summary>Bytes read, 0 at the end of the stream, -1 when there is nothing now, -2 when the connection broke.</summary>
    public static unsafe int Receive(int fd, Span<byte> into)
    {
        fixed (byte* at = into) return Outcome(recv(fd, at, into.Length, 0x40 /* MSG_DONTWAIT */));
    }

    /// <summary>Bytes taken by the kernel, -1 when its buffer is full, -2 when the connection broke.</summary>
    public static unsafe int Send(int fd, ReadOnlySpan<byte> from)
    {
        fixed (byte* at = from) return Outcome(send(fd, at, from.Length, 0x4040 /* MSG_DONTWAIT | MSG_NOSIGNAL */));
    }

    public void Dispose() => _ = close(queue);

    private static int Outcome(nint result) =>
        result >= 0 ? (int)result : Marshal.GetLastPInvokeError() is Again or Interrupted ? -1 : -2;

    private unsafe void Control(int operation, int fd, int token, uint what)
    {
        Span<byte> entry = stackalloc byte[16];
        MemoryMarshal.Write(entry, what);
        MemoryMarshal.Write(entry[(Stride - 8)..], (long)token);
        fixed (byte* at = entry) Check(epoll_ctl(queue, operation, fd, at));
    }

    private static int Check(int result) => result >= 0 ? result : throw new Win32Exception(Marshal.GetLastPInvokeError());

    [LibraryImport("libc", SetLastError = true)]
    private static partial int epoll_create1(int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static unsafe partial int epoll_ctl(int queue, int operation, int fd, byte* entry);

    [LibraryImport("libc", SetLastError = true)]
    private static unsafe partial int epoll_pwait2(int queue, byte* events, int count, long* timeout, void* signals);

    [LibraryImport("libc", SetLastError = true)]
    private static unsafe partial nint recv(int fd, byte* buffer, nint length, int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static unsafe partial nint send(int fd, byte* buffer, nint length, int flags);

    [LibraryImport("libc")]
    private static partial int close(int fd);
}
