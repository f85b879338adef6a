using Hub.Core.Rooms.Search;

namespace Hub.Tests.Search;

/// <summary>When a room's index is written.</summary>
public class BehindTests
{
    [Theory]
    [InlineData(1023, 2500, 0, false, false)]
    [InlineData(1024, 2500, 0, false, true)]
    [InlineData(255, 2501, 0, false, false)]
    [InlineData(256, 2501, 0, false, true)]
    [InlineData(1, 2501, 15, false, false)]
    [InlineData(1, 1, 20, false, true)]
    [InlineData(1, 1, 0, true, true)]
    public void Room_IsRipe_OnceMuchWasSaidOrAWhileWentByOrItPresses(int events, int all, int seconds, bool urgent, bool ripe)
    {
        var clock = TimeProvider.System;
        var since = clock.GetTimestamp() - seconds * clock.TimestampFrequency;

        Assert.Equal(ripe, new Behind(since, events, urgent).IsRipe(clock, all));
    }
}
