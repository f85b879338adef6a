using Hub.Core.Data;
using Hub.Core.Sessions;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Hub.Core.People;

/// <summary>What a new person tells about themselves with a link. What the invitation already says wins.</summary>
public sealed record AccountDetails(string Password, string? User = null, string? Name = null, string? Discipline = null);

/// <summary>What became of a change to an account: the person, or a sentence saying why not.</summary>
public sealed record AccountResult(Person? Person, string? Problem)
{
    /// <summary>The link was used, withdrawn or is too old.</summary>
    public bool LinkIsGone { get; init; }

    public static AccountResult Gone() => new(null, "This link was used already, was withdrawn, or is older than seven days. Ask for a new one.") { LinkIsGone = true };
}

/// <summary>Making accounts, resetting passwords, disabling people. Each is one transaction.</summary>
public sealed class Accounts(HubDb db, UserManager<Person> users, OneTimeLinks links, SessionStore sessions, TimeProvider clock)
{
    public Task<bool> AnyAdministratorAsync(CancellationToken ct = default) => db.Users.AnyAsync(p => p.IsAdmin && !p.Disabled, ct);

    /// <summary>Uses an invitation, a reset or the set-up link: makes the account or sets its password. A refused password leaves the link as it was.</summary>
    public async Task<AccountResult> AcceptAsync(OneTimeLink link, AccountDetails details, CancellationToken ct = default)
    {
        var person = link.Kind == LinkKind.Reset ? await users.FindByIdAsync(link.PersonId!.Value.ToString()) : NewPerson(link, details);
        if (person is null or { Disabled: true }) return AccountResult.Gone();
        if (Missing(person) is { } missing) return new(null, missing);
        foreach (var rule in users.PasswordValidators)
            if (await rule.ValidateAsync(users, person, details.Password) is { Succeeded: false } refused) return Result(refused, person);
        // Before the transaction: hashing takes a tenth of a second, and on SQLite nobody else could write meanwhile.
        person.PasswordHash = users.PasswordHasher.HashPassword(person, details.Password);

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (!await links.UseAsync(link, ct)) return AccountResult.Gone();
        if (link.Kind == LinkKind.SetUp && await AnyAdministratorAsync(ct)) return AccountResult.Gone();
        var result = Result(link.Kind == LinkKind.Reset ? await users.UpdateSecurityStampAsync(person) : await users.CreateAsync(person), person);
        if (result.Problem is not null) return result;
        await transaction.CommitAsync(ct);
        if (link.Kind == LinkKind.Reset) await sessions.EndAllAsync(person.Id, CancellationToken.None);
        return result;
    }

    /// <summary>Disables or enables an account; null when there is no such person. Ends the sessions of who is disabled.</summary>
    public async Task<AccountResult?> SetDisabledAsync(Guid id, bool disabled, CancellationToken ct = default)
    {
        var person = await db.Users.SingleOrDefaultAsync(p => p.Id == id, ct);
        if (person is null) return null;
        if (disabled && person.IsAdmin && !await db.Users.AnyAsync(p => p.IsAdmin && !p.Disabled && p.Id != id, ct))
            return new(null, "The last administrator cannot be disabled. Make somebody else one first.");
        person.Disabled = disabled;
        await db.SaveChangesAsync(ct);
        if (disabled) await sessions.EndAllAsync(id, ct);
        return new(person, null);
    }

    private Person NewPerson(OneTimeLink link, AccountDetails details) => new()
    {
        Id = Ids.New(clock.GetUtcNow()),
        UserName = (link.UserName ?? details.User)?.Trim(),
        DisplayName = (link.DisplayName ?? details.Name)?.Trim() ?? "",
        Discipline = (link.Discipline ?? details.Discipline)?.Trim() ?? "",
        IsAdmin = link.IsAdmin,
        CreatedAt = clock.GetUtcNow(),
    };

    public const string ControlCharacters = "A name holds no control characters.";

    /// <summary>Whether one of these holds a control character: PostgreSQL stores no NUL, and none of them can be read.</summary>
    public static bool IsControlled(params IEnumerable<string?> names) => names.Any(name => name?.Any(char.IsControl) == true);

    private static string? Missing(Person person) =>
        Blank.IsOrOver(200, person.DisplayName) ? "A name is needed, of at most 200 characters."
        : Blank.IsOrOver(100, person.Discipline) ? "A discipline is needed, of at most 100 characters."
        : person.UserName is not { Length: >= 2 and <= 64 } ? "A user name is needed, of 2 to 64 characters."
        : IsControlled(person.DisplayName, person.Discipline, person.UserName) ? ControlCharacters
        : null;

    private static AccountResult Result(IdentityResult result, Person person) => result.Succeeded
        ? new(person, null)
        : new(null, string.Join(' ', result.Errors.Select(e => e.Description)));
}
