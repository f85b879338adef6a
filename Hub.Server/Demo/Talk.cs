using System.Globalization;
using Hub.Core.Feedback;
using Hub.Core.Rooms;
using Hub.Core.Rooms.Asks;
using Hub.Core.Rooms.Messages;

namespace Hub.Server.Demo;

/// <summary>One thing that somebody did in a demo room.</summary>
/// <param name="IsRecent">Whether <paramref name="Before"/> counts back from now, or else from the midnight before it.</param>
/// <param name="Name">How later lines refer to this message.</param>
internal sealed record Line(bool IsRecent, TimeSpan Before, string Who, string? Name, Func<Func<string, Guid>, Func<string, long>, RoomCommand> Command);

/// <summary>A demo room and a week of talk in it, written like a script. Everybody in it and every patient is made up.</summary>
internal sealed class Talk(string name, RoomKind kind, string? title, string owner, string others, SeriesPlan? series = null)
{
    /// <summary>Who does what nobody did.</summary>
    public const string House = "house";
    private readonly List<Line> _lines = [];
    private TimeSpan _day;

    public string Name => name;
    public RoomKind Kind => kind;
    public string? Title => title;
    public SeriesPlan? Series => series;
    public string Owner => owner;
    public IReadOnlyList<string> Others { get; } = others.Split(' ');
    public IReadOnlyList<Line> Lines => _lines;

    /// <summary>The lines that follow were said so many days ago, at a time of day (UTC).</summary>
    public Talk DaysAgo(int days)
    {
        _day = TimeSpan.FromDays(days);
        return this;
    }

    /// <param name="at">Time of day, "07:05"; or minutes before now, "25 min ago".</param>
    /// <param name="who">A persona's user name.</param>
    /// <param name="text">What they wrote.</param>
    /// <param name="called">A name for lines that refer to this message.</param>
    /// <param name="replyTo">The name of the message that this one answers.</param>
    /// <param name="priority">Routine unless said.</param>
    /// <param name="acknowledge">User names of whom an acknowledgement is expected.</param>
    /// <param name="reply">User names of whom a reply is expected.</param>
    /// <param name="within">Minutes until it is due.</param>
    public Talk Say(string at, string who, string text, string? called = null, string? replyTo = null, Priority priority = Priority.Routine,
        string? acknowledge = null, string? reply = null, int? within = null) =>
        Add(at, who, called, (person, seq) => new PostMessage(text, priority,
            (acknowledge ?? reply) is { } from ? new Expects(acknowledge is null ? AskKind.Reply : AskKind.Acknowledge, [.. from.Split(' ').Select(person)], within) : null,
            replyTo is null ? null : seq(replyTo)));

    public Talk Acknowledge(string at, string who, string message) => Add(at, who, null, (_, seq) => new Acknowledge(seq(message)));

    public Talk React(string at, string who, string emoji, string message) => Add(at, who, null, (_, seq) => new React(seq(message), emoji, true));

    public Talk Edit(string at, string who, string message, string text) => Add(at, who, null, (_, seq) => new EditMessage(seq(message), text));

    /// <summary>The house reminds somebody of what they were asked, or asks <paramref name="to"/> in their place.</summary>
    public Talk Nudge(string at, string message, string of, string? to = null, NudgeStep step = NudgeStep.Person) =>
        Add(at, House, null, (person, seq) => new Nudge(seq(message), person(of), person(to ?? of), step, 1, 0));

    /// <summary>Any other command.</summary>
    public Talk Do(string at, string who, Func<Func<string, Guid>, RoomCommand> command) => Add(at, who, null, (person, _) => command(person));

    /// <summary>Any other command about a message.</summary>
    public Talk Do(string at, string who, string message, Func<Func<string, Guid>, long, RoomCommand> command) => Add(at, who, null, (person, seq) => command(person, seq(message)));

    /// <summary>A structured message, called as later lines refer to it.</summary>
    public Talk Form(string at, string who, string called, Func<Func<string, Guid>, RoomCommand> command) => Add(at, who, called, (person, _) => command(person));

    private Talk Add(string at, string who, string? called, Func<Func<string, Guid>, Func<string, long>, RoomCommand> command)
    {
        const string Ago = " min ago";
        var isRecent = at.EndsWith(Ago, StringComparison.Ordinal);
        var before = isRecent
            ? TimeSpan.FromMinutes(int.Parse(at[..^Ago.Length], CultureInfo.InvariantCulture))
            : _day - TimeSpan.Parse(at, CultureInfo.InvariantCulture);
        _lines.Add(new(isRecent, before, who, called, command));
        return this;
    }
}
