using System.Security.Cryptography;
using Microsoft.Extensions.Logging;

namespace Hub.Core.Notifications.Outbox;

/// <summary>
/// Sends what is due, on as many nodes at once as there are. It may stop dead anywhere: before the send the row comes back when its lease ends;
/// between the send and the note of it the same parcel is sent again under the same id, by which its receiver knows it.
/// </summary>
public sealed partial class OutboxSender(IOutbox outbox, IEnumerable<IChannel> channels, SendHours hours, ILogger<OutboxSender> log)
{
    // All of a claim is through within its lease: at most 32 / 8 × 20 s.
    private const int AtOnce = 8, Claimed = 32;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Sends what is due on one channel now; how many parcels were tried.</summary>
    public async Task<int> RunAsync(NoticeChannel of, CancellationToken cancel = default)
    {
        var channel = channels.Single(c => c.Channel == of);
        var tried = 0;
        while (await outbox.ClaimAsync(of, Claimed, cancel) is { Count: > 0 } parcels)
        {
            await Parallel.ForEachAsync(parcels, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel }, async (parcel, ct) => await SendAsync(channel, parcel, ct));
            tried += parcels.Count;
        }
        return tried;
    }

    /// <summary>When there is next something to send on one channel; null: nothing waits.</summary>
    public Task<DateTimeOffset?> NextDueAsync(NoticeChannel of, CancellationToken cancel) => outbox.NextDueAsync(of, cancel);

    private async Task SendAsync(IChannel channel, Parcel parcel, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(Patience);
        Posted? posted = null;
        var error = "";
        try
        {
            // Others of the claim may have taken long: what was done meanwhile is told to nobody.
            if (!await outbox.IsWantedAsync(parcel, limit.Token)) return;
            var waits = await hours.WaitsUntilAsync(parcel, limit.Token);
            if (waits is { } until && until < DateTimeOffset.MaxValue)
            {
                await outbox.PutOffAsync(parcel, until, limit.Token);
                return;
            }
            posted = waits is not null ? Posted.Nowhere("quiet hours") : channel.OffBecause is { } off ? Posted.Nowhere(off) : await channel.SendAsync(parcel, limit.Token);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            throw;
        }
        // One that cannot be sent must not stop the others, whatever is wrong with it.
        catch (Exception failed)
        {
            error = Describe(failed);
        }
        if (posted is null && parcel.Attempt < Retries.Most)
        {
            await outbox.RetryAsync(parcel, error, Retries.After(parcel.Attempt, RandomNumberGenerator.GetInt32(1_000_000) / 1_000_000d), cancel);
            return;
        }
        posted ??= Posted.Refused(error);
        if (posted.State == NotificationState.Dead) LogDead(log, parcel.Id, parcel.Channel, posted.Because ?? "refused");
        await outbox.EndAsync(parcel, posted, cancel);
    }

    /// <summary>The kind of fault, without words of the receiver's: those may say anything.</summary>
    private static string Describe(Exception failed) => failed switch
    {
        HttpRequestException { StatusCode: { } status } => $"HTTP {(int)status}",
        HttpRequestException { InnerException: { } inner } => inner.GetType().Name,
        OperationCanceledException => $"no answer within {Patience.TotalSeconds} s",
        _ => failed.GetType().Name,
    };

    [LoggerMessage(330, LogLevel.Error, "What was to be sent ({Parcel}, {Channel}) is given up: {Why}. Administrators may have it tried again.")]
    private static partial void LogDead(ILogger log, Guid parcel, NoticeChannel channel, string why);
}
