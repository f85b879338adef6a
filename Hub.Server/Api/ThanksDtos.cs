using System.Text.Json;
using System.Text.Json.Serialization;
using Hub.Core;
using Hub.Core.Recognition;
using Hub.Core.Rooms.Walls;

namespace Hub.Server.Api;

/// <param name="To">One or more people of a team of mine, or one team: an id, or a list of them.</param>
/// <param name="Text">A few words, at most 500 characters.</param>
/// <param name="Team">On whose wall, where I share several teams with them.</param>
/// <param name="Source">The message it is for; one that I can see.</param>
/// <param name="Id">Made by the client: sending the same again gives it once.</param>
public sealed record NewThanks([property: JsonConverter(typeof(OneOrMore))] IReadOnlyList<Guid> To, ThanksValue Value, string Text, Guid? Team = null, MessagePlace? Source = null, Guid? Id = null);

/// <param name="Id">Made by the client: sending the same again gives it once.</param>
public sealed record NewAward(IReadOnlyList<Guid> To, string Name, string Text, Guid? Id = null);

/// <param name="Room">The team's wall. One takes one's own thanks back there by <c>deleteMessage</c>, and reacts by <c>react</c>.</param>
public sealed record GivenDto(Guid Id, Guid Team, Guid Room, long Seq);

/// <param name="From">Null: somebody who keeps out of thanks by now.</param>
/// <param name="Team">To the whole team, not to people.</param>
/// <param name="Value">Null for an award, which has a name.</param>
/// <param name="Source">The message that it came of; its own room's members can open it.</param>
public sealed record WallEntryDto(
    Guid Id, long Seq, string At, Guid? From, IReadOnlyList<Guid> To, bool Team, ThanksValue? Value, string? Award, string Text, MessagePlace? Source, IReadOnlyList<ReactionDto> Reactions)
{
    public static WallEntryDto Of(WallEntry e) => new(e.Id, e.Seq, Instant.ToIso(e.At), e.From, e.To, e.Team, e.Value, e.Award, e.Text, e.Source,
        [.. e.Reactions.GroupBy(r => r.Emoji).Select(g => new ReactionDto(g.Key, [.. g.Select(r => r.UserId)]))]);
}

/// <param name="Entries">Newest first.</param>
/// <param name="Next">What to ask for <c>before</c> to go on; null: there is no more.</param>
public sealed record WallDto(Guid Room, long Head, IReadOnlyList<WallEntryDto> Entries, long? Next);

/// <param name="Week">ISO 8601: "2026-W48".</param>
/// <param name="Zone">The team's zone at that time.</param>
public sealed record DigestDto(
    Guid Id, string Week, DateTimeOffset From, DateTimeOffset To, string Zone, DateTimeOffset MadeAt,
    IReadOnlyList<DigestThanks> Thanks, IReadOnlyList<DigestAward> Awards, IReadOnlyList<DigestFigure> Figures)
{
    public static DigestDto Of(DigestView d) => new(d.Id, d.Week, d.From, d.To, d.Zone, d.MadeAt, d.Body.Thanks, d.Body.Awards, d.Body.Figures);
}

/// <param name="KeepOut">Nobody can thank me in public, and I stand in no digest and on no wall.</param>
public sealed record ThanksChoice(bool KeepOut);

/// <summary>Reads an id where a list of ids is expected as a list of one.</summary>
internal sealed class OneOrMore : JsonConverter<IReadOnlyList<Guid>>
{
    public override IReadOnlyList<Guid> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String ? [reader.GetGuid()] : JsonSerializer.Deserialize<List<Guid>>(ref reader, options) ?? throw new JsonException();

    public override void Write(Utf8JsonWriter writer, IReadOnlyList<Guid> value, JsonSerializerOptions options) => JsonSerializer.Serialize(writer, value, options);
}
