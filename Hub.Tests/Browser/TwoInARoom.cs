using Hub.Tests.Support;
using Microsoft.Playwright;

namespace Hub.Tests.Browser;

internal static class TwoInARoom
{
    /// <summary>Amara and Chen, each in a browser of their own, in a new room of the two.</summary>
    public static async Task<(Guid Room, IPage Amara, IPage Chen)> OpenAsync(Browsers browsers, int width = 1440, int? chens = null, ColorScheme scheme = ColorScheme.Light)
    {
        var node = browsers.Host.Node.Address;
        await using var owner = await Member.SignInAsync(node, "amara");
        await using var other = await Member.SignInAsync(node, "chen");
        var room = await owner.CreateRoomAsync($"Ward {Guid.CreateVersion7():N}"[..20], other.Id);
        var pages = await Task.WhenAll(InRoomAsync(browsers, "amara", room, width, scheme), InRoomAsync(browsers, "chen", room, chens ?? width, scheme));
        return (room, pages[0], pages[1]);
    }

    /// <summary>Somebody's own browser, in a room that can be written in.</summary>
    public static async Task<IPage> InRoomAsync(this Browsers browsers, string user, Guid room, int width = 1440, ColorScheme scheme = ColorScheme.Light)
    {
        var page = await browsers.OpenAsAsync(user, $"/rooms/{room}", width, scheme);
        await page.RoomIsReadAsync();
        return page;
    }
}
