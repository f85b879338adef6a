using Hub.Tests.Support;
using Microsoft.Playwright;

namespace Hub.Tests.Browser;

internal static class TwoInARoom
{
    /// <summary>Amara and Chen, each in a browser of their own, in a new room of the two.</summary>
    public static async Task<(Guid Room, IPage Amara, IPage Chen)> OpenAsync(Browsers browsers)
    {
        var node = browsers.Host.Node.Address;
        await using var owner = await Member.SignInAsync(node, "amara");
        await using var other = await Member.SignInAsync(node, "chen");
        var room = await owner.CreateRoomAsync($"Ward {Guid.CreateVersion7():N}"[..20], other.Id);
        var (amara, chen) = (await browsers.OpenAsync(), await browsers.OpenAsync());
        await amara.SignInAsync("Amara Okafor");
        await chen.SignInAsync("Dr. Wei Chen");
        await amara.GoToRoomAsync(room);
        await chen.GoToRoomAsync(room);
        return (room, amara, chen);
    }
}
