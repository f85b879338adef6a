using System.Text.Json;
using Hub.Core.Rooms;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Hub.Server.Api;

/// <summary>
/// Describes the commands and events of rooms in the OpenAPI document: in code they are found by their attributes, so they are here too.
/// From it the browser client's types are generated.
/// </summary>
internal static class VocabularyDocument
{
    public static async Task DescribeAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancel)
    {
        var commands = new List<IOpenApiSchema>();
        foreach (var (name, type) in Vocabulary.Public.OrderBy(c => c.Key, StringComparer.Ordinal))
        {
            var schema = await ShapeAsync(context, type, cancel);
            Add(schema, "id", new OpenApiSchema { Type = JsonSchemaType.String, Format = "uuid" });
            Add(schema, "type", new OpenApiSchema { Type = JsonSchemaType.String, Const = name });
            commands.Add(Put(document, type.Name, schema));
        }
        var events = new List<IOpenApiSchema>();
        foreach (var (name, type) in Vocabulary.Events.OrderBy(e => e.Key, StringComparer.Ordinal))
        {
            var data = Put(document, type.Name, await ShapeAsync(context, type, cancel));
            var schema = Header(name);
            Add(schema, "data", new OpenApiSchema { OneOf = [new OpenApiSchema { Type = JsonSchemaType.Null }, data] });
            events.Add(Put(document, type.Name + "Event", schema));
        }
        var command = Put(document, "Command", new OpenApiSchema { OneOf = commands });
        var @event = Put(document, "Event", new OpenApiSchema { OneOf = events });
        if (document.Paths["/api/rooms/{room}/commands"].Operations?[HttpMethod.Post].RequestBody?.Content?["application/json"] is OpenApiMediaType body) body.Schema = command;
        if (document.Components!.Schemas!["EventsDto"] is OpenApiSchema page) page.Properties!["events"] = new OpenApiSchema { Type = JsonSchemaType.Array, Items = @event };
        document.Components.Schemas.Remove(nameof(EventDto));
        document.Components.Schemas.Remove(nameof(JsonElement));
    }

    /// <summary>Without what a record says to the house only.</summary>
    private static async Task<OpenApiSchema> ShapeAsync(OpenApiDocumentTransformerContext context, Type type, CancellationToken cancel)
    {
        var schema = await context.GetOrCreateSchemaAsync(type, null, cancel);
        foreach (var inner in (string[])["messages", "people", "roles", "uploads", "about", "common", "namesOwnDiscipline", "elsewhere"]) if (type != typeof(RoomCreated)) schema.Properties?.Remove(inner);
        return schema;
    }

    private static OpenApiSchema Header(string type)
    {
        var schema = new OpenApiSchema { Type = JsonSchemaType.Object };
        Add(schema, "seq", new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int64" });
        Add(schema, "n", new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int64" });
        Add(schema, "id", new OpenApiSchema { Type = JsonSchemaType.String, Format = "uuid" });
        Add(schema, "type", new OpenApiSchema { Type = JsonSchemaType.String, Const = type });
        Add(schema, "actor", new OpenApiSchema { Type = JsonSchemaType.String, Format = "uuid" });
        Add(schema, "at", new OpenApiSchema { Type = JsonSchemaType.String, Format = "date-time" });
        return schema;
    }

    private static void Add(OpenApiSchema schema, string name, IOpenApiSchema member)
    {
        (schema.Properties ??= new Dictionary<string, IOpenApiSchema>())[name] = member;
        (schema.Required ??= new HashSet<string>()).Add(name);
    }

    private static OpenApiSchemaReference Put(OpenApiDocument document, string name, OpenApiSchema schema)
    {
        document.AddComponent(name, schema);
        return new OpenApiSchemaReference(name, document);
    }
}
