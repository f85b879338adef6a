using System.Net;
using Hub.Core.People;
using Microsoft.AspNetCore.Identity;

namespace Hub.Server.Identity;

/// <summary>What came of a password: the person; or nobody, and how long to wait before the next try.</summary>
public sealed record PasswordAnswer(Person? Person, TimeSpan Wait);

/// <summary>Checks passwords: slowed by the brake, as long for unknown names as for known ones, and never more at once than the processor can bear.</summary>
public sealed class PasswordCheck(UserManager<Person> users, SignInBrake brake, PasswordGate gate)
{
    public async Task<PasswordAnswer> CheckAsync(string user, string password, IPAddress? address, CancellationToken ct)
    {
        if (brake.Wait(user, address) is var wait && wait > TimeSpan.Zero) return new(null, wait);
        using var turn = await gate.EnterAsync(ct);
        if (turn is null) return new(null, TimeSpan.FromSeconds(5));

        var person = password.Length <= PasswordRules.Most && !user.Contains('\0', StringComparison.Ordinal) ? await users.FindByNameAsync(user) : null;
        var right = person?.PasswordHash is not null && await users.CheckPasswordAsync(person, password);
        // Somebody without a password costs as much as somebody with one, or the time would tell who exists.
        if (person?.PasswordHash is null) users.PasswordHasher.VerifyHashedPassword(gate.Nobody, gate.HashOfNobody(users.PasswordHasher), password);
        if (right && !person!.Disabled)
        {
            brake.Succeeded(user, address);
            return new(person, TimeSpan.Zero);
        }
        brake.Failed(user, address);
        return new(null, TimeSpan.Zero);
    }
}
