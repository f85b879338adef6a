using System.Globalization;

namespace Hub.Core.Feedback;

/// <summary>The keys under which people are told of sessions: one for each thing that they are told once. A date in one is when the rule has the session, or when it is; UTC.</summary>
public static class SessionKeys
{
    private const string Date = "yyyyMMdd'T'HHmmss'Z'";

    /// <param name="at">When it is: one that was moved is reminded of anew.</param>
    public static string Reminder(Guid series, long at, int lead) => $"session/{series}/{Write(at)}/{lead}";

    public static string Changed(Guid series, long occurrence, long seq) => $"session/{series}/{Write(occurrence)}/changed/{seq}";

    /// <param name="at">When it was to be: one that was moved and missed again is told of again.</param>
    public static string Missed(Guid series, long at) => $"session/{series}/{Write(at)}/missed";

    public static string Planned(Guid series, long since) => $"session/{series}/planned/{Write(since)}";

    /// <param name="seq">Head of the room before it was passed on.</param>
    public static string Passed(Guid series, long seq) => $"session/{series}/passed/{seq}";

    public static string Commitment(Guid series, Guid commitment, long due) => $"commitment/{series}/{commitment}/{Write(due)}";

    /// <summary>Of whatever was told of a commitment, as SQL's LIKE has it.</summary>
    public static string Commitment(Guid series, Guid commitment) => $"commitment/{series}/{commitment}/%";

    private static string Write(long micros) => Instant.FromMicros(micros).UtcDateTime.ToString(Date, CultureInfo.InvariantCulture);
}
