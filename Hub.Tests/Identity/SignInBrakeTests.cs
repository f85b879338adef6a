using System.Net;
using Hub.Server.Identity;
using Hub.Tests.Support;

namespace Hub.Tests.Identity;

public sealed class SignInBrakeTests
{
    private static readonly IPAddress Here = IPAddress.Parse("203.0.113.7");
    private static readonly IPAddress Elsewhere = IPAddress.Parse("198.51.100.9");
    private readonly StillClock _clock = new();
    private readonly SignInBrake _brake;

    public SignInBrakeTests() => _brake = new SignInBrake(_clock);

    [Fact]
    public void Wait_AfterEachFurtherFailure_Doubles()
    {
        var waits = new List<double>();
        for (var i = 0; i < 8; i++)
        {
            _brake.Failed("amara", Here);
            waits.Add(_brake.Wait("Amara ", Here).TotalSeconds);
        }

        Assert.Equal([0, 0, 1, 2, 4, 8, 16, 32], waits);
    }

    [Fact]
    public void Wait_HoweverManyFailures_IsAtMostFifteenMinutes()
    {
        for (var i = 0; i < 100; i++) _brake.Failed("amara", Here);

        Assert.Equal(TimeSpan.FromMinutes(15), _brake.Wait("amara", Here));
    }

    [Fact]
    public void Wait_OfTheOwnerElsewhere_IsNothing()
    {
        for (var i = 0; i < 20; i++) _brake.Failed("amara", Here);

        Assert.Equal(TimeSpan.Zero, _brake.Wait("amara", Elsewhere));
    }

    [Fact]
    public void Wait_OneAddressTryingManyNames_HoldsTheWholeAddress()
    {
        for (var i = 0; i < 40; i++) _brake.Failed($"name{i}", Here);

        Assert.True(_brake.Wait("somebody-new", Here) > TimeSpan.Zero);
        Assert.Equal(TimeSpan.Zero, _brake.Wait("somebody-new", Elsewhere));
    }

    [Fact]
    public void Wait_OtherAddressOfTheSameIPv6Network_IsTheSame()
    {
        for (var i = 0; i < 10; i++) _brake.Failed("amara", IPAddress.Parse($"2001:db8:1:2::{i}"));

        Assert.True(_brake.Wait("amara", IPAddress.Parse("2001:db8:1:2:ffff::1")) > TimeSpan.Zero);
        Assert.Equal(TimeSpan.Zero, _brake.Wait("amara", IPAddress.Parse("2001:db8:1:3::1")));
    }

    [Fact]
    public void Wait_AfterTheDelayOrTheRightPassword_IsOver()
    {
        for (var i = 0; i < 5; i++) _brake.Failed("amara", Here);
        _clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(TimeSpan.Zero, _brake.Wait("amara", Here));

        _brake.Failed("amara", Here);
        _brake.Succeeded("amara", Here);
        Assert.Equal(TimeSpan.Zero, _brake.Wait("amara", Here));
    }
}
