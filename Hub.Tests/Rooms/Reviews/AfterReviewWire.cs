using Hub.Core.Rooms;
using Hub.Core.Rooms.Reviews;
using Hub.Core.Rooms.Reviews.FollowUp;
using Hub.Core.Rooms.Reviews.Record;

namespace Hub.Tests.Rooms.Reviews;

/// <summary>What comes after a review, on the wire and in the journal.</summary>
internal static class AfterReviewWire
{
    private const string Ids = "aaaaaaaa-0000-7000-8000-aaaaaaaaaaaa", Idc = "cccccccc-0000-7000-8000-cccccccccccc";
    private static readonly Guid A = new(Ids), C = new(Idc);
    private static readonly DateTimeOffset Due = new(2026, 3, 2, 8, 30, 0, 123, 456, TimeSpan.Zero);

    public static readonly (string Type, string Json, RoomCommand Command)[] Commands =
    [
        ("decide", $$"""{"caseId":"{{Idc}}","recommendation":"Operate","rationale":"Young","ownerId":"{{Ids}}","dueAt":"2026-03-02T08:30:00.123456Z","deferredTo":"{{Idc}}"}""",
            new DecideCase(C, "Operate", "Young", A, Due, DeferredTo: C)),
        ("recordOutcome", $$"""{"caseId":"{{Idc}}","outcome":"partly","why":"She wants to wait"}""", new RecordOutcome(C, DecisionOutcome.Partly, "She wants to wait")),
    ];

    public static readonly (string Type, string Json, RoomEvent Event)[] Events =
    [
        ("decided", $$"""{"caseId":"{{Idc}}","recommendation":"Operate","rationale":"Young","ownerId":"{{Ids}}","dueAt":"2026-03-02T08:30:00.123456Z","evidence":["ESC 2021"],"deferredTo":"{{Idc}}"}""",
            new Decided(C, "Operate", "Young", A, Due, null, ["ESC 2021"], null, null, C)),
        ("outcomeRecorded", $$"""{"caseId":"{{Idc}}","outcome":"not","why":"She declined"}""", new OutcomeRecorded(C, DecisionOutcome.Not, "She declined")),
        ("minutesSigned", $$"""{"by":"{{Ids}}","seq":5,"link":"00ff","hash":"11ee","method":"password","counter":false}""", new MinutesSigned(A, 5, "00ff", "11ee", SigningMethod.Password, false)),
    ];
}
