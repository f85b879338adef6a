using Hub.Core.Feedback;
using Hub.Core.Rooms;

namespace Hub.Tests.Feedback;

/// <summary>Commands and events of a series as they stand on the wire and in the journal.</summary>
internal static class FeedbackWire
{
    private const string Ids = "aaaaaaaa-0000-7000-8000-aaaaaaaaaaaa", Idc = "cccccccc-0000-7000-8000-cccccccccccc", When = "2026-03-03T14:00:00.000000Z", Later = "2026-03-05T15:00:00.000000Z";
    private const string Least = """{"zone":"America/New_York","start":"2026-03-03T09:00","minutes":45,"rrule":"FREQ=WEEKLY;INTERVAL=2;BYDAY=TU"}""";
    private const string Whole = $$"""{"zone":"America/New_York","start":"2026-03-03T09:00","minutes":45,"rrule":"FREQ=WEEKLY","agenda":["Last time"],"prompts":["What went well?"],"reminders":[60],"team":"{{Idc}}"}""";
    private static readonly Guid A = new(Ids), C = new(Idc);
    private static readonly DateTimeOffset At = new(2026, 3, 3, 14, 0, 0, TimeSpan.Zero), To = new(2026, 3, 5, 15, 0, 0, TimeSpan.Zero);
    private static readonly SeriesPlan Plan = new("America/New_York", "2026-03-03T09:00", 45, "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU");
    private static readonly SeriesPlan Full = new("America/New_York", "2026-03-03T09:00", 45, "FREQ=WEEKLY", ["Last time"], ["What went well?"], [60], C);

    public static readonly (string Type, string Json, RoomCommand Command)[] Commands =
    [
        ("createRoom", $$"""{"kind":"feedbackSeries","title":"Ward 4","members":["{{Idc}}"],"series":{{Least}}}""", new CreateRoom(RoomKind.FeedbackSeries, "Ward 4", [C], Plan)),
        ("planSeries", $$"""{"plan":{{Whole}}}""", new PlanSeries(Full)),
        ("endSeries", "{}", new EndSeries()),
        ("passSeries", $$"""{"to":"{{Idc}}"}""", new PassSeries(C)),
        ("moveOccurrence", $$"""{"occurrence":"{{When}}","to":"2026-03-05T10:00"}""", new MoveOccurrence(At, "2026-03-05T10:00")),
        ("skipOccurrence", $$"""{"occurrence":"{{When}}"}""", new SkipOccurrence(At)),
        ("answerPrompt", $$"""{"occurrence":"{{When}}","prompt":0,"text":"Handoffs"}""", new AnswerPrompt(At, 0, "Handoffs")),
        ("attendSession", $$"""{"occurrence":"{{When}}"}""", new AttendSession(At)),
        ("noteSession", $$"""{"occurrence":"{{When}}","noteId":"{{Idc}}","kind":"wentWell","text":"Handoffs"}""", new NoteSession(At, C, NoteKind.WentWell, "Handoffs")),
        ("makeCommitment", $$"""{"occurrence":"{{When}}","commitmentId":"{{Idc}}","text":"Shorter rounds","ownerId":"{{Ids}}","dueAt":"{{Later}}"}""", new MakeCommitment(At, C, "Shorter rounds", A, To)),
        ("followUp", $$"""{"commitmentId":"{{Idc}}","done":true}""", new FollowUp(C, true)),
        ("followUp", $$"""{"commitmentId":"{{Idc}}","done":false,"why":"No time","dueAt":"{{Later}}"}""", new FollowUp(C, false, "No time", To)),
    ];

    public static readonly (string Type, string Json, RoomEvent Event)[] Events =
    [
        ("seriesPlanned", $$"""{"plan":{{Whole}}}""", new SeriesPlanned(Full)),
        ("seriesPlanned", $$"""{"plan":{{Least}}}""", new SeriesPlanned(Plan)),
        ("seriesEnded", "{}", new SeriesEnded()),
        ("seriesPassed", $$"""{"to":"{{Idc}}"}""", new SeriesPassed(C)),
        ("occurrenceMoved", $$"""{"occurrence":"{{When}}","to":"{{Later}}"}""", new OccurrenceMoved(At, To)),
        ("occurrenceSkipped", $$"""{"occurrence":"{{When}}"}""", new OccurrenceSkipped(At)),
        ("occurrenceMissed", $$"""{"occurrence":"{{When}}","proposed":"{{Later}}"}""", new OccurrenceMissed(At, To)),
        ("sessionOpened", $$"""{"occurrence":"{{When}}","at":"{{When}}","agenda":["Last time"],"prompts":[]}""", new SessionOpened(At, At, ["Last time"], [])),
        ("promptAnswered", $$"""{"occurrence":"{{When}}","session":3,"prompt":0,"text":"Handoffs"}""", new PromptAnswered(At, 3, 0, "Handoffs")),
        ("sessionAttended", $$"""{"occurrence":"{{When}}","session":3}""", new SessionAttended(At, 3)),
        ("sessionNoted", $$"""{"occurrence":"{{When}}","session":3,"noteId":"{{Idc}}","kind":"change","text":"Rounds"}""", new SessionNoted(At, 3, C, NoteKind.Change, "Rounds")),
        ("commitmentMade", $$"""{"occurrence":"{{When}}","session":3,"commitmentId":"{{Idc}}","text":"Shorter rounds","ownerId":"{{Ids}}","dueAt":"{{Later}}"}""", new CommitmentMade(At, 3, C, "Shorter rounds", A, To)),
        ("commitmentFollowedUp", $$"""{"commitmentId":"{{Idc}}","session":3,"done":false,"why":"No time","dueAt":"{{Later}}"}""", new CommitmentFollowedUp(C, 3, false, "No time", To)),
    ];
}
