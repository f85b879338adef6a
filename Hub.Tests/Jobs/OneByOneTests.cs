using Hub.Core.Work;

namespace Hub.Tests.Jobs;

public sealed class OneByOneTests
{
    [Fact]
    public async Task OneThatFails_KeepsNoOtherFromItsTurn_AndIsToldOfInTheEnd()
    {
        var (done, failed) = (new List<int>(), new List<int>());
        var told = await Assert.ThrowsAsync<InvalidOperationException>(() => OneByOne.DoAsync([1, 2, 3], Work(2), i =>
        {
            failed.Add(i);
            return Task.CompletedTask;
        }));
        Assert.Equal("2", told.Message);
        Assert.Equal([1, 3], done);
        Assert.Equal([2], failed);
        Assert.Equal(2, (await Assert.ThrowsAsync<AggregateException>(() => OneByOne.DoAsync([1, 2, 3], Work(1, 3)))).InnerExceptions.Count);

        Func<int, Task> Work(params int[] bad) => i =>
        {
            if (bad.Contains(i)) throw new InvalidOperationException(i.ToString(System.Globalization.CultureInfo.InvariantCulture));
            done.Add(i);
            return Task.CompletedTask;
        };
    }

    [Fact]
    public async Task TheNodeStops_TheRestIsLeft()
    {
        var done = 0;
        await Assert.ThrowsAsync<OperationCanceledException>(() => OneByOne.DoAsync([1, 2], _ =>
        {
            done++;
            throw new OperationCanceledException();
        }));
        Assert.Equal(1, done);
    }
}
