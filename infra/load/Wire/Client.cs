using System.Buffers.Text;
using System.Diagnostics;
using Hub.Load.Measure;

namespace Hub.Load.Wire;

/// <summary>A member of one room: posts, hears, and keeps count of both.</summary>
internal sealed class Client(Connection connection, RoomTally room, int index, Counters counters) : IMessages
{
    private static readonly byte[] EventsStart = "{\"type\":1,\"target\":\"Events\",\"arguments\":[\""u8.ToArray();
    private static readonly byte[] Outgoing = new byte[1024];
    private readonly Seen seen = new(room);
    private int number;

    public Connection Connection => connection;
    public RoomTally Room => room;
    public bool Greeted { get; private set; }
    public bool Entered { get; private set; }

    /// <summary>Its socket is not read.</summary>
    public bool Deaf { get; set; }

    /// <summary>When what is being read arrived, in ticks of the monotonic clock; set by the generator before each read.</summary>
    public long Now { get; set; }

    /// <summary>Called after each answer to a post.</summary>
    public Action<Client>? Answered { get; set; }

    public long Missing => seen.Missing;

    public void Begin() => seen.Begin();

    public void Post(long intended)
    {
        number++;
        counters.Posted++;
        connection.Send(Outgoing.AsSpan(0, Calls.Post(Outgoing, room.Id, index, number, intended)));
    }

    public void Message(ReadOnlySpan<byte> message)
    {
        if (message.StartsWith(EventsStart)) Events(message[EventsStart.Length..]);
        else if (message.StartsWith("{\"type\":3,"u8)) Answer(message);
        else if (message.SequenceEqual("{}"u8)) Greeted = true;
    }

    private void Events(ReadOnlySpan<byte> events)
    {
        if (!events.StartsWith(room.Id))
        {
            counters.Mismatched++;
            return;
        }
        counters.LastActivity = Now;
        while (Number(ref events, "\"seq\":"u8) is { } seq)
        {
            var text = events.IndexOf(Stamp.Marker);
            if (text < 0 || events[..text].IndexOf("\"seq\":"u8) >= 0)
            {
                // Not a message, such as a member added: it takes its seq, and that is all.
                seen.Note(seq);
                continue;
            }
            var (owner, intended) = Stamp.Read(events[(text + Stamp.Marker.Length)..]);
            events = events[(text + Stamp.Length)..];
            counters.Deliveries++;
            counters.Latency.Add((Now - intended) * 1_000_000 / Stopwatch.Frequency);
            var arrival = seen.Note(seq);
            if (arrival == Arrival.Doubled) counters.Doubled++;
            if (arrival == Arrival.Reordered) counters.Reordered++;
            if (!room.Agrees(seq, owner)) counters.Mismatched++;
        }
    }

    private void Answer(ReadOnlySpan<byte> answer)
    {
        var rest = answer;
        var id = Number(ref rest, "\"invocationId\":\""u8);
        if (id == Calls.Entering)
        {
            Entered = rest.IndexOf("\"error\""u8) < 0;
            if (!Entered) counters.FirstRefusal ??= System.Text.Encoding.UTF8.GetString(answer);
            if (Entered && Number(ref rest, "\"head\":"u8) is { } head) room.Begin(head);
            return;
        }
        counters.LastActivity = Now;
        if (rest.IndexOf("\"error\""u8) >= 0 || Number(ref rest, "\"seq\":"u8) is not { } seq)
        {
            counters.Refused++;
            counters.FirstRefusal ??= System.Text.Encoding.UTF8.GetString(answer);
        }
        else
        {
            counters.Acked++;
            if (id is not { } which || !room.Agrees(seq, Stamp.Owner(index, (int)which))) counters.Mismatched++;
        }
        Answered?.Invoke(this);
    }

    private static long? Number(ref ReadOnlySpan<byte> text, ReadOnlySpan<byte> after)
    {
        var at = text.IndexOf(after);
        if (at < 0 || !Utf8Parser.TryParse(text[(at + after.Length)..], out long value, out var digits)) return null;
        text = text[(at + after.Length + digits)..];
        return value;
    }
}
