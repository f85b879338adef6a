using System.Runtime.InteropServices;
using System.Text.Json;
using Hub.Core.Data;
using Hub.Core.Journal;
using Hub.Core.Rooms;
using Hub.Core.Rooms.Positions;
using Hub.Server.Identity;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;
using SignalRHub = Microsoft.AspNetCore.SignalR.Hub;

namespace Hub.Server.Realtime;

/// <param name="Head">Events up to here are fetched; those after it arrive.</param>
public sealed record Entered(Guid Epoch, long Head);

public sealed record Answer(long Seq);

/// <summary>The hub of the contract: names the caller and passes on, nothing more. Refusals leave as <c>code: detail</c>.</summary>
[Authorize]
public sealed class RoomHub(RoomService service, RoomReader reader, RoomFeed feed, PositionBook positions, Receivers receivers, CommandGate gate, EpochOf epoch) : SignalRHub
{
    private Receiver Me => receivers.Of(Context.ConnectionId) ?? throw Refusal.NotFound();

    public async Task<Entered> Enter(JsonElement roomId)
    {
        Me.Acted();
        return new(epoch.Id, await feed.EnterAsync(Me, Id(roomId), Context.ConnectionAborted));
    }

    public void Leave(JsonElement roomId) => feed.Leave(Me, Id(roomId));

    public async Task<Answer> Send(JsonElement roomId, JsonElement command)
    {
        Me.Acted();
        var me = Me.User;
        gate.Command(me, JsonMarshal.GetRawUtf8Value(command).Length);
        // Not cancelled with the connection: what was asked for is done, and the retry finds it.
        return new(await service.ExecuteAsync(me, Id(roomId), Vocabulary.ReadCommand(command)));
    }

    public void Signal(JsonElement roomId, JsonElement signal)
    {
        var me = Me;
        gate.Signal(me.User);
        me.Acted();
        var read = Realtime.Signal.Read(signal);
        if (read is PointTo) gate.Point(me.User);
        feed.Signal(me, Id(roomId), read);
    }

    public Task Read(JsonElement roomId, JsonElement seq) => NoteAsync(roomId, read: Seq(seq), delivered: 0);

    public Task Delivered(JsonElement roomId, JsonElement seq) => NoteAsync(roomId, read: 0, delivered: Seq(seq));

    private async Task NoteAsync(JsonElement roomId, long read, long delivered)
    {
        var me = Me.User;
        gate.Signal(me);
        var id = Id(roomId);
        // Just connected, the feed may not watch the room yet.
        positions.Note(feed.Watched(id)?.Room ?? await reader.OpenAsync(me, id, Context.ConnectionAborted), me, read, delivered);
    }

    private static long Seq(JsonElement json) =>
        json.ValueKind == JsonValueKind.Number && json.TryGetInt64(out var seq) ? seq : throw Refusal.Malformed("A seq is a whole number.");

    // As JSON: the binder's own refusal of another kind of value would have no code.
    private static Guid Id(JsonElement json) =>
        json.ValueKind != JsonValueKind.String ? throw Refusal.Malformed("A room's id is a UUID.")
        : json.TryGetGuid(out var id) ? id : throw Refusal.NotFound();
}

/// <summary>Turns refusals into the contract's words, and anything unforeseen into one that tells nothing.</summary>
public sealed partial class RefusalFilter(TamperedRooms tamperedRooms, OutageLog outages, ILogger<RoomHub> log) : IHubFilter
{
    public async ValueTask<object?> InvokeMethodAsync(HubInvocationContext invocationContext, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        try
        {
            return await next(invocationContext);
        }
        catch (Refusal refusal)
        {
            throw Said(refusal);
        }
        catch (JournalTampered tampered)
        {
            throw Said(await tamperedRooms.RefusalAsync(tampered, invocationContext.Context.User?.UserId()));
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            if (outages.MayTell(e)) LogFailed(log, invocationContext.HubMethodName, e);
            throw new HubException("503: Something went wrong here. Try again in a moment.");
        }
    }

    private static HubException Said(Refusal refusal) => new($"{refusal.Status}: {refusal.Message}");

    [LoggerMessage(230, LogLevel.Error, "{Method} failed.")]
    private static partial void LogFailed(ILogger log, string method, Exception e);
}
