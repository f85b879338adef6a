using System.Text.Json.Nodes;
using Hub.Core.Journal;

namespace Hub.Tests.Rooms;

/// <summary>What the contract says of a list of events, worked out from their JSON alone, the slow and plain way.</summary>
internal static class Contract
{
    /// <summary>Who still owes what: (seq of the message, person).</summary>
    public static HashSet<(long, Guid)> OpenAsks(IReadOnlyList<JournalEvent> events)
    {
        var open = new HashSet<(long, Guid)>();
        foreach (var posted in events.Where(e => e.Type == "messagePosted"))
        {
            if (Data(posted)["expects"] is not { } expects) continue;
            var byAcknowledging = expects["kind"]!.GetValue<string>() == "acknowledge";
            foreach (var person in expects["from"]!.AsArray().Select(p => p!.GetValue<Guid>()))
                if (!events.Any(e => e.Seq > posted.Seq && Closes(e, posted.Seq, person, byAcknowledging)))
                    open.Add((posted.Seq, person));
        }
        return open;
    }

    public static string Text(JournalEvent e) => Data(e)["text"]!.GetValue<string>();

    private static bool Closes(JournalEvent e, long seq, Guid person, bool byAcknowledging) => e.Type switch
    {
        "acknowledged" => byAcknowledging && e.Actor == person && Data(e)["seq"]!.GetValue<long>() == seq,
        "messagePosted" => e.Actor == person && Data(e)["replyTo"]?.GetValue<long>() == seq,
        "messageDeleted" => Data(e)["seq"]!.GetValue<long>() == seq,
        "dutyChanged" or "roleRemoved" => Data(e)["left"]?.GetValue<Guid>() == person,
        "memberRemoved" => Data(e)["userId"]!.GetValue<Guid>() == person,
        _ => false,
    };

    private static JsonNode Data(JournalEvent e) => JsonNode.Parse(e.Data!)!;
}
