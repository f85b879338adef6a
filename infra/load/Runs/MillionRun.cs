using System.Diagnostics;
using System.Globalization;
using Hub.Load.Systems;
using Hub.Load.Wire;

namespace Hub.Load.Runs;

/// <summary>What a post, the last page and opening cost in a room of 100 events and in one of a million, turn by turn in one run.</summary>
internal static class MillionRun
{
    // As many as the small room has posts, so that in both rooms each member has posted and the answers are equally long.
    private const int Members = 100;
    private const int Small = 100;
    private const int Turns = 500;
    private const double SeedSeconds = 900;

    /// <summary>True when each costs at most 1.2 times as much.</summary>
    public static async Task<bool> RunAsync(Options options)
    {
        await using var system = await HubSystem.StartAsync(options, 2 * Members);
        using var generator = new Generator();
        var small = await system.SeatsAsync(1, Members);
        var big = await system.SeatsAsync(1, Members);
        Console.WriteLine($"\nmillion: a room of {Small} events beside one of {options.Events:N0}, {Members} members each, {system.Name}");
        var few = Crowd.Connect(generator, system, small, enter: false);
        var many = Crowd.Connect(generator, system, big, enter: false);
        Seed(generator, few, Small);
        var took = Seed(generator, many, options.Events);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seeded in {took:N0} s ({options.Events / took:N0} posts/s by {Members} connections in a closed loop, none entered)\n"));
        Console.WriteLine($"| | {Small} events, ms | {options.Events:N0} events, ms | ratio |\n|---|--:|--:|--:|");
        var flat = await CompareAsync("post", few, many, crowd => { Post(generator, crowd); return Task.CompletedTask; });
        flat &= await CompareAsync("read the last page", small[0], big[0], seat => system.GetAsync(seat, $"/api/rooms/{seat.Room}/messages?limit=50"));
        flat &= await CompareAsync("open", small[0], big[0], seat => system.GetAsync(seat, $"/api/rooms/{seat.Room}"));
        return flat;
    }

    private static double Seed(Generator generator, Crowd crowd, int posts)
    {
        crowd.Begin();
        var started = Stopwatch.StartNew();
        var left = posts;
        void Next(Client client)
        {
            if (left-- > 0) client.Post(Stopwatch.GetTimestamp());
        }
        foreach (var client in crowd.Clients)
        {
            client.Answered = Next;
            Next(client);
        }
        var done = generator.RunUntil(() => crowd.Counters.Acked + crowd.Counters.Refused >= posts, SeedSeconds);
        foreach (var client in crowd.Clients) client.Answered = null;
        if (!done || crowd.Counters.Refused > 0)
            throw new IOException($"seeding: {crowd.Counters.Acked:N0} of {posts:N0} answered, {crowd.Counters.Refused} refused {crowd.Counters.FirstRefusal}");
        return started.Elapsed.TotalSeconds;
    }

    private static void Post(Generator generator, Crowd crowd)
    {
        var before = crowd.Counters.Acked;
        crowd.Clients[0].Post(Stopwatch.GetTimestamp());
        if (!generator.RunUntil(() => crowd.Counters.Acked > before, 10)) throw new IOException($"a post was not answered: {crowd.Counters.FirstRefusal}");
    }

    private static async Task<bool> CompareAsync<T>(string what, T small, T big, Func<T, Task> act)
    {
        var few = new List<double>();
        var many = new List<double>();
        for (var turn = -Turns / 5; turn < Turns; turn++)
        {
            var first = await TimeAsync(act, small);
            var second = await TimeAsync(act, big);
            if (turn < 0) continue;
            few.Add(first);
            many.Add(second);
        }
        var ratio = Report.Median(many) / Report.Median(few);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {what} | {Report.Median(few):N3} | {Report.Median(many):N3} | {ratio:N2} |"));
        return ratio <= 1.2;
    }

    private static async Task<double> TimeAsync<T>(Func<T, Task> act, T on)
    {
        var start = Stopwatch.GetTimestamp();
        await act(on);
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }
}
