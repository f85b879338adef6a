using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Hub.Tests.Support;

namespace Hub.Tests.Rooms.Attachments;

internal static class Uploading
{
    /// <summary>Uploads a file as a browser does.</summary>
    public static async Task<(HttpStatusCode Status, Guid Id)> UploadAsync(this Member member, Guid room, byte[] file, string type, string name)
    {
        using var content = new ByteArrayContent(file);
        content.Headers.ContentType = new MediaTypeHeaderValue(type);
        content.Headers.ContentDisposition = new ContentDispositionHeaderValue("attachment") { FileNameStar = name };
        using var answer = await member.Http.PostAsync($"/api/rooms/{room}/attachments", content);
        return (answer.StatusCode, answer.IsSuccessStatusCode ? (await answer.Content.ReadFromJsonAsync<WireId>())!.Id : default);
    }
}
