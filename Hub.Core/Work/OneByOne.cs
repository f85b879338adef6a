using System.Data.Common;
using System.Runtime.ExceptionServices;

namespace Hub.Core.Work;

/// <summary>What is done for each of many: one for which it fails does not keep the others from it.</summary>
public static class OneByOne
{
    /// <summary>Does <paramref name="work"/> for each in turn, and says in the end what went wrong.</summary>
    /// <param name="failed">What is done instead for one for which it failed; null: nothing.</param>
    /// <exception cref="Exception">Of the one for which it failed; an <see cref="AggregateException"/> where there were several. At once when the database is away, for all would fail alike.</exception>
    public static async Task DoAsync<T>(IEnumerable<T> all, Func<T, Task> work, Func<T, Task>? failed = null)
    {
        var errors = new List<Exception>();
        foreach (var one in all)
        {
            try
            {
                await work(one);
            }
            catch (Exception error) when (IsOfThisOne(error))
            {
                errors.Add(error);
                if (failed is not null) await failed(one);
            }
        }
        Throw(errors);
    }

    /// <summary>Whether an error says something of the one at hand, and not of all.</summary>
    public static bool IsOfThisOne(Exception error) => error is not (OperationCanceledException or DbException { IsTransient: true });

    /// <summary>Throws what went wrong, after the others were done; nothing when nothing did.</summary>
    public static void Throw(IReadOnlyList<Exception> errors)
    {
        if (errors.Count == 1) ExceptionDispatchInfo.Throw(errors[0]);
        if (errors.Count > 1) throw new AggregateException(errors);
    }
}
