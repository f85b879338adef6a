using System.Diagnostics;

namespace Hub.Tests.Support;

/// <summary>People who post at a steady rate, each message at its intended time whether or not the one before was answered.</summary>
public sealed class Traffic
{
    private static int _said;
    private volatile bool _stopped;
    private readonly List<Task> _posts = [];
    private readonly Task _running;

    private Traffic(IReadOnlyList<Member> posters, Guid room, double perSecond, int? count, double givenUp, string padding) =>
        _running = RunAsync(posters, room, perSecond, count ?? int.MaxValue, givenUp, padding);

    /// <summary>Starts posting, the posters taking turns.</summary>
    /// <param name="posters">Who posts.</param>
    /// <param name="room">Where.</param>
    /// <param name="perSecond">Messages a second, all posters together.</param>
    /// <param name="count">How many in all; none: until <see cref="StopAsync"/>.</param>
    /// <param name="givenUp">Share of the posts that are not sent again when their fate is unknown.</param>
    /// <param name="padding">Appended to each text.</param>
    public static Traffic Start(IReadOnlyList<Member> posters, Guid room, double perSecond, int? count = null, double givenUp = 0, string padding = "") =>
        new(posters, room, perSecond, count, givenUp, padding);

    /// <summary>Waits until all <c>count</c> posts are settled.</summary>
    public async Task DoneAsync(TimeSpan limit)
    {
        await _running.WaitAsync(limit);
        await Task.WhenAll(_posts).WaitAsync(limit);
    }

    /// <summary>Posts no more, and waits until what was posted is settled.</summary>
    public Task StopAsync(TimeSpan limit)
    {
        _stopped = true;
        return DoneAsync(limit);
    }

    private async Task RunAsync(IReadOnlyList<Member> posters, Guid room, double perSecond, int count, double givenUp, string padding)
    {
        var started = Stopwatch.GetTimestamp();
        for (var i = 0; i < count && !_stopped; i++)
        {
            var wait = TimeSpan.FromSeconds(i / perSecond) - Stopwatch.GetElapsedTime(started);
            if (wait > TimeSpan.Zero) await Task.Delay(wait);
            var resend = Random.Shared.NextDouble() >= givenUp;
            _posts.Add(posters[i % posters.Count].PostAsync(room, $"{posters[i % posters.Count].User} says {Interlocked.Increment(ref _said)}{padding}", resend));
        }
    }
}
