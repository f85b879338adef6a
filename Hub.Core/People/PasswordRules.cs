using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Identity;

namespace Hub.Core.People;

/// <summary>
/// Which passwords are too easy to guess (NIST SP 800-63B-4 §3.1.1.2: long, not common, not about the person or the product; no rules about kinds of characters).
/// A password is judged by what is left of it without common words, the person's own names, runs like 1234 and qwerty, and years.
/// </summary>
public sealed partial class PasswordRules : IPasswordValidator<Person>
{
    public const int Least = 15;
    public const int Most = 256;

    private const int EnoughLeft = 5;
    private const int EnoughPieces = 5;

    private static readonly string[] Runs =
    [
        "abcdefghijklmnopqrstuvwxyz", "zyxwvutsrqponmlkjihgfedcba", "01234567890", "09876543210",
        "qwertyuiop", "asdfghjkl", "zxcvbnm", "qwertzuiop", "yxcvbnm", "azertyuiop",
        "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p", "zaq1xsw2cde3vfr4bgt5nhy6mju7", "q1w2e3r4t5y6u7i8o9p0", "1q2w3e4r5t6y7u8i9o0p",
    ];

    private static readonly string[] Common = ReadCommon();

    public Task<IdentityResult> ValidateAsync(UserManager<Person> manager, Person user, string? password)
    {
        var problem = Problem(password ?? "", user.UserName, user.DisplayName);
        return Task.FromResult(problem is null ? IdentityResult.Success : IdentityResult.Failed(new IdentityError { Code = "Password", Description = problem }));
    }

    /// <summary>What is wrong with the password, as a sentence for its owner; null when nothing is.</summary>
    public static string? Problem(string password, params IEnumerable<string?> names)
    {
        var letters = new StringInfo(password).LengthInTextElements;
        if (letters < Least) return $"A password has at least {Least} characters; this one has {letters}. Several words that do not belong together are easy to remember.";
        if (password.Length > Most) return $"A password has at most {Most} characters.";
        var plain = Plain(password);
        if (plain.Distinct().Count() < 5 || IsRepeated(plain)) return "This password repeats itself. Choose several words that do not belong together.";
        var own = names.SelectMany(name => Words(name ?? "")).ToList();
        if (IsGuessable(plain, own) || IsGuessable(Unmasked(plain), own))
            return "This password is one of the first that would be guessed: it is made of common words, names or runs of keys. Choose several words that do not belong together.";
        return null;
    }

    private static bool IsGuessable(string text, List<string> own)
    {
        var (left, pieces) = (Years().Replace(text, " "), 0);
        // The longest first, so that "carehub" goes as one piece and not as two.
        foreach (var word in own.Concat(Common).OrderByDescending(w => w.Length))
        {
            var at = left.IndexOf(word, StringComparison.Ordinal);
            while (at >= 0)
            {
                // A gap stays: letters from both sides must not join into a new word.
                left = string.Concat(left.AsSpan(0, at), " ", left.AsSpan(at + word.Length));
                if (word.Length >= 4) pieces++;
                at = left.IndexOf(word, StringComparison.Ordinal);
            }
        }
        return pieces < EnoughPieces && CountWithoutRuns(left) < EnoughLeft;
    }

    /// <summary>Characters that are no gap and no part of a run of three or more along the alphabet, the digits or a row of keys, or of one key.</summary>
    private static int CountWithoutRuns(string text)
    {
        var (left, at) = (0, 0);
        while (at < text.Length)
        {
            var run = 1;
            while (at + run < text.Length && IsRun(text.AsSpan(at, run + 1))) run++;
            if (text[at] != ' ' && run < 3) left += run;
            at += run;
        }
        return left;
    }

    private static bool IsRun(ReadOnlySpan<char> part)
    {
        if (part.Trim(part[0]).IsEmpty) return true;
        foreach (var run in Runs)
            if (run.AsSpan().Contains(part, StringComparison.Ordinal)) return true;
        return false;
    }

    private static bool IsRepeated(string text) => Enumerable.Range(1, Math.Min(8, text.Length / 2))
        .Any(unit => Enumerable.Range(unit, Math.Max(0, text.Length - unit)).All(i => text[i] == text[i - unit]));

    private static string Plain(string text) =>
        string.Concat(text.Normalize(NormalizationForm.FormKD).ToLowerInvariant().Where(char.IsLetterOrDigit));

    private static IEnumerable<string> Words(string name) =>
        name.Split([' ', '.', '-', '_', '\''], StringSplitOptions.RemoveEmptyEntries).Append(name).Select(Plain).Where(w => w.Length >= 3).Distinct();

    private static string Unmasked(string plain) => string.Create(plain.Length, plain, static (to, from) =>
    {
        for (var i = 0; i < to.Length; i++)
            to[i] = from[i] switch { '0' => 'o', '1' => 'i', '3' => 'e', '4' => 'a', '5' => 's', '7' => 't', '8' => 'b', var c => c };
    });

    [GeneratedRegex("(19|20)[0-9]{2}")]
    private static partial Regex Years();

    private static string[] ReadCommon()
    {
        using var stream = typeof(PasswordRules).Assembly.GetManifestResourceStream("CommonPasswords.txt")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(line => line[0] != '#').ToArray();
    }
}
