using Hub.Core.Rooms.Search;

namespace Hub.Tests.Search;

/// <summary>In how many terms a message stands in the index, and that a search asks for them.</summary>
public class TierTests
{
    private const int Most = MessageTerms.Most - 1;

    [Fact]
    public void All_WhateverAMessageSaysAndIsSought_ExactlyTheTierOfTheMessageIsAskedForWhatItHas()
    {
        var random = new Random(5);
        var used = new HashSet<int>();
        for (var i = 0; i < 2000; i++)
        {
            List<string> words = [.. Enumerable.Range(0, (int)Math.Pow(10, 3 * random.NextDouble())).Select(_ => Word(random)).Distinct()];
            var at = Enumerable.Range(0, Tier.All.Count).First(t => Terms(t, words) is not null);
            used.Add(at);
            var has = Terms(at, words)!;
            Assert.InRange(has.Count, 1, Most);
            List<SoughtWord> sought = [.. random.GetItems(words.ToArray(), random.Next(1, 4)).Select(w => Sought(w, random))];
            for (var t = 0; t < Tier.All.Count; t++) Assert.Equal(t == at, Tier.All[t].TermsFor(sought).All(has.Contains));
        }
        Assert.Equal(Tier.All.Count, used.Count);
    }

    [Fact]
    public void TermsOf_AShortMessage_HasEachWordAndItsBeginnings() =>
        Assert.Equal(
            [(TermKind.Word, "potassium"), (TermKind.Prefix5, "potas"), (TermKind.Prefix3, "pot"), (TermKind.Word, "iv")],
            Terms(0, ["potassium", "iv"])!);

    [Fact]
    public void TermsOf_AWordAsLongAsTheLongestBeginning_StandsThereAsThatAlone()
    {
        Assert.Equal([(TermKind.Prefix5, "heart"), (TermKind.Prefix3, "hea"), (TermKind.Word, "ecg"), (TermKind.Prefix3, "ecg")], Terms(0, ["heart", "ecg"])!);
        Assert.Equal([(TermKind.Prefix5, "heart"), (TermKind.Word, "ecg"), (TermKind.Prefix3, "ecg")], Tier.All[0].TermsFor([new("heart", false), new("ecg", false), new("ecg", true)]));
    }

    [Fact]
    public void TermsFor_WordOrBeginning_IsAskedForByTheMostLettersThatStandThere()
    {
        Assert.Equal([(TermKind.Word, "potassium"), (TermKind.Prefix5, "potas"), (TermKind.Prefix3, "pot")], Tier.All[0].TermsFor([new("potassium", false), new("potassi", true), new("pota", true)]));
        Assert.Equal([(TermKind.Tier1Prefix5, "potas"), (TermKind.Tier1Prefix3, "iv")], Tier.All[1].TermsFor([new("potassium", false), new("iv", false)]));
        Assert.Equal([(TermKind.Tier3Prefix3, "pot")], Tier.All[3].TermsFor([new("potassium", false), new("iv", false)]));
        Assert.Equal([(TermKind.Tier, "3")], Tier.All[3].TermsFor([new("iv", false)]));
    }

    private static HashSet<(TermKind, string)>? Terms(int tier, IReadOnlyCollection<string> words) => Tier.All[tier].TermsOf(words, Most, (kind, text) => (kind, text));

    private static SoughtWord Sought(string word, Random random) =>
        Words.Letters(word) >= 3 && random.Next(2) == 0 ? new(Words.Prefix(word, random.Next(3, Words.Letters(word) + 1))!, true) : new(word, false);

    /// <summary>As they are compared: of 1 to 12 letters, seldom of many, of which some take two UTF-16 units.</summary>
    private static string Word(Random random) => Words.Of(string.Concat(Enumerable.Range(0, random.Next(50) == 0 ? random.Next(1, 100) : random.Next(1, 13)).Select(_ => random.Next(40) == 0 ? "𐐨" : $"{(char)('a' + random.Next(26))}"))).Single().Folded;
}
