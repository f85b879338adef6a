using Hub.Core;
using Hub.Core.Data;
using Hub.Core.People;
using Microsoft.EntityFrameworkCore;

namespace Hub.Server.Demo;

public sealed record Persona(string User, string Name, string Discipline, bool IsAdmin = false);

/// <summary>The people of the demo. None has a password; being one of them is possible in Development from this machine only.</summary>
public static class DemoTeam
{
    public static readonly IReadOnlyList<Persona> Personas =
    [
        new("amara", "Amara Okafor", "nurse practitioner"),
        new("chen", "Dr. Wei Chen", "physician"),
        new("rosa", "Rosa Delgado", "team lead", IsAdmin: true),
        new("jonas", "Jonas Weber", "nurse"),
        new("priya", "Priya Raman", "pharmacist"),
        new("nadia", "Dr. Nadia Haddad", "radiologist"),
        new("samuel", "Samuel Brooks", "social worker"),
        new("mei", "Mei Tanaka", "physiotherapist"),
    ];

    private static readonly string[] Disciplines = ["nurse", "physician", "nurse practitioner", "pharmacist", "physiotherapist", "social worker"];

    /// <summary>Makes the personas and person-0001 … person-<paramref name="more"/> where they are missing. Done before, it costs one query.</summary>
    public static async Task EnsureAsync(HubDb db, int more, DateTimeOffset now, CancellationToken ct)
    {
        var there = await db.Users.Where(p => p.PasswordHash == null).Select(p => p.NormalizedUserName!).ToHashSetAsync(ct);
        db.ChangeTracker.AutoDetectChangesEnabled = false;
        foreach (var persona in Personas.Concat(Numbered(more)).Where(p => !there.Contains(p.User.ToUpperInvariant())))
            db.Users.Add(new Person
            {
                Id = Ids.New(now),
                UserName = persona.User,
                NormalizedUserName = persona.User.ToUpperInvariant(),
                DisplayName = persona.Name,
                Discipline = persona.Discipline,
                IsAdmin = persona.IsAdmin,
                CreatedAt = now,
                SecurityStamp = Ids.New(now).ToString("N"),
            });
        await db.SaveChangesAsync(ct);
    }

    private static IEnumerable<Persona> Numbered(int count) => Enumerable.Range(1, count)
        .Select(i => new Persona($"person-{i:0000}", $"Person {i:0000}", Disciplines[i % Disciplines.Length]));
}
