using Hub.Core.People;
using Hub.Core.Rooms;
using Hub.Core.Rooms.Reviews.Record;
using Hub.Server.Api;

namespace Hub.Server.Identity;

/// <summary>What somebody gives to show once more that it is them.</summary>
/// <param name="Confirmation">Their own name, typed.</param>
public sealed record Proof(string? Password = null, string? Confirmation = null);

/// <summary>One way of showing once more, at this moment, that it is oneself who sits there. Another way is another class.</summary>
public interface IStepUp
{
    SigningMethod Method { get; }

    /// <summary>Whether this person shows it in this way.</summary>
    bool IsFor(Person person, HttpContext http);

    /// <exception cref="Refusal">403: it was not shown; 429: too many tries.</exception>
    Task CheckAsync(Person person, Proof proof, HttpContext http);
}

/// <summary>The password, with the same brake as at the door.</summary>
public sealed class PasswordStepUp(PasswordCheck passwords) : IStepUp
{
    public SigningMethod Method => SigningMethod.Password;

    public bool IsFor(Person person, HttpContext http) => person.PasswordHash is not null;

    public async Task CheckAsync(Person person, Proof proof, HttpContext http)
    {
        var (right, wait) = await passwords.CheckAsync(person.UserName!, proof.Password ?? "", http.Connection.RemoteIpAddress, http.RequestAborted);
        if (wait > TimeSpan.Zero) throw new Refusal(429, "Too many tries. Wait a moment, then try again.");
        if (right?.Id != person.Id) throw Refusal.Forbidden("The password is not right. Nothing was signed.");
    }
}

/// <summary>For the personas of Development, who have no password: their own name, typed.</summary>
public sealed class ConfirmationStepUp(IHostEnvironment environment) : IStepUp
{
    public SigningMethod Method => SigningMethod.Confirmation;

    public bool IsFor(Person person, HttpContext http) => person.PasswordHash is null && DevApi.IsOpen(http, environment);

    public Task CheckAsync(Person person, Proof proof, HttpContext http) =>
        string.Equals(proof.Confirmation?.Trim(), person.DisplayName, StringComparison.OrdinalIgnoreCase)
            ? Task.CompletedTask
            : throw Refusal.Forbidden($"Type your name, {person.DisplayName}, to sign.");
}
