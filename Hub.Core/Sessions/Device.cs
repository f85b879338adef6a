namespace Hub.Core.Sessions;

/// <summary>A browser's User-Agent in the few words that a person needs to know a device again.</summary>
public static class Device
{
    // The order matters: Edge and Opera also call themselves Chrome, and Chrome also calls itself Safari.
    private static readonly (string Mark, string Name)[] Browsers =
        [("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("FxiOS/", "Firefox"), ("CriOS/", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari")];

    private static readonly (string Mark, string Name)[] Systems =
        [("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("Mac OS X", "Mac"), ("CrOS", "Chromebook"), ("Linux", "Linux")];

    /// <summary>For example "Firefox on Windows"; "Unknown device" when nothing is recognised.</summary>
    public static string Describe(string? userAgent)
    {
        var browser = Find(Browsers, userAgent);
        var system = Find(Systems, userAgent);
        return (browser, system) switch
        {
            (null, null) => "Unknown device",
            (null, _) => system,
            (_, null) => browser,
            _ => $"{browser} on {system}",
        };
    }

    private static string? Find((string Mark, string Name)[] table, string? text) =>
        text is null ? null : table.FirstOrDefault(row => text.Contains(row.Mark, StringComparison.Ordinal)).Name;
}
