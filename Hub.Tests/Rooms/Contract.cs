using System.Text.Json.Nodes;
using Hub.Core.Journal;

namespace Hub.Tests.Rooms;

/// <summary>What the contract says of a list of events, worked out from their JSON alone, the slow and plain way.</summary>
internal static class Contract
{
    /// <summary>Who still owes what: (seq of the message, person), what was marked as unclear among it.</summary>
    public static HashSet<(long, Guid)> OpenAsks(IEnumerable<JournalEvent> events) => [.. Open(events).SelectMany(o => o.Value.Waited.Select(p => (o.Key.Seq, p)))];

    /// <summary>Who has it in their list: whoever owes it, and whoever was asked in the place of somebody who does.</summary>
    public static HashSet<(long, Guid)> Listed(IEnumerable<JournalEvent> events) =>
        [.. Open(events).SelectMany(o => o.Value.Waited.Concat(o.Value.Waited.SelectMany(p => o.Value.Asked(p))).Select(p => (o.Key.Seq, p)))];

    /// <summary>Who is in the room for as long as something is open for which they were asked: until they are added for good, or go.</summary>
    public static HashSet<Guid> Guests(IEnumerable<JournalEvent> events)
    {
        var guests = new HashSet<Guid>();
        foreach (var (e, data) in events.Where(e => e.Data is not null).Select(e => (e, Data(e))))
        {
            if (e.Type == "memberAdded" && data["until"] is not null) guests.Add(data["userId"]!.GetValue<Guid>());
            else if (e.Type is "memberAdded" or "memberRemoved") guests.Remove(data["userId"]!.GetValue<Guid>());
            else if (data["left"] is JsonValue left && left.TryGetValue<Guid>(out var gone)) guests.Remove(gone);
        }
        return guests;
    }

    /// <summary>What is open: by the seq of its message, and whether it is that the message is unclear.</summary>
    public static Dictionary<(long Seq, bool Unclear), Owed> Open(IEnumerable<JournalEvent> events)
    {
        var members = new HashSet<Guid>();
        var duty = new Dictionary<Guid, Guid?>();
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
                    foreach (var o in open.Values) o.Given(data["userId"]!.GetValue<Guid>());
                    break;
                case "roleAdded" or "dutyChanged" or "roleRemoved":
                    var role = data["roleId"]!.GetValue<Guid>();
                    if (e.Type == "roleRemoved") duty.Remove(role);
                    else duty[role] = (data["holder"] ?? data["to"])?.GetValue<Guid>();
                    foreach (var o in open.Values.Where(o => o.Roles.Remove(role)))
                        if (duty.TryGetValue(role, out var holder) && holder != o.Author && !(holder is { } one && o.From.Contains(one))) o.Roles.Add(role, holder);
                    if (data["joined"] is { } joined) members.Add(joined.GetValue<Guid>());
                    if (data["left"] is not { } left) break;
                    members.Remove(left.GetValue<Guid>());
                    foreach (var o in open.Values) o.Given(left.GetValue<Guid>());
                    break;
                case "messagePosted":
                    var replyTo = data["replyTo"]?.GetValue<long>() ?? 0;
                    if (open.TryGetValue((replyTo, false), out var asked) && asked.Kind is "acknowledge" or "reply") asked.GivenBy(e.Actor);
                    if (open.TryGetValue((replyTo, true), out var unclear)) unclear.Given(e.Actor);
                    if (data["expects"] is { } expects) open[(e.Seq, false)] = new Owed(expects["kind"]!.GetValue<string>(), e.Actor, [.. expects["from"]!.AsArray().Select(p => p!.GetValue<Guid>())]).Of(expects["roles"]?.AsArray().Select(r => r!.GetValue<Guid>()) ?? [], duty);
                    break;
                case "messageEdited":
                    open.Remove((seq, true));
                    break;
                case "acknowledged":
                    if (owed?.Kind == "acknowledge") owed.GivenBy(e.Actor);
                    break;
                case "messageDeleted":
                    open.Remove((seq, true));
                    open.Remove((seq, false));
                    break;
                case "nudged" or "escalated":
                    var (part, to) = ((data["for"] ?? data["to"])!.GetValue<Guid>(), data["to"]!.GetValue<Guid>());
                    var nudged = Of(open, seq, part)!;
                    if (to != part) nudged.Asked(part).Add(to);
                    break;
                case "nobodyReached":
                    Of(open, seq, data["for"]!.GetValue<Guid>())!.Over.Add(data["for"]!.GetValue<Guid>());
                    break;
                case "snoozed":
                    var whose = data["for"]?.GetValue<Guid>() ?? e.Actor;
                    Of(open, seq, whose)!.QuietUntil[whose] = data["until"]!.GetValue<DateTimeOffset>();
                    break;
                case "purged":
                    foreach (var old in open.Keys.Where(o => o.Seq <= data["through"]!.GetValue<long>()).ToList()) open.Remove(old);
                    break;
                case "askClosed":
                    open.Remove((seq, data["how"]!.GetValue<string>() == "clear"));
                    break;
                case "askHandedOn":
                    owed!.Given(data["from"]!.GetValue<Guid>());
                    owed.Given(data["to"]!.GetValue<Guid>());
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
            foreach (var given in open.Where(o => o.Value.From.Count + o.Value.Roles.Count == 0).Select(o => o.Key).ToList()) open.Remove(given);
        }
        return open;
    }

    /// <summary>Where this part is owed; null: nowhere any more.</summary>
    public static Owed? Of(Dictionary<(long Seq, bool Unclear), Owed> open, long seq, Guid part) =>
        open.TryGetValue((seq, false), out var asked) && asked.Waited.Contains(part) ? asked
        : open.TryGetValue((seq, true), out var unclear) && unclear.From.Contains(part) ? unclear
        : null;

    /// <param name="From">Who owes it in person.</param>
    public sealed record Owed(string Kind, Guid Author, HashSet<Guid> From)
    {
        /// <summary>Which roles owe it, with who holds each.</summary>
        public Dictionary<Guid, Guid?> Roles { get; } = [];

        /// <summary>Who is asked as the holder of a role is not asked in person.</summary>
        public Owed Of(IEnumerable<Guid> roles, Dictionary<Guid, Guid?> duty)
        {
            foreach (var role in roles) Roles.Add(role, duty[role]);
            From.ExceptWith(Roles.Values.OfType<Guid>());
            return this;
        }

        /// <summary>Whose parts are open: people, and roles that nobody holds.</summary>
        public IEnumerable<Guid> Waited => From.Union(Roles.Select(r => r.Value ?? r.Key));

        /// <summary>Parts of which the sender was told that nobody was reached.</summary>
        public HashSet<Guid> Over { get; } = [];

        /// <summary>Until when a part is not nudged because somebody asked for that.</summary>
        public Dictionary<Guid, DateTimeOffset> QuietUntil { get; } = [];

        private readonly Dictionary<Guid, HashSet<Guid>> places = [];

        /// <summary>Who was asked in the place of whom this part is.</summary>
        public HashSet<Guid> Asked(Guid part) => places.TryGetValue(part, out var asked) ? asked : places[part] = [];

        /// <summary>What somebody gives counts for themselves, and for those in whose place they were asked.</summary>
        public void GivenBy(Guid person)
        {
            foreach (var part in Waited.Where(p => p == person || Asked(p).Contains(person)).ToList()) Given(part);
        }

        public void Given(Guid person)
        {
            From.Remove(person);
            foreach (var role in Roles.Where(r => r.Value == person).ToList()) Roles.Remove(role.Key);
        }
    }

    public static string Text(JournalEvent e) => Data(e)["text"]!.GetValue<string>();

    private static JsonNode Data(JournalEvent e) => JsonNode.Parse(e.Data!)!;
}
