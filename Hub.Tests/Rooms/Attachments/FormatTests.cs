using Hub.Core.Rooms;
using Hub.Core.Rooms.Attachments;
using Hub.Core.Rooms.Attachments.Formats;

namespace Hub.Tests.Rooms.Attachments;

/// <summary>What is taken and what is refused, by its bytes alone.</summary>
public class FormatTests
{
    private static readonly Dictionary<string, (AttachmentKind Kind, byte[] File)> Good = new()
    {
        ["png"] = (AttachmentKind.Png, Files.Png(300, 200)),
        ["png of several pieces"] = (AttachmentKind.Png, Files.Png(300, 200, 200_000)),
        ["jpeg"] = (AttachmentKind.Jpeg, Files.Jpeg(300, 200)),
        ["two pictures of a phone in one jpeg"] = (AttachmentKind.Jpeg, [.. Files.Jpeg(300, 200), .. Files.Jpeg(30, 20)]),
        ["gif"] = (AttachmentKind.Gif, Files.Gif(300, 200)),
        ["webp"] = (AttachmentKind.Webp, Files.Webp(300, 200)),
        ["as large as may be"] = (AttachmentKind.Png, Files.Png(20_000, 5_000)),
    };

    private static readonly Dictionary<string, (int Status, AttachmentKind Kind, byte[] File)> Bad = new()
    {
        ["nothing"] = (422, AttachmentKind.Png, []),
        ["a jpeg called png"] = (415, AttachmentKind.Png, Files.Jpeg()),
        ["svg called png"] = (415, AttachmentKind.Png, "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"u8.ToArray()),
        ["html called gif"] = (415, AttachmentKind.Gif, "<!doctype html><script>alert(1)</script>"u8.ToArray()),
        ["html called pdf"] = (415, AttachmentKind.Pdf, "<!doctype html>%PDF-1.7 %%EOF"u8.ToArray()),
        ["pdf not at its start"] = (415, AttachmentKind.Pdf, [.. "x"u8, .. Files.Pdf()]),
        ["EICAR"] = (415, AttachmentKind.Pdf, System.Text.Encoding.ASCII.GetBytes(Files.Eicar)),
        ["a gif that is a script"] = (422, AttachmentKind.Gif, "GIF89a=1;alert(1)"u8.ToArray()),
        ["png with a zip behind it"] = (422, AttachmentKind.Png, [.. Files.Png(), .. Files.Zip()]),
        ["jpeg with a zip behind it"] = (422, AttachmentKind.Jpeg, [.. Files.Jpeg(), .. Files.Zip()]),
        ["jpeg with html behind it"] = (422, AttachmentKind.Jpeg, [.. Files.Jpeg(), .. "<script>"u8]),
        ["gif with a script behind it"] = (422, AttachmentKind.Gif, [.. Files.Gif(), .. "*/alert(1)"u8]),
        ["webp with a zip behind it"] = (422, AttachmentKind.Webp, [.. Files.Webp(), .. Files.Zip()]),
        ["pdf with a zip behind it"] = (422, AttachmentKind.Pdf, [.. Files.Pdf(), .. Files.Zip()]),
        ["pdf inside the comment of a zip behind it"] = (422, AttachmentKind.Pdf, [.. Files.Pdf(), .. Files.Zip("%%EOF")]),
        ["jpeg with a pdf in its comment"] = (422, AttachmentKind.Jpeg, Files.Jpeg(comment: "%PDF-1.7")),
        ["png with a pdf in its text"] = (422, AttachmentKind.Png, Files.Png(text: "%PDF-1.7")),
        ["png bomb, one side"] = (422, AttachmentKind.Png, Files.Png(20_001, 1)),
        ["png bomb, both sides"] = (422, AttachmentKind.Png, Files.Png(19_999, 19_999)),
        ["png bomb, more than a number holds"] = (422, AttachmentKind.Png, Files.Png(-1, -1)),
        ["jpeg bomb"] = (422, AttachmentKind.Jpeg, Files.Jpeg(65_535, 65_535)),
        ["gif bomb"] = (422, AttachmentKind.Gif, Files.Gif(65_535, 65_535)),
        ["gif bomb in a frame"] = (422, AttachmentKind.Gif, Files.Gif(frameWidth: 65_535)),
        ["webp bomb"] = (422, AttachmentKind.Webp, Files.Webp(16_383, 16_383)),
        ["no pixels"] = (422, AttachmentKind.Png, Files.Png(0, 5)),
        ["png cut off"] = (422, AttachmentKind.Png, Files.Png()[..^5]),
        ["jpeg cut off"] = (422, AttachmentKind.Jpeg, Files.Jpeg()[..^1]),
        ["gif cut off"] = (422, AttachmentKind.Gif, Files.Gif()[..^1]),
        ["webp cut off"] = (422, AttachmentKind.Webp, Files.Webp()[..^2]),
        ["pdf cut off"] = (422, AttachmentKind.Pdf, Files.Pdf()[..^8]),
    };

    public static TheoryData<string> GoodNames => [.. Good.Keys];
    public static TheoryData<string> BadNames => [.. Bad.Keys];

    [Theory, MemberData(nameof(GoodNames))]
    public async Task CheckAsync_OfAPicture_TellsItsPixels(string name)
    {
        var (kind, file) = Good[name];
        var seen = new MemoryStream();
        var extent = await CheckAsync(kind, file, seen);

        Assert.Equal(file, seen.ToArray());
        Assert.Equal(name == "as large as may be" ? (20_000, 5_000) : (300, 200), (extent.Width, extent.Height));
    }

    [Theory, InlineData("\n"), InlineData(""), InlineData("\r\n\0\0")]
    public async Task CheckAsync_OfAPdf_TakesIt(string after) =>
        Assert.Equal(new Extent(null, null), await CheckAsync(AttachmentKind.Pdf, Files.Pdf(new string('x', 200_000) + "PK\x05\x06", after), null));

    [Theory, MemberData(nameof(BadNames))]
    public async Task CheckAsync_OfWhatIsNotTaken_RefusesIt(string name)
    {
        var (status, kind, file) = Bad[name];
        var refused = await Assert.ThrowsAsync<Refusal>(() => CheckAsync(kind, file, null));
        Assert.Equal(status, refused.Status);
    }

    [Fact]
    public async Task CheckAsync_OfMoreThanIsTaken_StopsReading()
    {
        var file = Files.Png(data: 300_000);
        using var source = new MemoryStream(file);
        var refused = await Assert.ThrowsAsync<Refusal>(() => Format.CheckAsync(AttachmentKind.Png, new Intake(source, 100_000, _ => ValueTask.CompletedTask, default)));
        Assert.Equal(413, refused.Status);
        Assert.InRange(source.Position, 100_001, 200_000);
    }

    [Theory, MemberData(nameof(GoodNames))]
    public async Task CheckAsync_OfAnyDamage_NeverFailsOtherwiseThanByRefusing(string name)
    {
        var (kind, file) = Good[name];
        var random = new Random(7);
        for (var round = 0; round < 300; round++)
        {
            var damaged = file[..random.Next(1, Math.Min(file.Length, 400))];
            damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            if (await Record.ExceptionAsync(() => CheckAsync(kind, damaged, null)) is { } fault) Assert.IsType<Refusal>(fault);
        }
    }

    [Theory]
    [InlineData("report.pdf", "report.pdf")]
    [InlineData(@"C:\Users\amara\scan.png", "scan.png")]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData("a\r\nSet-Cookie: x", "aSet-Cookie: x")]
    [InlineData("gpj.\u202Eexe", "gpj.exe")]
    [InlineData("Röntgen Thorax – März.png", "Röntgen Thorax – März.png")]
    [InlineData("..", "file")]
    [InlineData("", "file")]
    public void Clean_OfANameAsSent_IsOneThatMayBeShown(string sent, string shown) => Assert.Equal(shown, AttachmentNames.Clean(sent));

    [Fact]
    public void Clean_OfALongName_KeepsItsEnd()
    {
        var clean = AttachmentNames.Clean(new string('x', 500) + ".png");
        Assert.Equal((200, true), (clean.Length, clean.EndsWith(".png", StringComparison.Ordinal)));
    }

    private static Task<Extent> CheckAsync(AttachmentKind kind, byte[] file, Stream? seen) =>
        Format.CheckAsync(kind, new Intake(new MemoryStream(file), AttachmentLimits.LargestFile, async piece => await (seen ?? Stream.Null).WriteAsync(piece), default));
}
