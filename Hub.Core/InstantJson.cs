using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hub.Core;

/// <summary>Instants in JSON are always UTC with microseconds and a <c>Z</c>, so that equal ones are equal texts.</summary>
public sealed class InstantJson : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Instant.FromMicros(Instant.ToMicros(reader.GetDateTimeOffset()));

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(Instant.ToIso(Instant.ToMicros(value)));
}
