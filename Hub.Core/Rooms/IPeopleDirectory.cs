namespace Hub.Core.Rooms;

/// <summary>What rooms ask of People: who exists, and what they are.</summary>
public interface IPeopleDirectory
{
    /// <summary>Those of <paramref name="people"/> that exist and are enabled.</summary>
    ValueTask<IReadOnlySet<Guid>> ExistingAsync(IReadOnlyCollection<Guid> people, CancellationToken cancel = default);

    /// <summary>The discipline of this person; null when there is no such person.</summary>
    ValueTask<string?> DisciplineAsync(Guid person, CancellationToken cancel = default);
}
