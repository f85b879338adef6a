using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Hub.Core.Data;

/// <summary>SQLite has no uuid type: 16 bytes, big-endian, so that they sort as UUIDv7 does.</summary>
internal sealed class GuidAsBytes() : ValueConverter<Guid, byte[]>(g => g.ToByteArray(true), b => new Guid(b, true));

/// <summary>UTC microseconds since 1970 on both engines (see <see cref="Instant"/>).</summary>
internal sealed class InstantAsMicros() : ValueConverter<DateTimeOffset, long>(at => Instant.ToMicros(at), micros => Instant.FromMicros(micros));
