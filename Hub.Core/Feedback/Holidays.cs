using NodaTime;

namespace Hub.Core.Feedback;

/// <summary>The federal holidays of the United States (5 U.S.C. 6103), and the days on which they are observed when they fall on a weekend.</summary>
public static class Holidays
{
    /// <summary>What this day is, such as "Thanksgiving Day"; null: none.</summary>
    public static string? On(LocalDate date)
    {
        if (Falling(date) is { } name) return name;
        // A holiday on a Saturday is kept the Friday before, one on a Sunday the Monday after.
        var kept = date.DayOfWeek switch { IsoDayOfWeek.Friday => Falling(date.PlusDays(1)), IsoDayOfWeek.Monday => Falling(date.PlusDays(-1)), _ => null };
        return kept is null ? null : $"{kept} (observed)";
    }

    private static string? Falling(LocalDate date) => (date.Month, date.Day) switch
    {
        (1, 1) => "New Year's Day",
        (6, 19) => "Juneteenth",
        (7, 4) => "Independence Day",
        (11, 11) => "Veterans Day",
        (12, 25) => "Christmas Day",
        _ => (date.Month, date.DayOfWeek, Week: (date.Day - 1) / 7 + 1) switch
        {
            (1, IsoDayOfWeek.Monday, 3) => "Birthday of Martin Luther King, Jr.",
            (2, IsoDayOfWeek.Monday, 3) => "Washington's Birthday",
            (5, IsoDayOfWeek.Monday, _) when date.Day > 24 => "Memorial Day",
            (9, IsoDayOfWeek.Monday, 1) => "Labor Day",
            (10, IsoDayOfWeek.Monday, 2) => "Columbus Day",
            (11, IsoDayOfWeek.Thursday, 4) => "Thanksgiving Day",
            _ => null,
        },
    };
}
