using System.Text;
using Hub.Core.Rooms.Asks;
using Hub.Core.Rooms.Messages;

namespace Hub.Core.Rooms.Structured;

/// <summary>A message in named fields. What it says is also kept as plain words, for all who read messages and know no forms: search, quotes, screen readers.</summary>
internal interface IForm
{
    /// <summary>What is missing or too much; null when nothing is.</summary>
    Refusal? Fault(Room room, in Deciding by);

    /// <summary>What it expects by itself; null when nothing.</summary>
    Expectation? Expects();

    string InWords();
}

internal static class Form
{
    /// <summary>Names every required field that is empty, and bounds the text of all together.</summary>
    public static Refusal? Fault(string form, params ReadOnlySpan<(string Name, string? Text)> fields)
    {
        var missing = new List<string>();
        var bytes = 0;
        foreach (var (name, text) in fields)
        {
            if (Blank.Is(text)) missing.Add(name);
            else bytes += Encoding.UTF8.GetByteCount(text);
        }
        return missing.Count > 0 ? Refusal.Malformed($"{form} needs: {string.Join(", ", missing)}.")
            : bytes > PostMessage.LongestText ? TooLong(form)
            : null;
    }

    public static Refusal TooLong(string form) => Refusal.TooLong($"{form} has at most 32 KB of text in all its fields together.");
}
