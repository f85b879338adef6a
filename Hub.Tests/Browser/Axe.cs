using System.Text.Json;
using Hub.Tests.Support;
using Microsoft.Playwright;

namespace Hub.Tests.Browser;

/// <summary>axe-core, the same that the client's packages pin, run inside the page.</summary>
public static class Axe
{
    private static readonly Lazy<string> Source = new(() =>
        File.ReadAllText(Path.Combine(Machine.Root, "Hub.Web", "client", "node_modules", "axe-core", "axe.min.js")));

    /// <summary>Asserts that axe finds nothing on the page as it stands.</summary>
    public static async Task FindsNothingAsync(IPage page, string where)
    {
        // It is half a megabyte, and stays with the page.
        if (await page.EvaluateAsync<bool>("() => typeof axe === 'undefined'")) await page.EvaluateAsync(Source.Value);
        var violations = await page.EvaluateAsync<JsonElement>("async () => (await axe.run({ resultTypes: ['violations'] })).violations.map(v => v.id + ': ' + v.help + ' ' + v.nodes.map(n => n.html + ' ' + n.failureSummary).join(' | '))");
        Assert.True(violations.GetArrayLength() == 0, $"{where}: {violations}");
    }
}
