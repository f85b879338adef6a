using Hub.Core.Rooms;

namespace Hub.Server.Demo;

/// <summary>A clock that stands where the script says.</summary>
internal sealed class ScriptClock : TimeProvider
{
    public DateTimeOffset Now { get; set; }

    public override DateTimeOffset GetUtcNow() => Now;
}

/// <summary>Everybody whom the script names is there.</summary>
internal sealed class Everybody(Dictionary<Guid, string> disciplines) : IPeopleDirectory
{
    public ValueTask<IReadOnlySet<Guid>> ExistingAsync(IReadOnlyCollection<Guid> people, CancellationToken cancel = default) => new(people.ToHashSet());

    public ValueTask<string?> DisciplineAsync(Guid person, CancellationToken cancel = default) => new(disciplines.GetValueOrDefault(person));
}
