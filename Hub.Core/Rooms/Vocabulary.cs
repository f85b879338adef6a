using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Hub.Core.Rooms;

/// <summary>
/// All commands and events, found by their attributes: a feature adds a file with its records and nothing else.
/// JSON is camelCase; a missing required member is malformed, and so is one given twice; an unknown one is passed over.
/// </summary>
public static class Vocabulary
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        // Texts leave as JSON to scripts, never inside HTML: a letter of any script need not take six.
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        NumberHandling = JsonNumberHandling.Strict,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        AllowDuplicateProperties = false,
        Converters = { new InstantJson(), new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { LeaveOutWhatIsIgnored, NullableIsOptional } },
    };

    public static readonly FrozenDictionary<string, Type> Commands = Named<RoomCommand, CommandAttribute>(a => a.Name);
    public static readonly FrozenDictionary<string, Type> Events = Named<RoomEvent, EventAttribute>(a => a.Name);
    private static readonly FrozenDictionary<Type, string> EventNames = Events.ToFrozenDictionary(e => e.Value, e => e.Key);
    private static readonly FrozenDictionary<Type, string> CommandNames = Commands.ToFrozenDictionary(e => e.Value, e => e.Key);

    private static readonly FrozenSet<Type> SystemCommands = Commands.Values.Where(t => Attribute.IsDefined(t, typeof(OfTheSystemAttribute))).ToFrozenSet();

    /// <summary>Whether only the house itself gives this command.</summary>
    public static bool IsOfTheSystem(RoomCommand command) => SystemCommands.Contains(command.GetType());

    private static readonly FrozenSet<string> PartlySealed = Events.Where(e => e.Value.GetProperty(nameof(RoomEvent.Common))!.DeclaringType != typeof(RoomEvent)).Select(e => e.Key).ToFrozenSet();

    /// <summary>Whether events of this type hold more than all members may see.</summary>
    public static bool IsPartlySealed(string type) => PartlySealed.Contains(type);

    /// <summary>Types of events whose bodies are kept for a time only; see <see cref="PassingAttribute"/>.</summary>
    public static readonly FrozenSet<string> Passing = Events.Where(e => Attribute.IsDefined(e.Value, typeof(PassingAttribute))).Select(e => e.Key).ToFrozenSet();

    /// <summary>The commands that people give.</summary>
    public static IEnumerable<KeyValuePair<string, Type>> Public => Commands.Where(c => c.Value != typeof(CreateRoom) && !SystemCommands.Contains(c.Value));

    /// <summary>Reads <c>{"id":uuid,"type":name,…}</c>.</summary>
    /// <exception cref="Refusal">400: not an object, no id, unknown type, or members missing, given twice or of the wrong kind.</exception>
    public static RoomCommand ReadCommand(JsonElement json)
    {
        try
        {
            return Read(json);
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate, say, which JSON can spell and Unicode cannot.
            throw Refusal.Malformed("A text in the command is not valid Unicode.");
        }
    }

    private static RoomCommand Read(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object)
            throw Refusal.Malformed("A command is a JSON object.");
        // Two readers could take it for two commands (RFC 8259, 4); of its other members the serialiser says so. Three of these two are one too many;
        // where it is one of them twice without the other, the other is missing.
        if (json.EnumerateObject().Count(member => member.Name.Equals("id", StringComparison.OrdinalIgnoreCase) || member.Name.Equals("type", StringComparison.OrdinalIgnoreCase)) > 2)
            throw Refusal.Malformed("A command has one id and one type.");
        if (!json.TryGetProperty("id", out var idText) || idText.ValueKind != JsonValueKind.String || !idText.TryGetGuid(out var id) || id == Guid.Empty)
            throw Refusal.Malformed("A command needs an id, which is a UUID.");
        if (!json.TryGetProperty("type", out var typeText) || typeText.ValueKind != JsonValueKind.String)
            throw Refusal.Malformed("A command needs a type.");
        if (!Commands.TryGetValue(typeText.GetString()!, out var type) || SystemCommands.Contains(type))
            throw Refusal.Malformed("There is no command of this type.");
        try
        {
            return ((RoomCommand)json.Deserialize(type, Json)!) with { Id = id };
        }
        catch (JsonException e)
        {
            // The message of the exception may quote what was written, so only the place is told.
            throw Refusal.Malformed($"The command {typeText.GetString()} is not as it should be{(e.Path is { Length: > 1 } path ? $" at {path}" : "")}.");
        }
    }

    /// <summary>The command's own bytes, the same for the same command however it was spelled.</summary>
    public static byte[] Canonical(RoomCommand command)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(command, command.GetType(), Json);
        var name = System.Text.Encoding.UTF8.GetBytes(CommandNames[command.GetType()]);
        return [.. name, 0, .. body];
    }

    public static string NameOf(RoomEvent happened) => EventNames[happened.GetType()];

    public static byte[] Write(RoomEvent happened) => JsonSerializer.SerializeToUtf8Bytes(happened, happened.GetType(), Json);

    /// <summary>The event of this name, or null when a later version wrote it and this one does not know it.</summary>
    public static RoomEvent? ReadEvent(string name, ReadOnlySpan<byte> data) =>
        Events.TryGetValue(name, out var type) ? (RoomEvent?)JsonSerializer.Deserialize(data, type, Json) : null;

    // The serialiser does not look at the property that is overridden; what is ignored there is no part of the wire.
    private static void LeaveOutWhatIsIgnored(JsonTypeInfo type)
    {
        foreach (var property in type.Properties.ToList())
            if (property.AttributeProvider is PropertyInfo member && Attribute.IsDefined(member, typeof(JsonIgnoreAttribute), inherit: true))
                type.Properties.Remove(property);
    }

    // What is null is not written, so it must not be asked for when read.
    private static void NullableIsOptional(JsonTypeInfo type)
    {
        foreach (var property in type.Properties.Where(p => p.IsRequired && p.IsSetNullable)) property.IsRequired = false;
    }

    private static FrozenDictionary<string, Type> Named<TBase, TAttribute>(Func<TAttribute, string> name) where TAttribute : Attribute =>
        typeof(Vocabulary).Assembly.GetTypes()
            .Where(t => t.IsSubclassOf(typeof(TBase)) && !t.IsAbstract)
            .ToFrozenDictionary(t => name(t.GetCustomAttribute<TAttribute>() ?? throw new InvalidOperationException($"{t} has no name on the wire.")));
}
