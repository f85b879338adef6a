namespace Hub.Core.Rooms.Search;

/// <summary>The part of a text around what was found in it.</summary>
/// <param name="Marks">Where the words that were found stand in it, in UTF-16 units.</param>
public sealed record Snippet(string Text, IReadOnlyList<SnippetMark> Marks)
{
    private const int Longest = 200;
    private const int Before = 60;
    private const string More = "…";

    public static Snippet Of(string text, IReadOnlyList<SoughtWord> sought)
    {
        var found = Words.Of(text).Where(w => sought.Any(s => s.Matches(w.Folded))).ToList();
        var first = found.Count > 0 ? found[0].Start : 0;
        var start = text.Length <= Longest || first <= Before ? 0 : Gap(text, first - Before);
        var end = Math.Min(text.Length, start + Longest);
        if (end < text.Length) end = Whole(text, end);
        var before = start > 0 ? More : "";
        var marks = found.Where(w => w.Start >= start && w.Start + w.Length <= end).Select(w => new SnippetMark(w.Start - start + before.Length, w.Length));
        return new(before + text[start..end] + (end < text.Length ? More : ""), [.. marks.Distinct()]);
    }

    // At the beginning of a word, where one is near.
    private static int Gap(string text, int at)
    {
        var gap = text.IndexOf(' ', at, Math.Min(Before / 2, text.Length - at));
        return gap < 0 ? Whole(text, at) : gap + 1;
    }

    private static int Whole(string text, int at) => char.IsLowSurrogate(text[at]) ? at - 1 : at;
}

public sealed record SnippetMark(int Start, int Length);
