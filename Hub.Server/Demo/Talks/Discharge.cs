using Hub.Core.Rooms;
using Hub.Core.Rooms.Messages;

namespace Hub.Server.Demo.Talks;

internal static class Discharge
{
    public static Talk Talk => new Talk("discharge", RoomKind.Channel, "Discharge planning", "samuel", "amara chen jonas rosa mei")
        .DaysAgo(5)
        .Say("13:00", "samuel", "This week: H.L. (Thursday, home with her daughter), R.S. (rehabilitation, date open), W.D. (home, district nurse twice a week).")
        .Say("13:12", "mei", "R.S. needs one more week on stairs before rehabilitation makes sense. I will write it into the report.")
        .DaysAgo(4)
        .Say("09:20", "samuel", "Rehabilitation has a place for R.S. next Wednesday. Is that realistic?", "place", reply: "mei chen", within: 240)
        .Say("09:55", "mei", "From my side yes, if he manages ten steps by Monday.", replyTo: "place")
        .Say("12:30", "chen", "Yes. Wound is dry, no intravenous drugs any more.", replyTo: "place")
        .Say("12:34", "samuel", "Then I confirm it.", "confirmed")
        .React("12:36", "rosa", "👍", "confirmed")
        .DaysAgo(2)
        .Say("15:05", "jonas", "W.D. has asked who changes his dressing at the weekend. I did not know.")
        .Say("15:26", "samuel", "The district nurse comes on Saturdays too, I have called her. I will tell him and put it into the letter.", "saturday")
        .React("15:30", "jonas", "🙏", "saturday")
        .DaysAgo(1)
        .Say("11:40", "samuel", "H.L. is home. Her daughter called: the bed fits, she slept well.", "slept")
        .React("11:44", "amara", "🎉", "slept")
        .React("11:45", "mei", "🎉", "slept")
        .Say("55 min ago", "samuel", "Mei, may W.D. climb the stairs at home by himself? The district nurse asks.", "stairs", reply: "mei", priority: Priority.Important, within: 10)
        .Nudge("45 min ago", "stairs", "mei")
        .Say("40 min ago", "samuel", "Could the medicines list of W.D. be ready by tomorrow noon? The district nurse wants to see it before Saturday.", "list", reply: "amara", priority: Priority.Important, within: 1200)
        .Say("35 min ago", "mei", "R.S.: nine steps today.", "steps")
        .React("33 min ago", "samuel", "👏", "steps");
}
