using System.Net;
using Hub.Jobs.Channels;

namespace Hub.Tests.Channels;

public class PublicAddressTests
{
    [Theory]
    [InlineData("8.8.8.8"), InlineData("172.15.0.1"), InlineData("172.32.0.1"), InlineData("100.63.0.1"), InlineData("2606:4700::1111"), InlineData("::ffff:8.8.8.8")]
    public void IsPublic_OutInTheWorld_Is(string address) => Assert.True(PublicAddress.IsPublic(IPAddress.Parse(address)));

    [Theory]
    [InlineData("127.0.0.1"), InlineData("10.1.2.3"), InlineData("172.16.0.1"), InlineData("172.31.255.255"), InlineData("192.168.1.1"), InlineData("169.254.169.254"), InlineData("100.64.0.1")]
    [InlineData("0.0.0.0"), InlineData("224.0.0.1"), InlineData("255.255.255.255"), InlineData("192.0.0.1"), InlineData("198.18.0.1")]
    [InlineData("::1"), InlineData("::"), InlineData("fe80::1"), InlineData("fc00::1"), InlineData("fd12:3456::1"), InlineData("ff02::1"), InlineData("::ffff:10.0.0.1"), InlineData("::ffff:127.0.0.1")]
    [InlineData("2002:0a00:0001::1"), InlineData("64:ff9b::a00:1"), InlineData("2001:0:53aa:64c::1"), InlineData("2001:db8::1")]
    public void IsPublic_Inside_IsNot(string address) => Assert.False(PublicAddress.IsPublic(IPAddress.Parse(address)));

    [Theory]
    [InlineData("http://127.0.0.1:9/"), InlineData("http://localhost:9/"), InlineData("http://[::1]:9/"), InlineData("http://2130706433:9/"), InlineData("http://0x7f.1:9/")]
    public async Task Client_CallingInside_IsRefusedBeforeItConnects(string address)
    {
        using var client = PublicAddress.Client(allowPrivate: false);
        var refused = await Assert.ThrowsAnyAsync<Exception>(() => client.GetAsync(address, TestContext.Current.CancellationToken));
        Assert.True(refused is PrivateAddressException || refused.InnerException is PrivateAddressException, refused.ToString());
    }
}
