using Hub.Core.Rooms;
using Hub.Core.Rooms.Asks;
using Hub.Core.Rooms.Messages;

namespace Hub.Server.Demo.Talks;

internal static class Medication
{
    public static Talk Talk => new Talk("medication", RoomKind.Channel, "Medication safety", "priya", "amara chen jonas rosa")
        .DaysAgo(6)
        .Say("09:15", "priya", "Reminder for this month: enoxaparin is dosed by the weight of the day, not by that of the admission. Two charts were wrong last week, both caught in time.", "dose", acknowledge: "amara chen jonas")
        .Acknowledge("09:22", "amara", "dose")
        .Acknowledge("09:58", "jonas", "dose")
        .Acknowledge("12:10", "chen", "dose")
        .DaysAgo(4)
        .Say("11:03", "amara", "Is clarithromycin all right for W.D. together with his simvastatin?", "interaction", reply: "priya", within: 120)
        .Say("11:19", "priya", "Not together. Either pause the simvastatin for the course and three days after, or take doxycycline instead. I would take doxycycline.", "answer", replyTo: "interaction")
        .React("11:21", "amara", "🙏", "answer")
        .DaysAgo(3)
        .Say("14:37", "jonas", "The new infusion sets look very much like the enteral ones. I nearly took the wrong one. Nothing happened, and I would like us to talk about it.", "near")
        .React("14:40", "priya", "❤️", "near")
        .Say("14:45", "rosa", "Thank you for saying so. I have moved the enteral sets to the other cupboard and reported it.", replyTo: "near")
        .DaysAgo(1)
        .Say("10:50", "priya", "The supplier changes the colour of the enteral sets to purple from next month. Until then they stay in the other cupboard.", "purple")
        .React("11:02", "jonas", "👍", "purple")
        .Say("16:20", "chen", "Can we have the warfarin sheet with the new target ranges?", "sheet", reply: "priya")
        .Say("52 min ago", "priya", "The sheet is on the ward's shelf and in the handbook, version 7. The old ones can go.", replyTo: "sheet")
        .Say("34 min ago", "jonas", "Heparin 25,000 stands next to heparin 5,000 in the night cupboard, and they look alike. I have put them apart. Please agree or say where they go.", "heparin",
            priority: Priority.Urgent, acknowledge: "priya", within: 5)
        .Nudge("29 min ago", "heparin", "priya")
        .Nudge("9 min ago", "heparin", "priya", to: "nadia", NudgeStep.Duty);
}
