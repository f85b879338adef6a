namespace Hub.Core.Rooms.Search;

/// <summary>A person by whom one may search.</summary>
public sealed record SearchPerson(Guid Id, string User, string Name);

/// <summary>What a search asks of People: what they are called.</summary>
public interface ISearchPeople
{
    Task<IReadOnlyList<SearchPerson>> NamesAsync(CancellationToken cancel = default);
}
