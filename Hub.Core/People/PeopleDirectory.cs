using Hub.Core.Data;
using Hub.Core.Rooms;
using Hub.Core.Rooms.Search;
using Microsoft.EntityFrameworkCore;

namespace Hub.Core.People;

/// <summary>A person as colleagues see them.</summary>
public sealed record PersonView(Guid Id, string User, string Name, string Discipline, bool Disabled);

/// <summary>Who there is.</summary>
public sealed class PeopleDirectory(IDbContextFactory<HubDb> databases) : IPeopleDirectory, ISearchPeople
{
    /// <summary>Everybody with an account, by name; the disabled too, since what they wrote still stands.</summary>
    public async Task<IReadOnlyList<PersonView>> AllAsync(CancellationToken ct = default)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.Users.AsNoTracking().OrderBy(p => p.DisplayName).ThenBy(p => p.Id)
            .Select(p => new PersonView(p.Id, p.UserName!, p.DisplayName, p.Discipline, p.Disabled))
            .ToListAsync(ct);
    }

    public async Task<IReadOnlyList<SearchPerson>> NamesAsync(CancellationToken cancel = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        return await db.Users.AsNoTracking().Select(p => new SearchPerson(p.Id, p.UserName!, p.DisplayName)).ToListAsync(cancel);
    }

    public async ValueTask<IReadOnlySet<Guid>> ExistingAsync(IReadOnlyCollection<Guid> people, CancellationToken cancel = default)
    {
        if (people.Count == 0) return new HashSet<Guid>();
        await using var db = await databases.CreateDbContextAsync(cancel);
        var asked = people as Guid[] ?? [.. people];
        return await db.Users.Where(p => EF.Parameter(asked).Contains(p.Id) && !p.Disabled).Select(p => p.Id).ToHashSetAsync(cancel);
    }

    public async ValueTask<string?> DisciplineAsync(Guid person, CancellationToken cancel = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        return await db.Users.Where(p => p.Id == person).Select(p => p.Discipline).SingleOrDefaultAsync(cancel);
    }
}
