namespace Hub.Core;

/// <summary>Lets only so many at a time into work that keeps a processor busy; the others wait, in no order that may be relied on.</summary>
public sealed class Turns(int atOnce) : IDisposable
{
    private readonly SemaphoreSlim free = new(atOnce);

    /// <summary>A turn, given back by disposing.</summary>
    public async Task<IDisposable> TakeAsync(CancellationToken cancel)
    {
        await free.WaitAsync(cancel);
        return new Turn(free);
    }

    /// <summary>The same; null when the wait was too long.</summary>
    public async Task<IDisposable?> TakeAsync(TimeSpan patience, CancellationToken cancel) => await free.WaitAsync(patience, cancel) ? new Turn(free) : null;

    public void Dispose() => free.Dispose();

    private sealed class Turn(SemaphoreSlim free) : IDisposable
    {
        public void Dispose() => free.Release();
    }
}
