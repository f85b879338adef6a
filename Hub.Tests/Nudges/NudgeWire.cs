using Hub.Core.Notifications;
using Hub.Core.Rooms;
using Hub.Core.Rooms.Asks;
using Hub.Core.Rooms.Members;

namespace Hub.Tests.Nudges;

/// <summary>Nudging on the wire, pinned. What is written with an event, and when it is looked at next, is no part of it.</summary>
internal static class NudgeWire
{
    private static readonly Guid A = new("aaaaaaaa-0000-7000-8000-aaaaaaaaaaaa"), C = new("cccccccc-0000-7000-8000-cccccccccccc");
    private static readonly DateTimeOffset Until = new DateTimeOffset(2026, 3, 2, 8, 30, 0, TimeSpan.Zero).AddMicroseconds(123456);

    public static readonly (string Type, string Json, RoomCommand Command)[] Commands = [("snooze", """{"seq":2,"minutes":30}""", new Snooze(2, 30))];

    public static readonly (string Type, string Json, RoomEvent Event)[] Events =
    [
        ("memberAdded", """{"userId":"cccccccc-0000-7000-8000-cccccccccccc","role":"member","until":2,"because":"cover"}""", new MemberAdded(C, Role.Member) { Until = 2, Because = NudgeStep.Cover }),
        ("nudged", """{"seq":2,"to":"cccccccc-0000-7000-8000-cccccccccccc","step":"person","times":3,"channels":["inApp","push"],"why":["urgent","brokeQuiet"]}""",
            new Nudged(2, C, NudgeStep.Person, 3, [NoticeChannel.InApp, NoticeChannel.Push], ["urgent", "brokeQuiet"]) { NextAt = 7 }),
        ("nudged", """{"seq":2,"to":"cccccccc-0000-7000-8000-cccccccccccc","step":"duty","times":2,"channels":[],"for":"aaaaaaaa-0000-7000-8000-aaaaaaaaaaaa"}""", new Nudged(2, C, NudgeStep.Duty, 2, [], null, A)),
        ("escalated", """{"seq":2,"to":"cccccccc-0000-7000-8000-cccccccccccc","step":"lead","times":1,"channels":["email"],"for":"aaaaaaaa-0000-7000-8000-aaaaaaaaaaaa"}""", new Escalated(2, C, NudgeStep.Lead, 1, [NoticeChannel.Email], null, A)),
        ("nobodyReached", """{"seq":2,"for":"cccccccc-0000-7000-8000-cccccccccccc"}""", new NobodyReached(2, C)),
        ("snoozed", """{"seq":2,"until":"2026-03-02T08:30:00.123456Z"}""", new Snoozed(2, Until)),
        ("snoozed", """{"seq":2,"until":"2026-03-02T08:30:00.123456Z","for":"aaaaaaaa-0000-7000-8000-aaaaaaaaaaaa"}""", new Snoozed(2, Until, A)),
    ];
}
