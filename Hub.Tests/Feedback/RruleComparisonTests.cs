using System.Globalization;
using Hub.Core.Feedback.Recurrence;
using Hub.Tests.Support;
using NodaTime;

namespace Hub.Tests.Feedback;

/// <summary>The same rules through npm's rrule: both must give the same dates.</summary>
public class RruleComparisonTests
{
    private const int Rules = 10_000, Most = 40, Years = 12;

    [Fact]
    public async Task Expansion_OfTenThousandRandomRules_IsThatOfRrule()
    {
        var random = new Random(20260303);
        var cases = Enumerable.Range(0, Rules).Select(_ => Case(random)).ToList();
        using var folder = new TempFolder("rrule");
        await File.WriteAllLinesAsync(folder.At("rules"), cases.Select(c => $"{Zones.Write(c.Start)} {Zones.Write(c.Start.PlusYears(Years))} {c.Rule}"), TestContext.Current.CancellationToken);

        var theirs = (await OwnProcess.RunAsync(Machine.Program("node"), Path.Combine(Machine.Root, "Hub.Web", "client", "tests", "feedback", "expand.mjs"), folder.At("rules"))).Split('\n');

        var (wrong, dates) = (new List<string>(), 0);
        for (var i = 0; i < Rules; i++)
        {
            var (start, text) = cases[i];
            Assert.True(RuleReader.Read(text, out var rule) is null, text);
            var ours = Expansion.Of(rule, start, DateTimeZone.Utc).TakeWhile(d => d <= start.PlusYears(Years)).Take(Most).Select(Zones.Write).ToList();
            dates += ours.Count;
            if (string.Join(' ', ours) != theirs[i]) wrong.Add($"{Zones.Write(start)} {text}\n  ours   {string.Join(' ', ours)}\n  theirs {theirs[i]}");
        }
        Assert.True(wrong.Count == 0, $"{wrong.Count} differ:\n{string.Join('\n', wrong.Take(5))}");
        Assert.True(dates > 20 * Rules, $"Only {dates} dates were compared.");
    }

    private static (LocalDateTime Start, string Rule) Case(Random random)
    {
        var start = new LocalDate(2024, 1, 1).PlusDays(random.Next(2000)) + new LocalTime(random.Next(24), random.Next(60));
        string[] days = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
        var weekly = random.Next(2) == 0;
        var parts = new List<string> { weekly ? "FREQ=WEEKLY" : "FREQ=MONTHLY" };
        if (random.Next(3) > 0) parts.Add($"INTERVAL={random.Next(1, weekly ? 9 : 7)}");
        if (random.Next(3) > 0)
        {
            var numbered = !weekly && random.Next(3) > 0;
            var some = Some(1 + random.Next(3), () => (numbered ? $"{Not0(random.Next(-5, 5))}" : "") + days[random.Next(7)]);
            parts.Add($"BYDAY={some}");
        }
        if (!weekly && random.Next(2) == 0) parts.Add($"BYMONTHDAY={Some(1 + random.Next(3), () => $"{Not0(random.Next(-31, 31))}")}");
        if (random.Next(2) == 0) parts.Add($"WKST={days[random.Next(7)]}");
        if (random.Next(3) == 0) parts.Add($"COUNT={random.Next(1, 60)}");
        else if (random.Next(2) == 0) parts.Add($"UNTIL={(start.PlusDays(random.Next(1200))).ToString("uuuuMMdd'T'HHmm'00Z'", CultureInfo.InvariantCulture)}");
        return (start, string.Join(';', parts.OrderBy(_ => random.Next())));

        int Not0(int n) => n >= 0 ? n + 1 : n;
        string Some(int count, Func<string> one) => string.Join(',', Enumerable.Range(0, count).Select(_ => one()).Distinct());
    }
}
