using Hub.Core.Journal;

namespace Hub.Server.Setup;

/// <summary><c>Hub.Server verify</c>: one line for each room that is not as the journal wrote it, then the totals. The server may go on meanwhile.</summary>
/// <param name="results">Where the results go.</param>
/// <param name="progress">Where it is told how far it has come: the terminal, if there is one.</param>
public sealed class VerifyCommand(Verifier verifier, TextWriter results, TextWriter progress)
{
    /// <returns>The exit code: 0 when nothing was found.</returns>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        var result = await verifier.RunAsync(fault => results.WriteLine(fault), new Ticker(progress), cancel);
        await progress.WriteAsync('\r');
        await results.WriteLineAsync($"{result.Rooms} rooms, {result.Events} events, {result.Faults} faults");
        return result.Faults == 0 ? 0 : 1;
    }

    private sealed class Ticker(TextWriter to) : IProgress<VerifyProgress>
    {
        private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
        private long last;

        public void Report(VerifyProgress value)
        {
            if (last != 0 && TimeProvider.System.GetElapsedTime(last) < Pause) return;
            last = TimeProvider.System.GetTimestamp();
            to.Write($"\r{value.Rooms} rooms, {value.Events} events …");
        }
    }
}
