using System.Security.Cryptography;
using Hub.Core;
using Hub.Core.People;
using Microsoft.AspNetCore.Identity;

namespace Hub.Server.Identity;

/// <summary>A password check keeps one processor busy for a tenth of a second: only as many at once as there are processors, the others wait, at most 5 s.</summary>
public sealed class PasswordGate : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private readonly Turns _turns = new(Environment.ProcessorCount);
    private string? _hashOfNobody;

    public Person Nobody { get; } = new();

    /// <summary>A turn, to be given back by disposing; null when the wait was too long.</summary>
    public Task<IDisposable?> EnterAsync(CancellationToken ct) => _turns.TakeAsync(Patience, ct);

    /// <summary>The hash of a password that nobody knows, made the same way as all others.</summary>
    public string HashOfNobody(IPasswordHasher<Person> hasher) =>
        _hashOfNobody ??= hasher.HashPassword(Nobody, Convert.ToBase64String(RandomNumberGenerator.GetBytes(24)));

    public void Dispose() => _turns.Dispose();
}
