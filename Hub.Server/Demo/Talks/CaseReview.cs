using Hub.Core.Rooms;
using Hub.Core.Rooms.Messages;

namespace Hub.Server.Demo.Talks;

internal static class CaseReview
{
    public static Talk Talk => new Talk("review-mk", RoomKind.CaseReview, "Case review: M.K., wound that does not heal", "chen", "amara jonas priya nadia mei rosa")
        .DaysAgo(3)
        .Say("16:10", "chen", "Question for the review: revise the wound of M.K. surgically now, or two more weeks of conservative treatment?", "question")
        .Say("16:25", "amara", "History: 68–75 years, diabetes, wound of the left heel for nine weeks, debrided twice, last swab without resistant germs. She herself wants above all to walk to her garden again.")
        .DaysAgo(2)
        .Say("10:15", "nadia", "Please say what you need from the images: only osteomyelitis, or the vessels too?", "images", reply: "chen", within: 480)
        .Say("13:02", "chen", "Both, please. Without good inflow the question answers itself.", replyTo: "images")
        .Say("15:48", "nadia", "MRI: no osteomyelitis. Angiography: stenosis of the anterior tibial artery, well suited for dilatation. Pictures follow.", "mri", priority: Priority.Important)
        .Acknowledge("15:59", "chen", "mri")
        .React("16:03", "amara", "👀", "mri")
        .DaysAgo(1)
        .Say("09:12", "priya", "Before contrast again: her eGFR is 41. Pause the metformin, and fluids the evening before.", "kidney", acknowledge: "chen amara")
        .Acknowledge("09:20", "amara", "kidney")
        .Acknowledge("09:47", "chen", "kidney")
        .Say("11:30", "jonas", "From nursing: she keeps the offloading shoe on for two hours at most, it hurts at the ankle.")
        .Say("11:42", "mei", "I can pad it. Another model would be better, I have one to try.", "shoe")
        .React("11:43", "jonas", "🙏", "shoe")
        .Say("70 min ago", "rosa", "The review is tomorrow. Readiness: history, radiology, comorbidity and her own views are in; the psychosocial part is missing.", "ready")
        .Say("66 min ago", "amara", "I will ask Samuel today.", replyTo: "ready");
}
