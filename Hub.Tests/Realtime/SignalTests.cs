using System.Text.Json;
using Hub.Core.Rooms;
using Hub.Server.Realtime;

namespace Hub.Tests.Realtime;

public sealed class SignalTests
{
    [Theory]
    [InlineData("""{"type":"typing"}""")]
    [InlineData("""{"type":"hand","up":true}""")]
    [InlineData("""{"up":false,"type":"hand"}""")]
    [InlineData("""{"type":"pointer","attachment":"018f0000-0000-7000-8000-000000000001","x":0.25,"y":0.5}""")]
    public void Read_OneOfTheSet_IsWrittenAgainAsItCame(string json)
    {
        var signal = Signal.Read(JsonElement.Parse(json));

        var again = JsonSerializer.SerializeToElement(signal, Signal.Json);
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(json), again), again.GetRawText());
    }

    [Theory]
    [InlineData("""{"type":"note","text":"Mr. B., bed 4"}""", 400)]
    [InlineData("""{"type":"typing","text":"Mr. B., bed 4"}""", 400)]
    [InlineData("""{"type":"hand"}""", 400)]
    [InlineData("""{"type":"hand","up":"yes"}""", 400)]
    [InlineData("""{"type":"pointer","attachment":"Mr. B.","x":0,"y":0}""", 400)]
    [InlineData("""{"type":"pointer","attachment":"018f0000-0000-7000-8000-000000000001","x":1e308,"y":0}""", 400)]
    [InlineData("""{"type":"pointer","attachment":"018f0000-0000-7000-8000-000000000001","x":0,"y":-0.1}""", 400)]
    [InlineData("""{}""", 400)]
    [InlineData("""[]""", 400)]
    [InlineData("""null""", 400)]
    public void Read_AnythingElse_IsRefused(string json, int status) =>
        Assert.Equal(status, Assert.Throws<Refusal>(() => Signal.Read(JsonElement.Parse(json))).Status);

    [Fact]
    public void Read_LargerThanASignal_IsRefused() =>
        Assert.Equal(413, Assert.Throws<Refusal>(() => Signal.Read(JsonElement.Parse($$"""{"type":"typing","more":"{{new string('x', 200)}}"}"""))).Status);
}
