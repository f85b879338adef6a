namespace Hub.Jobs;

/// <summary>The jobs of this process: <see cref="Schedule.All"/>, or in tests others.</summary>
public sealed class JobTable(IReadOnlyList<Cadence> all)
{
    public IReadOnlyList<Cadence> All => all;

    /// <summary>The one of this name, if there is one.</summary>
    public Cadence? Find(string name) => all.FirstOrDefault(c => c.Name == name);
}
