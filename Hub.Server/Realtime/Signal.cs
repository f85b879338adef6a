using System.Text.Json;
using System.Text.Json.Serialization;
using Hub.Core.Rooms;

namespace Hub.Server.Realtime;

/// <summary>
/// What passes and is not kept. A closed set of numbers and ids, so that no text, and so no patient, can travel by it through Redis.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(Typing), "typing")]
[JsonDerivedType(typeof(PointTo), "pointer")]
[JsonDerivedType(typeof(Hand), "hand")]
public abstract record Signal
{
    /// <summary>In bytes of JSON, as it came.</summary>
    public const int Largest = 200;

    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        AllowOutOfOrderMetadataProperties = true,
        NumberHandling = JsonNumberHandling.Strict,
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <exception cref="Refusal">400: not one of the set; 413: too large.</exception>
    public static Signal Read(JsonElement json)
    {
        if (json.GetRawText().Length > Largest) throw Refusal.TooLong($"A signal has at most {Largest} bytes.");
        try
        {
            var signal = json.Deserialize<Signal>(Json);
            return signal is null or PointTo { IsOnIt: false } ? throw Refusal.Malformed("There is no such signal.") : signal;
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            throw Refusal.Malformed("There is no such signal.");
        }
    }
}

public sealed record Typing : Signal;

/// <param name="X">Fraction of the width, 0 to 1.</param>
/// <param name="Y">Fraction of the height, 0 to 1.</param>
public sealed record PointTo(Guid Attachment, double X, double Y) : Signal
{
    // Beyond the picture it would make everybody's page wider than their screen.
    internal bool IsOnIt => X is >= 0 and <= 1 && Y is >= 0 and <= 1;
}

public sealed record Hand(bool Up) : Signal;
