using FsCheck;
using FsCheck.Fluent;
using Hub.Core;
using Hub.Core.Rooms;
using Hub.Core.Rooms.Search;

namespace Hub.Tests.Search;

public class SearchQueryTests
{
    [Fact]
    public void Parse_OfEverything_UnderstandsEachPart()
    {
        var query = SearchQuery.Parse("Potassium ward* from:chen in:\"Ward 4\" HAS:Ask before:2026-03-02 after:2026-02-01T06:00Z re:fill");

        Assert.Equal([new("potassium", false), new("ward", true), new("re", false), new("fill", false)], query.Words);
        Assert.Equal(["chen", "Ward 4", "ask"], [.. query.From, .. query.In, .. query.Has]);
        Assert.Equal(Instant.ToMicros(new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero)), query.Before);
        Assert.Equal(Instant.ToMicros(new(2026, 2, 1, 6, 0, 0, TimeSpan.Zero)), query.After);
    }

    [Theory]
    [InlineData("po*", "po", false)]
    [InlineData("pot*", "pot", true)]
    [InlineData("post-op*", "op", false)]
    public void Parse_OfAPrefix_NeedsThreeLetters(string q, string last, bool prefix) => Assert.Equal(new(last, prefix), SearchQuery.Parse(q).Words[^1]);

    [Theory]
    [InlineData("")]
    [InlineData("  … ")]
    [InlineData("in:ward")]
    [InlineData("has:lantern")]
    [InlineData("x before:yesterday")]
    [InlineData("x before:2026-02-30")]
    [InlineData("from:")]
    [InlineData("from:\"\"")]
    [InlineData("a b c d e f g h i j k l m")]
    public void Parse_OfWhatCannotBeSought_SaysSo(string q) => Assert.Equal(400, Assert.Throws<Refusal>(() => SearchQuery.Parse(q)).Status);

    [Fact]
    public void Parse_OfALongText_IsRefused() => Assert.Throws<Refusal>(() => SearchQuery.Parse(new string('x', SearchQuery.Longest + 1)));

    [Fact]
    public void Parse_OfAnyText_GivesAQueryOrARefusal()
    {
        var parts = Gen.OneOf(Gen.Elements("from:", "in:", "has:", "before:", "after:", "\"", "*", " ", ":", "ask", "2026-01-01", "wörd", "\ud83d"), ArbMap.Default.GeneratorFor<string>().Select(s => s ?? ""));
        Prop.ForAll(parts.ArrayOf().Select(string.Concat).ToArbitrary(), text =>
        {
            try
            {
                var query = SearchQuery.Parse(text);
                Assert.True(query.Words.Count + query.From.Count + query.Has.Count > 0);
                Assert.All(query.Words, w => Assert.Equal(w.Folded, Assert.Single(Words.Of(w.Folded)).Folded));
                Assert.All(query.Words.Where(w => w.Prefix), w => Assert.NotNull(Words.Prefix(w.Folded, 3)));
            }
            catch (Refusal no)
            {
                Assert.Equal(400, no.Status);
            }
        }).Check(Config.QuickThrowOnFailure.WithQuietOnSuccess(true).WithMaxTest(3000));
    }
}
