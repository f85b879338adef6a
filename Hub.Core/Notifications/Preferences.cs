using System.Text.Json.Serialization;

namespace Hub.Core.Notifications;

/// <summary>What one wants to be told of a room: everything, only what names one, or nothing but what is urgent.</summary>
public enum RoomLevel : short { All = 1, Mentions = 2, Urgent = 3 }

/// <summary>A span of a day in minutes after midnight; <paramref name="To"/> before <paramref name="From"/> means the next day.</summary>
public sealed record DaySpan(int From, int To)
{
    public const int Day = 24 * 60;

    [JsonIgnore]
    public bool IsEmpty => From == To;
}

/// <summary>One channel that somebody does not want for one kind of notice.</summary>
public sealed record Unwanted(NoticeKind Kind, NoticeChannel Channel);

/// <summary>When and how somebody is to be told. Nothing here switches off what is urgent.</summary>
public sealed record NotificationPreferences
{
    public const string DefaultZone = "America/New_York";

    /// <summary>IANA time zone in which the hours below are meant.</summary>
    public string Zone { get; init; } = DefaultZone;
    /// <summary>Working hours of Monday to Sunday; an empty span is a day off.</summary>
    public IReadOnlyList<DaySpan> Work { get; init; } = [.. Enumerable.Range(0, 7).Select(day => day < 5 ? new DaySpan(8 * 60, 18 * 60) : new DaySpan(0, 0))];
    /// <summary>Quiet hours that begin on Monday to Sunday.</summary>
    public IReadOnlyList<DaySpan> Quiet { get; init; } = [.. Enumerable.Range(0, 7).Select(_ => new DaySpan(22 * 60, 7 * 60))];
    public IReadOnlyList<Unwanted> Off { get; init; } = [];
    /// <summary>Do not disturb until then.</summary>
    public DateTimeOffset? AwayUntil { get; init; }
    /// <summary>Who is told instead while one is away or off duty.</summary>
    public Guid? StandIn { get; init; }
}
