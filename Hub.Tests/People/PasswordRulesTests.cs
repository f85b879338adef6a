using Hub.Core.People;

namespace Hub.Tests.People;

public sealed class PasswordRulesTests
{
    [Theory]
    [InlineData("fourteen chars")]
    [InlineData("")]
    public void Problem_FewerThanFifteenCharacters_SaysHowManyItNeeds(string password) =>
        Assert.Contains("at least 15", PasswordRules.Problem(password, "amara", "Amara Okafor"), StringComparison.Ordinal);

    [Theory]
    [InlineData("passwordpassword")]
    [InlineData("Password12345678!")]
    [InlineData("P4ssw0rdP4ssw0rd")]
    [InlineData("iloveyouiloveyou1")]
    [InlineData("thisismypassword2026")]
    [InlineData("qwertyuiopasdfghjkl")]
    [InlineData("1234567890123456789")]
    [InlineData("abcdefghijklmnopqrst")]
    [InlineData("correct horse battery staple")]
    [InlineData("The quick brown fox")]
    [InlineData("1qaz2wsx3edc4rfv")]
    [InlineData("WelcomeHospital2026!")]
    [InlineData("letmein-letmein-letmein")]
    [InlineData("carehubcarehub99")]
    public void Problem_CommonOrAboutTheProduct_IsRefused(string password) =>
        Assert.NotNull(PasswordRules.Problem(password, "amara", "Amara Okafor"));

    [Theory]
    [InlineData("aaaaaaaaaaaaaaaaaaaa")]
    [InlineData("ababababababababab")]
    [InlineData("xk7qxk7qxk7qxk7qxk7q")]
    public void Problem_RepeatsItself_IsRefused(string password) =>
        Assert.Contains("repeats", PasswordRules.Problem(password, "amara"), StringComparison.Ordinal);

    [Theory]
    [InlineData("amara.okafor.2026")]
    [InlineData("AmaraAmaraOkafor12")]
    [InlineData("0kaf0r-carehub-am4ra")]
    public void Problem_MadeOfOnesOwnNames_IsRefused(string password) =>
        Assert.NotNull(PasswordRules.Problem(password, "amara", "Amara Okafor"));

    [Theory]
    [InlineData("lantern gravel oboe")]
    [InlineData("Vier Igel tanzen leise")]
    [InlineData("ph7!Kd02mZ-qRx4")]
    [InlineData("my turtle eats oak bark")]
    [InlineData("毎朝六時に犬と川まで走ります。楽")]
    public void Problem_LongAndUncommon_IsAccepted(string password) =>
        Assert.Null(PasswordRules.Problem(password, "amara", "Amara Okafor"));

    [Fact]
    public void Problem_LongerThanItIsHashed_IsRefused() =>
        Assert.Contains("at most", PasswordRules.Problem(string.Concat(Enumerable.Range(0, 100).Select(i => $"{i:x}k")), "amara"), StringComparison.Ordinal);
}
