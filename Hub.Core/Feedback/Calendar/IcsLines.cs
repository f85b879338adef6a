using System.Text;

namespace Hub.Core.Feedback.Calendar;

/// <summary>Lines of RFC 5545 §3.1: folded at 75 octets, never within a letter, each ended by CR LF.</summary>
public sealed class IcsLines
{
    private const int Longest = 75;
    private readonly StringBuilder text = new();

    /// <param name="name">Property with its parameters.</param>
    /// <param name="value">As it stands; a text goes through <see cref="Escaped"/> first.</param>
    public IcsLines Add(string name, string value)
    {
        var room = Longest;
        foreach (var letter in $"{name}:{value}".EnumerateRunes())
        {
            if (letter.Utf8SequenceLength > room)
            {
                text.Append("\r\n ");
                room = Longest - 1;
            }
            room -= letter.Utf8SequenceLength;
            text.Append(letter.ToString());
        }
        text.Append("\r\n");
        return this;
    }

    /// <summary>RFC 5545 §3.3.11.</summary>
    public static string Escaped(string said) =>
        said.Replace("\\", "\\\\", StringComparison.Ordinal).Replace(";", "\\;", StringComparison.Ordinal).Replace(",", "\\,", StringComparison.Ordinal)
            .Replace("\r\n", "\\n", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    public override string ToString() => text.ToString();
}
