using System.Collections.Immutable;
using Hub.Core.Rooms;
using Hub.Core.Rooms.Attachments;
using Hub.Core.Rooms.Reviews;

namespace Hub.Tests.Rooms.Reviews;

/// <summary>Commands and events of a review as they stand on the wire and in the journal.</summary>
internal static class ReviewWire
{
    private const string Ids = "aaaaaaaa-0000-7000-8000-aaaaaaaaaaaa", Idc = "cccccccc-0000-7000-8000-cccccccccccc";
    private static readonly Guid A = new(Ids), C = new(Idc);
    private static readonly DateTimeOffset Due = new(2026, 3, 2, 8, 30, 0, 123, 456, TimeSpan.Zero);

    public static readonly (string Type, string Json, RoomCommand Command)[] Commands =
    [
        ("addCase", $$"""{"caseId":"{{Idc}}","question":"Operate?"}""", new AddCase(C, "Operate?")),
        ("addCase", $$"""{"caseId":"{{Idc}}","question":"Operate?","presenter":"{{Ids}}","context":"M.K., 60s","identifiers":"MRN 7","minutes":12}""", new AddCase(C, "Operate?", A, "M.K., 60s", "MRN 7", 12)),
        ("moveCase", $$"""{"caseId":"{{Idc}}","before":"{{Ids}}"}""", new MoveCase(C, A)),
        ("setReadiness", $$"""{"caseId":"{{Idc}}","item":"patientViews","state":"notNeeded"}""", new SetReadiness(C, ReadinessItem.PatientViews, Readiness.NotNeeded)),
        ("unmaskIdentifiers", $$"""{"caseId":"{{Idc}}"}""", new UnmaskIdentifiers(C)),
        ("startCase", $$"""{"caseId":"{{Idc}}"}""", new StartCase(C)),
        ("openOpinions", $$"""{"caseId":"{{Idc}}"}""", new OpenOpinions(C)),
        ("openOpinions", $$"""{"caseId":"{{Idc}}","options":["Yes","No"]}""", new OpenOpinions(C, ["Yes", "No"])),
        ("giveOpinion", $$"""{"caseId":"{{Idc}}","position":"Yes"}""", new GiveOpinion(C, "Yes")),
        ("giveOpinion", $$"""{"caseId":"{{Idc}}","position":"Yes","confidence":4,"reasoning":"Young","deferTo":"{{Ids}}"}""", new GiveOpinion(C, "Yes", 4, "Young", A)),
        ("giveOpinion", $$"""{"caseId":"{{Idc}}","position":"Yes","round":2}""", new GiveOpinion(C, "Yes", Round: 2)),
        ("passOpinion", $$"""{"caseId":"{{Idc}}"}""", new PassOpinion(C)),
        ("passOpinion", $$"""{"caseId":"{{Idc}}","round":0}""", new PassOpinion(C, 0)),
        ("revealOpinions", $$"""{"caseId":"{{Idc}}"}""", new RevealOpinions(C)),
        ("revealOpinions", $$"""{"caseId":"{{Idc}}","round":2}""", new RevealOpinions(C, 2)),
        ("decide", $$"""{"caseId":"{{Idc}}","recommendation":"Operate","rationale":"Young","ownerId":"{{Ids}}","dueAt":"2026-03-02T08:30:00.123456Z"}""", new DecideCase(C, "Operate", "Young", A, Due)),
        ("decide", $$"""{"caseId":"{{Idc}}","recommendation":"Operate","rationale":"Young","ownerId":"{{Ids}}","dueAt":"2026-03-02T08:30:00.123456Z","dissent":[{"userId":"{{Idc}}","reason":"Frail"}],"evidence":["ESC 2021"],"alternatives":["Wait"],"deferral":"Echo"}""",
            new DecideCase(C, "Operate", "Young", A, Due, [new(C, "Frail")], ["ESC 2021"], ["Wait"], "Echo")),
        ("closeCase", $$"""{"caseId":"{{Idc}}"}""", new CloseCase(C)),
        ("closeCase", $$"""{"caseId":"{{Idc}}","reason":"No time"}""", new CloseCase(C, "No time")),
        ("handOverChair", $$"""{"to":"{{Idc}}"}""", new HandOverChair(C)),
        ("attendReview", "{}", new AttendReview()),
        ("planReview", """{"at":"2026-03-02T08:30:00.123456Z","minutes":60,"expects":["nurse"]}""", new PlanReview(Due, 60, ["nurse"])),
        ("changeCase", $$"""{"caseId":"{{Idc}}","question":"Operate?","presenter":"{{Ids}}","context":"M.K., 60s","identifiers":"MRN 7","minutes":12}""", new ChangeCase(C, "Operate?", A, "M.K., 60s", "MRN 7", 12)),
        ("dropCase", $$"""{"caseId":"{{Idc}}"}""", new DropCase(C)),
        ("attachToCase", $$"""{"caseId":"{{Idc}}","seq":2}""", new AttachToCase(C, 2)),
        ("detachFromCase", $$"""{"caseId":"{{Idc}}","fileId":"{{Ids}}"}""", new DetachFromCase(C, A)),
        ("noteOnCase", $$"""{"caseId":"{{Idc}}","text":"Call home first"}""", new NoteOnCase(C, "Call home first")),
        ("raiseHand", "{}", new RaiseHand()),
        ("lowerHand", "{}", new LowerHand()),
        ("lowerHand", $$"""{"userId":"{{Ids}}"}""", new LowerHand(A)),
        ("giveWord", "{}", new GiveWord()),
        ("giveWord", $$"""{"to":"{{Ids}}"}""", new GiveWord(A)),
        ("endWord", "{}", new EndWord()),
        ("takeBreak", """{"minutes":15}""", new TakeBreak(15)),
    ];

    public static readonly (string Type, string Json, RoomEvent Event)[] Events =
    [
        ("caseAdded", $$"""{"caseId":"{{Idc}}","question":"Operate?","presenter":"{{Ids}}","context":"M.K., 60s","minutes":12,"identified":true,"identifiers":"MRN 7"}""", new CaseAdded(C, "Operate?", A, "M.K., 60s", 12, true) { Identifiers = "MRN 7" }),
        ("casesOrdered", $$"""{"caseIds":["{{Idc}}"]}""", new CasesOrdered([C])),
        ("readinessSet", $$"""{"caseId":"{{Idc}}","item":"radiology","state":"present"}""", new ReadinessSet(C, ReadinessItem.Radiology, Readiness.Present)),
        ("identifiersUnmasked", $$"""{"caseId":"{{Idc}}"}""", new IdentifiersUnmasked(C)),
        ("caseStarted", $$"""{"caseId":"{{Idc}}"}""", new CaseStarted(C)),
        ("opinionsOpened", $$"""{"caseId":"{{Idc}}","round":1,"options":["Yes"]}""", new OpinionsOpened(C, 1, ["Yes"])),
        ("opinionGiven", $$"""{"caseId":"{{Idc}}","round":1,"commitment":"b3M=","position":"Yes","confidence":4,"reasoning":"Young","deferTo":"{{Ids}}","salt":"c2E="}""",
            new OpinionGiven(C, 1, "b3M=") { Position = "Yes", Confidence = 4, Reasoning = "Young", DeferTo = A, Salt = "c2E=" }),
        ("opinionPassed", $$"""{"caseId":"{{Idc}}","round":1}""", new OpinionPassed(C, 1)),
        ("opinionsRevealed", $$"""{"caseId":"{{Idc}}","round":1,"opinions":[{"userId":"{{Ids}}","position":"Yes","confidence":4,"salt":"c2E=","commitment":"b3M="}],"passed":["{{Idc}}"]}""",
            new OpinionsRevealed(C, 1, [new(A, "Yes", 4, null, null, "c2E=", "b3M=")], [C])),
        ("decided", $$"""{"caseId":"{{Idc}}","recommendation":"Operate","rationale":"Young","ownerId":"{{Ids}}","dueAt":"2026-03-02T08:30:00.123456Z"}""", new Decided(C, "Operate", "Young", A, Due, null, null, null, null)),
        ("caseClosed", $$"""{"caseId":"{{Idc}}","reason":"No time"}""", new CaseClosed(C, "No time")),
        ("chairHandedOver", $$"""{"to":"{{Idc}}"}""", new ChairHandedOver(C)),
        ("reviewPlanned", """{"at":"2026-03-02T08:30:00.123456Z","minutes":60,"expects":["nurse"]}""", new ReviewPlanned(Due, 60, ["nurse"])),
        ("caseChanged", $$"""{"caseId":"{{Idc}}","question":"Operate?","presenter":"{{Ids}}","context":"M.K., 60s","minutes":12,"identified":true,"identifiers":"MRN 7"}""", new CaseChanged(C, "Operate?", A, "M.K., 60s", 12, true) { Identifiers = "MRN 7" }),
        ("caseChanged", $$"""{"caseId":"{{Idc}}","question":"Operate?","identified":true,"identifiers":"MRN 8","reidentified":true}""", new CaseChanged(C, "Operate?", null, null, null, true) { Identifiers = "MRN 8", Reidentified = true }),
        ("caseDropped", $$"""{"caseId":"{{Idc}}"}""", new CaseDropped(C)),
        ("filesAttached", $$"""{"caseId":"{{Idc}}","seq":2,"files":[{"id":"{{Ids}}","kind":"png","name":"mri.png","size":70,"width":3,"height":2,"thumbnail":false}]}""", new FilesAttached(C, 2, [new(A, AttachmentKind.Png, "mri.png", 70, 3, 2)])),
        ("fileDetached", $$"""{"caseId":"{{Idc}}","fileId":"{{Ids}}"}""", new FileDetached(C, A)),
        ("caseNoted", $$"""{"caseId":"{{Idc}}","text":"Call home first"}""", new CaseNoted(C, "Call home first")),
        ("handRaised", "{}", new HandRaised()),
        ("handLowered", $$"""{"userId":"{{Ids}}"}""", new HandLowered(A)),
        ("wordGiven", $$"""{"to":"{{Ids}}"}""", new WordGiven(A)),
        ("wordEnded", $$"""{"userId":"{{Ids}}"}""", new WordEnded(A)),
        ("breakTaken", """{"until":"2026-03-02T08:30:00.123456Z"}""", new BreakTaken(Due)),
        ("reviewAttended", """{"discipline":"nurse"}""", new ReviewAttended("nurse")),
    ];
}
