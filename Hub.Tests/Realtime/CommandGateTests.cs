using Hub.Core.Rooms;
using Hub.Server.Realtime;
using Hub.Server.Setup;

namespace Hub.Tests.Realtime;

public class CommandGateTests
{
    [Fact]
    public void Pointer_MovedMoreThanTwentyTimesASecond_IsRefused_AndOtherSignalsGoOn()
    {
        using var gate = new CommandGate(new CommandLimits(300, 50));
        var (amara, chen) = (Guid.CreateVersion7(), Guid.CreateVersion7());

        for (var i = 0; i < 20; i++) gate.Point(amara);

        Assert.Equal(429, Assert.Throws<Refusal>(() => gate.Point(amara)).Status);
        gate.Signal(amara);
        gate.Point(chen);
    }
}
