namespace Hub.Core.Rooms;

/// <summary>What rooms ask of People: who exists.</summary>
public interface IPeopleDirectory
{
    /// <summary>Those of <paramref name="people"/> that exist and are enabled.</summary>
    ValueTask<IReadOnlySet<Guid>> ExistingAsync(IReadOnlyCollection<Guid> people, CancellationToken cancel = default);
}
