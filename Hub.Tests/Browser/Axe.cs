using System.Text.Json;
using Hub.Tests.Support;
using Microsoft.Playwright;

namespace Hub.Tests.Browser;

/// <summary>axe-core, the same that the client's packages pin, run inside the page.</summary>
public static class Axe
{
    private static readonly Lazy<string> Source = new(() =>
        File.ReadAllText(Path.Combine(Machine.Root, "Hub.Web", "client", "node_modules", "axe-core", "axe.min.js")));

    // An open menu hangs at the end of the document, outside of the landmarks. It has the focus, and its button is within one.
    private const string Run = """
        async () => (await axe.run({ resultTypes: ['violations'] })).violations
            .map(v => ({ ...v, nodes: v.nodes.filter(n => v.id !== 'region' || !document.querySelector(n.target[0])?.querySelector('[role=menu]')) }))
            .filter(v => v.nodes.length > 0)
            .map(v => v.id + ': ' + v.help + ' ' + v.nodes.map(n => n.html + ' ' + n.failureSummary).join(' | '))
        """;

    /// <summary>Asserts that axe finds nothing on the page as it stands.</summary>
    public static async Task FindsNothingAsync(IPage page, string where)
    {
        // It is half a megabyte, and stays with the page.
        if (await page.EvaluateAsync<bool>("() => typeof axe === 'undefined'")) await page.EvaluateAsync(Source.Value);
        var violations = await page.EvaluateAsync<JsonElement>(Run);
        Assert.True(violations.GetArrayLength() == 0, $"{where}: {violations}");
    }
}
