using Hub.Core.Rooms;

namespace Hub.Server.Demo.Talks;

internal static class AmaraAndChen
{
    public static Talk Talk => new Talk("amara-chen", RoomKind.Direct, null, "amara", "chen")
        .DaysAgo(5)
        .Say("09:34", "chen", "Your call about H.L. was exactly what I need when I am between two wards: what, since when, what you think, what you want.", "praise")
        .React("09:36", "amara", "❤️", "praise")
        .Say("09:38", "amara", "Thank you. I was not sure whether to call or to write.")
        .Say("09:40", "chen", "When a number is getting worse: call, and write at the same time. For all else writing is enough, I read between rounds.")
        .DaysAgo(2)
        .Say("17:20", "amara", "Could we go through the agreement on antibiotics this week? I would like to start the first dose in sepsis without waiting.")
        .Say("18:05", "chen", "Yes, I am for it. Tomorrow after the round, twenty minutes?", "when")
        .React("18:07", "amara", "👍", "when")
        .DaysAgo(1)
        .Say("09:55", "chen", "I have written down what we said. You start, you tell me within 30 minutes, we look at the cases together once a month.")
        .Say("10:31", "amara", "That is good. I will bring the first case to the review of M.K.")
        .Say("12 min ago", "chen", "Do you present M.K., or shall I?", "present", reply: "amara");
}
