using Hub.Core.Data;
using Hub.Tests.Support;

namespace Hub.Tests.Faults;

/// <summary>Staged faults that measure time run one after another, when everything else is done. Those that only count what stands at the end run beside others.</summary>
[CollectionDefinition(nameof(FaultTests), DisableParallelization = true)]
public static class FaultTests
{
    /// <summary>Both engines, as often as the soak asks for.</summary>
    public static IEnumerable<TheoryDataRow<Engine, int>> Rounds() =>
        from engine in Enum.GetValues<Engine>()
        from round in Enumerable.Range(1, Math.Max(1, Soak.Rounds))
        select new TheoryDataRow<Engine, int>(engine, round);

    /// <summary>A figure for the report; infra/soak shows it, and a failed test shows it too.</summary>
    public static void Say(string line) => TestContext.Current.TestOutputHelper!.WriteLine(line);
}
