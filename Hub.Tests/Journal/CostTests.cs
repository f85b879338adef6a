using Hub.Core.Data;
using Hub.Core.Journal;
using Hub.Core.Rooms;
using Hub.Core.Rooms.Messages;
using Hub.Tests.Support;

namespace Hub.Tests.Journal;

/// <summary>A room does not get slower as it gets longer: it is the saved fold that is opened, and the index that is read.</summary>
public sealed class CostTests(TestServers servers)
{
    private const int Long = 100_000;

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Room_WithAHundredThousandEvents_CostsWhatAShortOneDoes(Engine engine)
    {
        await using var host = await JournalHost.StartAsync(engine, servers);
        Guid amara = Do.NewId(), chen = Do.NewId();
        Guid small = await host.Channel(amara, chen), big = await host.Channel(amara, chen);
        await host.GrowAsync(small, chen, 100);
        await host.GrowAsync(big, chen, Long);
        Assert.Equal(Long + 1, (await host.Reader.OpenAsync(amara, big)).Head);
        await host.Database.ExecuteAsync("ANALYZE");

        var post = await RatioAsync(small, big, 60, room => host.Say(chen, room, new PostMessage("one more")));
        var page = await RatioAsync(small, big, 40, room => host.Reader.MessagesAsync(amara, room, null, null, 50));
        var tail = await RatioAsync(small, big, 40, async room => await host.Reader.EventsAsync(amara, room, (await host.Reader.OpenAsync(amara, room)).Head - 50, 50));
        var open = await RatioAsync(small, big, 40, async room =>
        {
            host.Journal.Forget(room);
            await host.Reader.OpenAsync(amara, room);
        });

        var started = TimeProvider.System.GetTimestamp();
        Assert.Empty(await Tampers.FindAsync(new Verifier(host.Database, host.Key)));
        var verified = TimeProvider.System.GetElapsedTime(started);

        TestContext.Current.SendDiagnosticMessage($"{engine}, {Long} events beside 100: post ×{post:0.00}, last page ×{page:0.00}, last events ×{tail:0.00}, open ×{open:0.00}; verified in {verified.TotalSeconds:0.0} s");
        Assert.All((double[])[post, page, tail, open], ratio => Assert.InRange(ratio, 0, 2));
    }

    /// <summary>Time in the one room over that in the other, taken by turns: the fastest fifth's, which what else the machine does disturbs least.</summary>
    private static async Task<double> RatioAsync(Guid small, Guid big, int times, Func<Guid, Task> act)
    {
        List<double> ofSmall = [], ofBig = [];
        for (var i = -5; i < times; i++)
            foreach (var (room, figures) in (i & 1) == 0 ? [(small, ofSmall), (big, ofBig)] : ((Guid, List<double>)[])[(big, ofBig), (small, ofSmall)])
            {
                var started = TimeProvider.System.GetTimestamp();
                await act(room);
                if (i >= 0) figures.Add(TimeProvider.System.GetElapsedTime(started).TotalMicroseconds);
            }
        return ofBig.Order().ElementAt(times / 5) / ofSmall.Order().ElementAt(times / 5);
    }
}
