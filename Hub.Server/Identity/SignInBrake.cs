using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Hub.Server.Identity;

/// <summary>
/// Slows down guessing. After three failures of one account from one address each further try has to wait, twice as long each time, up to 15 minutes;
/// an address that failed at many accounts waits for all of them. Whoever signs in from elsewhere is not held up, so nobody can lock an owner out.
/// Kept in memory per node: N nodes let through N times as much, still far from what guessing a 15-character password takes.
/// </summary>
public sealed class SignInBrake(TimeProvider clock)
{
    private const int FreePerAccount = 3;
    private const int FreePerAddress = 30;
    private const int Remembered = 100_000;
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Forgotten = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<(string User, string Address), Failures> _failures = new();

    private sealed record Failures(int Count, long Last);

    /// <summary>How long this try must still wait; zero when it may go ahead.</summary>
    public TimeSpan Wait(string user, IPAddress? address)
    {
        var network = Network(address);
        var own = Remaining((Normal(user), network), FreePerAccount);
        var all = Remaining(("", network), FreePerAddress);
        return own > all ? own : all;
    }

    public void Failed(string user, IPAddress? address)
    {
        if (_failures.Count > Remembered) Forget();
        var network = Network(address);
        Add((Normal(user), network));
        Add(("", network));
    }

    /// <summary>The right password clears the account's failures from here, not those of the address.</summary>
    public void Succeeded(string user, IPAddress? address) => _failures.TryRemove((Normal(user), Network(address)), out _);

    private void Add((string, string) key)
    {
        var now = clock.GetTimestamp();
        _failures.AddOrUpdate(key, _ => new(1, now), (_, f) => new(clock.GetElapsedTime(f.Last, now) > Forgotten ? 1 : f.Count + 1, now));
    }

    private TimeSpan Remaining((string, string) key, int free)
    {
        if (!_failures.TryGetValue(key, out var f) || f.Count < free) return TimeSpan.Zero;
        var delay = TimeSpan.FromSeconds(Math.Min(Longest.TotalSeconds, Math.Pow(2, Math.Min(20, f.Count - free))));
        var left = delay - clock.GetElapsedTime(f.Last);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    private void Forget()
    {
        foreach (var (key, f) in _failures)
            if (clock.GetElapsedTime(f.Last) > Longest) _failures.TryRemove(key, out _);
        // A flood of made-up names must not fill the memory; forgetting all is then the lesser harm.
        if (_failures.Count > Remembered) _failures.Clear();
    }

    private static string Normal(string user) => user.Length > 64 ? "" : user.Trim().ToUpperInvariant();

    // One customer has a whole /64 of IPv6 addresses.
    private static string Network(IPAddress? address)
    {
        if (address is null) return "";
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetworkV6 ? Convert.ToHexString(address.GetAddressBytes(), 0, 8) : address.ToString();
    }
}
