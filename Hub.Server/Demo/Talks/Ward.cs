using Hub.Core.Rooms;
using Hub.Core.Rooms.Asks;
using Hub.Core.Rooms.Handoffs;
using Hub.Core.Rooms.Messages;
using Hub.Core.Rooms.Structured;

namespace Hub.Server.Demo.Talks;

internal static class Ward
{
    public static Talk Talk(DateTimeOffset now) => new Talk("ward", RoomKind.Channel, "Ward 4B", "rosa", "amara chen jonas priya samuel mei")
        .DaysAgo(6)
        .Say("07:05", "rosa", "Good morning. Two admissions expected before noon, bed 12 is being cleaned. Jonas has the bay by the window, Amara takes new patients.")
        .Say("07:11", "jonas", "Night was quiet. T.B. in 7 slept little, otherwise nothing to hand over.", "quiet")
        .React("07:14", "amara", "👍", "quiet")
        .DaysAgo(5)
        .Form("08:32", "amara", "sbar", person => new PostMessage("", Priority.Important, new(AskKind.Reply, [person("chen")], 30))
        {
            Sbar = new(
                "H.L., bed 9, more breathless since 06:00, SpO₂ 89 % on air.", "Day 2 after hip replacement, COPD.",
                "Rate 26, afebrile, calves soft. I think of an embolism or an exacerbation.", "Please see her in the next half hour. I have started 2 l oxygen and taken bloods."),
        })
        .Say("08:41", "chen", "On my way, with you in ten minutes. Please get a D-dimer and an ECG ready.", replyTo: "sbar")
        .Say("09:20", "chen", "Seen. CT angiography at 10:15, therapeutic heparin until then. Thank you for the clear call.")
        .Say("11:48", "amara", "CT back: no embolism. Treated as an exacerbation, SpO₂ 93 % on 2 l, she is eating lunch.", "relief")
        .React("11:50", "rosa", "🙏", "relief")
        .React("11:52", "jonas", "👏", "relief")
        .DaysAgo(4)
        .Say("10:05", "mei", "R.S. walked to the end of the corridor and back with the frame. First time since Tuesday.", "walk")
        .React("10:06", "jonas", "🎉", "walk")
        .React("10:20", "samuel", "🎉", "walk")
        .Say("15:40", "priya", "The pharmacy closes at 18:00 tomorrow because of the stocktaking. Please order discharge medicines before 15:00.", "close", acknowledge: "amara jonas rosa")
        .Acknowledge("15:44", "amara", "close")
        .Acknowledge("15:52", "rosa", "close")
        .Acknowledge("16:30", "jonas", "close")
        .DaysAgo(3)
        .Say("07:04", "rosa", "Mei is at a course until 13:00, physiotherapy requests to her by message, please.")
        .Say("13:15", "mei", "Back again. Who is first?")
        .Say("13:17", "jonas", "T.B. in 7, sitting out of bed. He has been waiting for you.", "first")
        .React("13:18", "mei", "👌", "first")
        .DaysAgo(2)
        .Form("07:52", "jonas", "haemoglobin", person => new PostMessage("") { CriticalResult = new("S.O., bed 5: haemoglobin 6.8 g/dl, 9.1 yesterday", "Laboratory, Ms Lind", person("amara"), new(now.UtcDateTime.Date.AddDays(-2).AddMinutes(470), TimeSpan.Zero)) })
        .Do("07:54", "amara", "haemoglobin", (_, seq) => new ReadBack(seq, "S.O., bed 5, haemoglobin 6.8, yesterday 9.1"))
        .Do("07:55", "jonas", "haemoglobin", (_, seq) => new ConfirmReadBack(seq))
        .Say("09:30", "samuel", "The daughter of H.L. can take her home from Thursday if a bed for downstairs is delivered. I have ordered it.")
        .Say("09:41", "amara", "Good. Her oxygen should be off by then, I will confirm tomorrow.")
        .Say("16:55", "jonas", "The blood pressure monitor of bay 2 reads 20 too high, I have labelled it and called the technicians.", "monitor")
        .React("16:58", "rosa", "👍", "monitor")
        .DaysAgo(1)
        .Say("07:10", "rosa", "Good morning. One discharge (H.L.), one admission from the emergency department around 11.")
        .Say("10:26", "amara", "H.L. is at 95 % on air since yesterday evening. Discharge letter is written, medicines are with her.", "home")
        .React("10:27", "samuel", "👏", "home")
        .Say("14:02", "chen", "Round tomorrow at 08:30 instead of 09:00, I have a family talk at 10.", "round", acknowledge: "amara jonas rosa")
        .Acknowledge("14:05", "rosa", "round")
        .Acknowledge("14:20", "amara", "round")
        .Form("15:05", "amara", "late", person => new StartHandoff(
            IllnessSeverity.Watcher, "S.O., bed 5: haemoglobin 6.8 yesterday from a gastric ulcer, two units given, 8.4 this morning. Clips placed at endoscopy.",
            [new("Haemoglobin at 18:00"), new("Tell her husband how the endoscopy went")], "Black stool or a pulse over 110: call Dr. Chen, endoscopy knows of her.", person("jonas")))
        .Do("15:09", "jonas", "late", (_, seq) => new SynthesizeHandoff(seq, "Bled from an ulcer, clipped, 8.4 after two units. I check at 18:00 and call Dr. Chen if she bleeds or her pulse goes over 110; the husband is mine."))
        .Do("15:10", "jonas", "late", (_, seq) => new AcceptHandoff(seq))
        .Acknowledge("17:31", "jonas", "round")
        .Do("18:20", "jonas", "late", (_, seq) => new TickAction(seq, 0))
        .Do("18:45", "jonas", "late", (_, seq) => new TickAction(seq, 1))
        .Say("95 min ago", "jonas", "P.K., bed 3: potassium 6.1 mmol/l, told to me by the laboratory just now, read back. ECG is running.",
            "potassium", priority: Priority.Urgent, acknowledge: "chen amara", within: 15)
        .Acknowledge("93 min ago", "amara", "potassium")
        .Say("91 min ago", "amara", "I am with him. ECG without changes, calcium gluconate drawn up.", replyTo: "potassium")
        .Acknowledge("89 min ago", "chen", "potassium")
        .Say("88 min ago", "chen", "Give the calcium, then insulin with glucose as per the sheet. Stop the spironolactone. Repeat in an hour.", replyTo: "potassium")
        .Say("24 min ago", "jonas", "Repeat potassium 5.3. He feels well.", "better")
        .React("22 min ago", "amara", "🙏", "better")
        .Say("18 min ago", "rosa", "Well done, all of you. From the call to the first treatment four minutes.", "thanks")
        .React("16 min ago", "jonas", "❤️", "thanks");
}
