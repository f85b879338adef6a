using Hub.Core.Rooms;
using Hub.Core.Rooms.Messages;
using Hub.Core.Rooms.Walls;

namespace Hub.Tests.Rooms;

/// <summary>The pinned wire format of what happens on a wall of thanks.</summary>
internal static class WallWire
{
    private static readonly Guid A = new("aaaaaaaa-0000-7000-8000-aaaaaaaaaaaa"), C = new("cccccccc-0000-7000-8000-cccccccccccc");

    public static readonly (string Type, string Json, RoomCommand Command)[] Commands =
    [
        ("giveThanks", """{"value":"clarity","text":"A clear call","to":["cccccccc-0000-7000-8000-cccccccccccc"],"source":{"room":"aaaaaaaa-0000-7000-8000-aaaaaaaaaaaa","seq":7}}""",
            new GiveThanks(ThanksValue.Clarity, "A clear call", [C], Source: new(A, 7))),
        ("giveThanks", """{"value":"catchingAnError","text":"All of you","team":true}""", new GiveThanks(ThanksValue.CatchingAnError, "All of you", Team: true)),
        ("giveAward", """{"name":"Nurse of the month","text":"Calm","to":["cccccccc-0000-7000-8000-cccccccccccc"]}""", new GiveAward("Nurse of the month", "Calm", [C])),
    ];

    public static readonly (string Type, string Json, RoomEvent Event)[] Events =
    [
        ("teamMatched", """{"version":3,"keptOut":["cccccccc-0000-7000-8000-cccccccccccc"]}""", new TeamMatched(3, [C])),
        ("messagePosted", """{"text":"A clear call","priority":"routine","thanks":{"value":"clarity","to":["cccccccc-0000-7000-8000-cccccccccccc"],"team":false,"source":{"room":"aaaaaaaa-0000-7000-8000-aaaaaaaaaaaa","seq":7}}}""",
            new MessagePosted("A clear call") { Thanks = new(ThanksValue.Clarity, [C], Source: new(A, 7)) }),
        ("messagePosted", """{"text":"Calm","priority":"routine","award":{"name":"Nurse of the month","to":["cccccccc-0000-7000-8000-cccccccccccc"]}}""",
            new MessagePosted("Calm") { Award = new("Nurse of the month", [C]) }),
    ];
}
