using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Hub.Core.Rooms.Search;

namespace Hub.Tests.Search;

/// <summary>What counts as a word, and when two are the same.</summary>
public class WordsTests
{
    [Theory]
    [InlineData("Potassium 6.1, repeating now.", "potassium 6.1 repeating now")]
    [InlineData("the patient's K+ is 1,000.5!", "the patient s k is 1,000.5")]
    [InlineData("Zoë NAÏVE Åse cœur Łódź STRASSE straße", "zoe naive ase coeur lodz strasse strasse")]
    [InlineData("e\u0301te\u0301 été", "ete ete")]
    [InlineData("ﬁbrillation ＡＢＣ１２ x² №", "fibrillation abc12 x2")]
    [InlineData("ΚΑΡΔΙΆ καρδιά Кардиология", "καρδια καρδια кардиология")]
    [InlineData("高血圧 の人", "高 血 圧 の 人")]
    [InlineData("post-op/day_2 👍🏽 a", "post op day_2 a")]
    [InlineData(" \n\t…", "")]
    [InlineData("co\u00ADoperate می\u200Cخواهم \u200Fa\u200Bb\u00AD", "cooperate میخواهم a b")]
    [InlineData("v1.", "v1")]
    [InlineData("⅟4 ½", "1 4 1 2")]
    [InlineData("ガス ｶﾞｽ がん", "カス カス か ん")]
    [InlineData("½ cup, 2½mg of ﷺ", "1 2 cup 2 1 2mg of صلى الله عليه وسلم")]
    public void Of_Text_GivesItsWordsFolded(string text, string expected) =>
        Assert.Equal(expected, string.Join(' ', Words.Of(text).Select(w => w.Folded)));

    [Fact]
    public void Of_AnyText_GivesWordsInOrderThatFoldToThemselves() => Prop.ForAll<string>(given =>
    {
        var text = given ?? "";
        var end = 0;
        foreach (var word in Words.Of(text))
        {
            Assert.True(word.Start >= end && word.Length > 0, "words lie apart, in order");
            end = word.Start + word.Length;
            Assert.InRange(end, 0, text.Length);
            Assert.NotEqual("", word.Folded);
            Assert.InRange(word.Folded.Length, 1, Words.Longest);
            // Whoever writes what is compared finds it.
            Assert.Equal([word.Folded], Words.Of(word.Folded).Select(w => w.Folded));
        }
    }).Check(Config.QuickThrowOnFailure.WithQuietOnSuccess(true).WithMaxTest(3000));

    [Theory]
    [InlineData("환자기록", "\u1112\u116A\u11AB\u110C\u1161\u1100\u1175\u1105\u1169\u11A8")]
    [InlineData("ガス", "カ\u3099ス")]
    [InlineData("がん", "か\u3099ん")]
    [InlineData("\u0995\u09CB", "\u0995\u09C7\u09BE")]
    [InlineData("\u0B95\u0BCA", "\u0B95\u0BC6\u0BBE")]
    [InlineData("\u0D15\u0D4A", "\u0D15\u0D46\u0D3E")]
    [InlineData("Zoë", "Zoe\u0308")]
    public void Of_ComposedAndDecomposed_GivesTheSameWords(string composed, string decomposed) =>
        Assert.Equal(Words.Of(composed).Select(w => w.Folded), Words.Of(decomposed).Select(w => w.Folded));

    [Fact]
    public void Of_EveryLetter_FoldsOnce()
    {
        var wrong = new List<string>();
        for (var code = 0x21; code <= 0x1FFFF; code++)
        {
            if (!Rune.IsValid(code)) continue;
            var once = string.Concat(Words.Of($"a{new Rune(code)}").Select(w => w.Folded));
            if (once != string.Concat(Words.Of(once).Select(w => w.Folded))) wrong.Add($"{code:x}");
        }
        Assert.Empty(wrong);
    }

    [Fact]
    public void Of_ALongRun_IsCutAndStillFound()
    {
        var word = Words.Of(new string('x', 10_000)).Single();
        Assert.Equal((10_000, Words.Longest), (word.Length, word.Folded.Length));
    }
}
