using Hub.Core.Journal;
using Hub.Core.Rooms;
using Hub.Core.Rooms.Messages;

namespace Hub.Tests.Journal;

/// <summary>Makes rooms long quickly: the journal's own draft and store, ten thousand posts a transaction.</summary>
internal static class Growth
{
    public static async Task GrowAsync(this JournalHost host, Guid room, Guid author, int posts, Func<int, string>? text = null)
    {
        var chain = new Chain(host.Key);
        var sealer = new Sealer(host.Key, chain);
        var loader = new Loader(sealer, chain);
        await using var store = FaultyStore.Over(() => CommitFault.None)(host.Database);
        foreach (var some in Enumerable.Range(0, posts).Chunk(10_000))
        {
            await using var append = await store.BeginAsync(default);
            var row = (await append.LockAsync([room], [], default)).Rooms.Single();
            var draft = new Draft(row, await loader.LoadAsync(append.Connection, row, null, default));
            var set = new AppendSet();
            foreach (var i in some)
            {
                var command = new PostMessage(text?.Invoke(i) ?? $"m{i}").Fresh();
                var outcome = draft.Take(new Submission(room, author, command, sealer.Fingerprint(room, author, Vocabulary.Canonical(command)), Named.Nobody), host.Clock, sealer, set);
                Assert.Null(outcome.Fault);
            }
            draft.Finish(chain, sealer, set);
            await append.CommitAsync(set);
        }
    }
}
