namespace Hub.Core.Teams;

/// <summary>People who work together, with leads who keep its members, its roles and its roster.</summary>
public sealed class Team
{
    public Guid Id { get; set; }
    public string Name { get; set; } = "";
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>Where the team is at home, by the name of its zone in the IANA database.</summary>
    public string Zone { get; set; } = "America/New_York";

    /// <summary>When its digest of the week is made, by the clock on its wall.</summary>
    public DayOfWeek DigestDay { get; set; } = DayOfWeek.Friday;
    public int DigestHour { get; set; } = 15;

    /// <summary>Grows with each change of its members, and of who of them keeps out of thanks: what was read at a lower one is old.</summary>
    public long Version { get; set; } = 1;
}

public sealed class TeamMember
{
    public Guid TeamId { get; set; }
    public Guid PersonId { get; set; }
    public bool Lead { get; set; }
}

/// <summary>A role on call, such as "Cardiology on call": who holds it stands in the roster.</summary>
public sealed class DutyRole
{
    public Guid Id { get; set; }
    public Guid TeamId { get; set; }
    public string Name { get; set; } = "";

    /// <summary>Who is asked while nobody is on duty.</summary>
    public Guid? CoverId { get; set; }

    /// <summary>When the roster was last changed: what it says now, it says no earlier than since then.</summary>
    public DateTimeOffset ChangedAt { get; set; }
}

/// <summary>Who holds a role from when (included) to when (not included). Shifts of one role do not overlap.</summary>
public sealed class Shift
{
    public Guid Id { get; set; }
    public Guid RoleId { get; set; }
    public Guid PersonId { get; set; }
    public DateTimeOffset From { get; set; }
    public DateTimeOffset To { get; set; }
}
