using System.Text.Json.Nodes;
using Hub.Core.Journal;

namespace Hub.Tests.Rooms;

/// <summary>What the contract says of a list of events, worked out from their JSON alone, the slow and plain way.</summary>
internal static class Contract
{
    /// <summary>Who still owes what: (seq of the message, person), what was marked as unclear among it.</summary>
    public static HashSet<(long, Guid)> OpenAsks(IReadOnlyList<JournalEvent> events)
    {
        var members = new HashSet<Guid>();
        var open = new Dictionary<(long Seq, bool Unclear), Owed>();
        foreach (var e in events)
        {
            var data = Data(e);
            var seq = data["seq"]?.GetValue<long>() ?? 0;
            var owed = open.GetValueOrDefault((seq, false));
            switch (e.Type)
            {
                case "roomCreated":
                    members.UnionWith(data["members"]!.AsArray().Select(m => m!["userId"]!.GetValue<Guid>()));
                    break;
                case "memberAdded":
                    members.Add(data["userId"]!.GetValue<Guid>());
                    break;
                case "memberRemoved":
                    members.Remove(data["userId"]!.GetValue<Guid>());
                    foreach (var o in open.Values) o.From.Remove(data["userId"]!.GetValue<Guid>());
                    break;
                case "roleAdded" or "dutyChanged" or "roleRemoved":
                    if (data["joined"] is { } joined) members.Add(joined.GetValue<Guid>());
                    if (data["left"] is not { } left) break;
                    members.Remove(left.GetValue<Guid>());
                    foreach (var o in open.Values) o.From.Remove(left.GetValue<Guid>());
                    break;
                case "messagePosted":
                    var replyTo = data["replyTo"]?.GetValue<long>() ?? 0;
                    if (open.TryGetValue((replyTo, false), out var asked) && asked.Kind is "acknowledge" or "reply") asked.From.Remove(e.Actor);
                    if (open.TryGetValue((replyTo, true), out var unclear)) unclear.From.Remove(e.Actor);
                    if (data["expects"] is { } expects) open[(e.Seq, false)] = new(expects["kind"]!.GetValue<string>(), e.Actor, [.. expects["from"]!.AsArray().Select(p => p!.GetValue<Guid>())]);
                    break;
                case "messageEdited":
                    open.Remove((seq, true));
                    break;
                case "acknowledged":
                    if (owed?.Kind == "acknowledge") owed.From.Remove(e.Actor);
                    break;
                case "messageDeleted":
                    open.Remove((seq, true));
                    open.Remove((seq, false));
                    break;
                case "askClosed":
                    open.Remove((seq, data["how"]!.GetValue<string>() == "clear"));
                    break;
                case "askHandedOn":
                    owed!.From.Remove(data["from"]!.GetValue<Guid>());
                    owed.From.Add(data["to"]!.GetValue<Guid>());
                    break;
                case "clarificationNeeded":
                    open[(seq, true)] = new("clarify", e.Actor, [data["from"]!.GetValue<Guid>()]);
                    break;
                case "resultReadBack" or "readBackCorrected":
                    open.Remove((seq, false));
                    if (members.Contains(owed!.Author)) open[(seq, false)] = new(e.Type == "resultReadBack" ? "confirm" : "readBack", e.Actor, [owed.Author]);
                    break;
                case "readBackConfirmed":
                    open.Remove((seq, false));
                    break;
                case "handoffAccepted":
                    open.Remove((seq, false));
                    if (data["open"]!.GetValue<int>() > 0) open[(seq, false)] = new("action", data["giver"]!.GetValue<Guid>(), [e.Actor]);
                    break;
                case "actionTicked":
                    if (owed?.Kind == "action" && data["left"]!.GetValue<int>() == 0) open.Remove((seq, false));
                    break;
            }
            foreach (var given in open.Where(o => o.Value.From.Count == 0).Select(o => o.Key).ToList()) open.Remove(given);
        }
        return [.. open.SelectMany(o => o.Value.From.Select(p => (o.Key.Seq, p)))];
    }

    private sealed record Owed(string Kind, Guid Author, HashSet<Guid> From);

    public static string Text(JournalEvent e) => Data(e)["text"]!.GetValue<string>();

    private static JsonNode Data(JournalEvent e) => JsonNode.Parse(e.Data!)!;
}
